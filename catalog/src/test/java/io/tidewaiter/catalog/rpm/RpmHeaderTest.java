package io.tidewaiter.catalog.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.catalog.text.Troubles;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RpmHeaderTest {
    @Test
    void readsNameEpochVersionSourceModuleAndFiles() {
        FactList facts = read(HeaderBuilder.of("tar", "1.34", "7.el9")
                .numbers(RpmHeader.EPOCH, 2)
                .text(RpmHeader.MODULARITY_LABEL, "m:1:2:c")
                .texts(RpmHeader.BASE_NAMES, "tar", "gtar", "tar.1")
                .texts(RpmHeader.FOLDER_NAMES, "/usr/bin/", "/usr/share/man/")
                .numbers(RpmHeader.FOLDER_INDEXES, 0, 0, 1));
        assertThat(facts.packages()).containsExactly("tar 2:1.34-7.el9");
        assertThat(facts.installed().getFirst().sourceName()).isEqualTo("src-tar");
        assertThat(facts.installed().getFirst().sourceVersion()).isEqualTo("2:1-2");
        assertThat(facts.installed().getFirst().qualifiers()).isEqualTo(Map.of("rpmmod", "m:1:2:c"));
        assertThat(facts.paths()).containsExactly("usr/bin/tar", "usr/bin/gtar", "usr/share/man/tar.1");
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void readsWholePathsOfOldHeadersAndTakesAnEpochOfZeroForNone() {
        FactList facts = read(HeaderBuilder.of("a", "1", "1")
                .numbers(RpmHeader.EPOCH, 0)
                .texts(RpmHeader.OLD_FILE_NAMES, "/bin/a", "/bin/b"));
        assertThat(facts.packages()).containsExactly("a 1-1");
        assertThat(facts.paths()).containsExactly("bin/a", "bin/b");
    }

    @Test
    void tellsTheStreamOfAModuleAndLeavesOutGhosts() {
        FactList facts = read(HeaderBuilder.of("nodejs", "18.1", "1.module_el8")
                .text(RpmHeader.MODULARITY_LABEL, "nodejs:18:8060020220523160029:ad008a3a")
                .text(RpmHeader.VENDOR, "Red\u001b[2J Hat")
                .texts(RpmHeader.BASE_NAMES, "node", "log")
                .texts(RpmHeader.FOLDER_NAMES, "/usr/bin/")
                .numbers(RpmHeader.FOLDER_INDEXES, 0, 0)
                .numbers(RpmHeader.FILE_FLAGS, 0, 64));
        assertThat(facts.installed().getFirst().attributes())
                .isEqualTo(Map.of("module", "nodejs:18", "vendor", "Red [2J Hat"));
        assertThat(facts.paths()).containsExactly("usr/bin/node");
    }

    @Test
    void readsTheKeyOfASignatureOfAnyVersion() {
        String id = "0123456789abcdef";
        for (String packet : List.of(
                "88" + "1c" + "03" + "05" + "00" + "00000000" + id, // version 3, old form of length
                "c2" + "14" + "04000108" + "0000" + "000a" + "0910" + id, // version 4, the id
                "c2" + "20" + "04000108" + "0017" + "1621" + "04" + "00".repeat(12) + id + "0000",
                "89" + "0040" + "06000108" + "00000023" + "2221" + "06" + id + "00".repeat(24) + "00000000")) {
            assertThat(OpenPgpSignature.keyId(HexFormat.of().parseHex(packet)))
                    .as(packet)
                    .isEqualTo(id);
            for (int length = 0; length < packet.length() / 2 - 30; length++) {
                OpenPgpSignature.keyId(HexFormat.of().parseHex(packet.substring(0, 2 * length)));
            }
        }
        assertThat(OpenPgpSignature.keyId(new byte[100])).isEmpty();
        assertThat(OpenPgpSignature.keyId(HexFormat.of().parseHex("c2ff04000108")))
                .isEmpty();
    }

    @Test
    void leavesOutKeysAndSources() {
        assertThat(read(HeaderBuilder.of("gpg-pubkey", "1", "1")).all()).isEmpty();
        assertThat(read(HeaderBuilder.of("a", "1", "1").numbers(RpmHeader.SOURCE_PACKAGE, 1))
                        .all())
                .isEmpty();
    }

    @Test
    void keepsThePackageWhoseListOfFilesIsWrong() {
        for (HeaderBuilder wrong : new HeaderBuilder[] {
            HeaderBuilder.of("a", "1", "1")
                    .texts(RpmHeader.BASE_NAMES, "x")
                    .texts(RpmHeader.FOLDER_NAMES, "/")
                    .numbers(RpmHeader.FOLDER_INDEXES, 7),
            HeaderBuilder.of("a", "1", "1")
                    .texts(RpmHeader.BASE_NAMES, "x")
                    .texts(RpmHeader.FOLDER_NAMES, "/")
                    .numbers(RpmHeader.FOLDER_INDEXES, -1),
            HeaderBuilder.of("a", "1", "1").texts(RpmHeader.BASE_NAMES, "x"),
            HeaderBuilder.of("a", "1", "1").entry(RpmHeader.BASE_NAMES, 8, 0, Integer.MAX_VALUE),
            HeaderBuilder.of("a", "1", "1").entry(RpmHeader.FOLDER_INDEXES, 4, 0, -1),
            HeaderBuilder.of("a", "1", "1").entry(RpmHeader.FOLDER_NAMES, 8, Integer.MIN_VALUE, 1)
        }) {
            FactList facts = read(wrong);
            assertThat(facts.packages()).containsExactly("a 1-1");
            assertThat(facts.unread()).hasSize(1);
        }
    }

    @Test
    void tellsOfHeadersThatCannotBeRead() {
        byte[] right = HeaderBuilder.of("a", "1", "1").build();
        for (int length = 0; length < right.length; length++) {
            FactList facts = read(Arrays.copyOf(right, length));
            assertThat(facts.packages()).isEmpty();
            assertThat(facts.unread()).hasSize(1);
        }
        byte[] fourGigabytes = right.clone();
        fourGigabytes[4] = (byte) 0xff;
        assertThat(read(fourGigabytes).unread()).hasSize(1);
        byte[] manyEntries = right.clone();
        manyEntries[0] = 0x7f;
        assertThat(read(manyEntries).unread()).hasSize(1);
        HeaderBuilder outside = new HeaderBuilder().entry(1000, 6, 1 << 30, 1).text(1001, "1");
        assertThat(read(outside).unread()).singleElement().asString().contains("outside");
        assertThat(read(new HeaderBuilder().text(1000, "a")).unread())
                .singleElement()
                .asString()
                .contains("no version");
        assertThat(read(new HeaderBuilder().numbers(1000, 1)).unread()).hasSize(1);
    }

    @Test
    void takesASourceNameApartFromItsEnd() {
        assertThat(SourceRpm.parse("java-1.8.0-openjdk-1.8.0.1-2.el8.src.rpm"))
                .isEqualTo(new SourceRpm("java-1.8.0-openjdk", "1.8.0.1-2.el8"));
        assertThat(SourceRpm.parse("a-1-2.nosrc.rpm")).isEqualTo(new SourceRpm("a", "1-2"));
        for (String none : new String[] {"", "(none)", "-", "a-1", "-1-2.src.rpm", ".src.rpm"}) {
            assertThat(SourceRpm.parse(none)).as(none).isEqualTo(new SourceRpm("", ""));
        }
    }

    private static FactList read(HeaderBuilder header) {
        return read(header.build());
    }

    private static FactList read(byte[] header) {
        FactList facts = new FactList();
        new RpmPackages("", header.length, new Troubles(facts), facts).accept("it", header);
        return facts;
    }
}
