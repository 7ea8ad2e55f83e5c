package io.tidewaiter.catalog.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElfHeaderTest {
    @ParameterizedTest
    @CsvSource({
        "7f454c4602010100000000000000000002003e00, true, true",
        "7f454c4602010100000000000000000003003e00, true, true",
        "7f454c460202010000000000000000000003003e, true, true",
        "7f454c4602010100000000000000000001003e00, true, false",
        "7f454c4602010100000000000000000004003e00, true, false",
        "7f454c4602020100000000000000000002003e00, true, false",
        "7f454c46, true, false",
        "7f454c, false, false",
        "23212f62696e2f73680a, false, false",
        "'', false, false"
    })
    void tellsProgramsByTheirFirstBytes(String hex, boolean elf, boolean program) {
        byte[] head = HexFormat.of().parseHex(hex);
        assertThat(ElfHeader.isElf(head, head.length)).isEqualTo(elf);
        assertThat(ElfHeader.isProgram(head, head.length)).isEqualTo(program);
    }
}
