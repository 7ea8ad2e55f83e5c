package io.tidewaiter.catalog.nativeimage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class NativeImageCatalogerTest {
    private static final String LIST = """
            {"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"metadata":{"component":{"name":"app"}},
            "components":[{"type":"library","group":"io.micronaut","name":"micronaut-core","version":"4.2.0",
            "purl":"pkg:maven/io.micronaut/micronaut-core@4.2.0","properties":[{"name":"syft:cpe23","value":"x"}]},
            {"type":"library","name":"svm","version":"23.1.2"},
            {"type":"library","group":"org.yaml","name":"snakeyaml"}]}
            """;

    private static List<Fact> facts(byte[] program) {
        return Layouts.facts(new NativeImageCataloger(), Layouts.file("app", program), program);
    }

    private static byte[] program(byte[] list) {
        return NativeProgram.elf(list, list.length, ".svm_heap");
    }

    @Test
    void readsTheArtifactsOfTheList() {
        List<Fact> facts = facts(program(NativeProgram.gzip(LIST.getBytes(UTF_8))));
        assertThat(Layouts.packages(facts)).containsExactly("maven:io.micronaut/micronaut-core@4.2.0");
        assertThat(facts).contains(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
        assertThat(Layouts.unread(facts)).as("the one without a version").hasSize(1);
    }

    @Test
    void programsOfOtherMakersSayNothing() {
        byte[] list = NativeProgram.gzip(LIST.getBytes(UTF_8));
        assertThat(facts(NativeProgram.elf(list, list.length, ".not_heap"))).isEmpty();
    }

    @Test
    void whatIsNotThereOrNoListIsSaid() {
        byte[] list = NativeProgram.gzip(LIST.getBytes(UTF_8));
        for (long length : new long[] {0, -1, 1L << 40}) {
            assertThat(Layouts.unread(facts(NativeProgram.elf(list, length, ".svm_heap"))))
                    .hasSize(1);
        }
        assertThat(Layouts.unread(facts(program(NativeProgram.gzip("{\"components\":[".getBytes(UTF_8))))))
                .hasSize(1);
        assertThat(Layouts.unread(facts(program(NativeProgram.gzip(new byte[100 << 20])))))
                .hasSize(1);
    }

    @Test
    void forgedHeadersEnd() {
        Random random = new Random(11);
        byte[] program = program(NativeProgram.gzip(LIST.getBytes(UTF_8)));
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = program.clone();
            for (int j = 0; j < 4; j++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            assertThat(facts(mutated).size()).isLessThan(10);
        }
    }
}
