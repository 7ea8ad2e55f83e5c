package io.tidewaiter.catalog.elf;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageNotesTest {
    private static final String JSON =
            "{\"type\":\"rpm\",\"name\":\"coreutils\",\"version\":\"9.1-11.fc38\",\"architecture\":\"x86_64\","
                    + "\"osCpe\":\"cpe:/o:fedoraproject:fedora:38\"}";

    private static List<Fact> facts(byte[] program) {
        List<Fact> facts = new ArrayList<>();
        new PackageNoteCataloger()
                .read(new FileEntry("usr/bin/ls", program.length, 0755), program, Limits.standard(), facts::add);
        return facts;
    }

    @ParameterizedTest
    @CsvSource({"true, false, 4", "true, true, 4", "false, false, 4", "false, true, 4", "true, false, 8"})
    void namesTheSourcePackageOfAProgram(boolean wide, boolean bigEndian, int align) {
        assertThat(facts(NotedProgram.of(wide, bigEndian, align, JSON)))
                .singleElement()
                .satisfies(fact -> assertThat(fact.toString())
                        .contains(
                                "type=rpm",
                                "name=coreutils",
                                "version=9.1-11.fc38",
                                "sourceName=coreutils",
                                "architecture=x86_64",
                                "osCpe=cpe:/o:fedoraproject:fedora:38"));
    }

    @Test
    void otherNotesAndOtherJsonSayNothing() {
        assertThat(facts(NotedProgram.of(true, false, 4, "{\"type\":\"flatpak\",\"name\":\"x\",\"version\":\"1\"}")))
                .isEmpty();
        assertThat(facts(NotedProgram.of(true, false, 4, "[1]"))).isEmpty();
        assertThat(facts(NotedProgram.of(true, false, 4, "{\"type\":\"rpm\",\"name\":\"x y\",\"version\":\"1\"}")))
                .isEmpty();
        assertThat(facts(NotedProgram.of(true, false, 4, "{\"type\":\"rpm\",\"na")))
                .isEmpty();
        assertThat(facts(new byte[] {0x7f, 'E', 'L', 'F'})).isEmpty();
    }

    @Test
    void damageIsNeverMoreThanNothing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] program = NotedProgram.of(random.nextBoolean(), random.nextBoolean(), 4, JSON);
            for (int change = 1 + random.nextInt(4); change > 0; change--) {
                program[4 + random.nextInt(program.length - 4)] = (byte) random.nextInt();
            }
            assertThat(facts(program).size()).as("seed %d", seed).isLessThanOrEqualTo(1);
        }
    }
}
