package io.tidewaiter.catalog.rust;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RustCatalogerTest {
    /** What {@code cargo auditable 0.7.7} wrote into a small program. */
    private static final String REAL = """
            {"packages":[{"name":"cc","version":"1.0.79","source":"crates.io","kind":"build"},
            {"name":"itoa","version":"1.0.9","source":"crates.io"},
            {"name":"probe","version":"0.3.1","source":"local","dependencies":[0,1],"root":true},
            {"name":"fork","version":"1.0.0","source":"git"},
            {"name":"serde_json","version":"1.0.100","source":"crates.io","dependencies":[1]}],"format":1}
            """;

    private static List<Fact> facts(byte[] program) {
        return Layouts.facts(new RustCataloger(), Layouts.file("usr/bin/probe", program), program);
    }

    @Test
    void readsCratesOfTheRegistryThatAreLinked() {
        byte[] data = AuditedProgram.zlib(REAL.getBytes(StandardCharsets.UTF_8));
        for (boolean wide : new boolean[] {true, false}) {
            for (boolean bigEndian : new boolean[] {true, false}) {
                List<Fact> facts = facts(AuditedProgram.elf(wide, bigEndian, data));
                assertThat(Layouts.packages(facts)).containsExactly("cargo:itoa@1.0.9", "cargo:serde_json@1.0.100");
                assertThat(facts).contains(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
            }
        }
    }

    @Test
    void wantsProgramsOnly() {
        RustCataloger cataloger = new RustCataloger();
        byte[] program = AuditedProgram.elf(true, false, new byte[0]);
        assertThat(cataloger.wantsHead(Layouts.file("a", program), program, 64)).isTrue();
        assertThat(cataloger.wantsHead(Layouts.file("a", new byte[64]), new byte[64], 64))
                .isFalse();
    }

    @Test
    void aBombAndWhatIsNoZlibAreSaid() {
        assertThat(Layouts.unread(facts(AuditedProgram.elf(true, false, AuditedProgram.zlib(new byte[100 << 20])))))
                .hasSize(1);
        assertThat(Layouts.unread(facts(AuditedProgram.elf(true, false, new byte[] {1, 2, 3}))))
                .hasSize(1);
        assertThat(Layouts.unread(facts(AuditedProgram.elf(true, false, new byte[0]))))
                .hasSize(1);
        assertThat(Layouts.unread(facts(AuditedProgram.elf(
                        true, false, AuditedProgram.zlib("{\"packages\":[".getBytes(StandardCharsets.UTF_8))))))
                .hasSize(1);
        assertThat(facts(new byte[] {0x7f, 'E', 'L', 'F', 2, 1})).isEmpty();
    }

    @Test
    void forgedHeadersEnd() {
        Random random = new Random(7);
        byte[] program = AuditedProgram.elf(true, false, AuditedProgram.zlib(REAL.getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = program.clone();
            for (int j = 0; j < 4; j++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            assertThat(facts(mutated).size()).isLessThan(10);
        }
    }
}
