package io.tidewaiter.catalog.conda;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class CondaCatalogerTest {
    private static List<Fact> facts(String path, String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new CondaCataloger(), Layouts.file(path, content), content);
    }

    private static List<Fact> facts(String json) {
        return facts("opt/conda/conda-meta/zlib-1.2.13-h5eee18b_0.json", json);
    }

    @ParameterizedTest
    @CsvSource({
        "opt/conda/conda-meta/zlib-1.2.13-h5eee18b_0.json, true",
        "opt/conda/envs/a/conda-meta/zlib-1.2.13-h5eee18b_0.json, true",
        "conda-meta/a.json, true",
        "opt/conda/conda-meta/history, false",
        "opt/conda/conda-meta/a/b.json, false",
        "opt/my-conda-meta/b.json, false",
    })
    void wantsRecords(String path, boolean wanted) {
        assertThat(new CondaCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @Test
    void readsPackagesAndTheirFiles() {
        List<Fact> facts = facts("""
                {"build": "h5eee18b_0", "build_number": 0, "channel": "https://repo.example.org/main/linux-64",
                 "depends": ["libgcc-ng >=11.2.0"], "name": "zlib", "subdir": "linux-64", "version": "1.2.13",
                 "files": ["lib/libz.so.1.2.13", "bin/../include/zlib.h", 3], "link": {"name": "other", "type": 1}}
                """);
        assertThat(Layouts.packages(facts)).containsExactly("conda:zlib@1.2.13");
        assertThat(((Fact.InstalledFact) facts.getFirst()).qualifiers())
                .containsEntry("build", "h5eee18b_0")
                .containsEntry("subdir", "linux-64");
        assertThat(facts.get(1)).isInstanceOfSatisfying(Fact.OwnedFact.class, owned -> {
            assertThat(owned.packageName()).isEqualTo("zlib");
            assertThat(owned.paths()).contains("opt/conda/lib/libz.so.1.2.13");
        });
        assertThat(((Fact.OwnedFact)
                                facts("conda-meta/a.json", "{\"name\":\"a\",\"version\":\"1\",\"files\":[\"bin/a\"]}")
                                        .get(1))
                        .paths())
                .containsExactly("bin/a");
    }

    @Test
    void oddRecords() {
        assertThat(Layouts.packages(facts("[1]"))).isEmpty();
        assertThat(Layouts.packages(facts("{\"name\": \"a b\", \"version\": \"1\"}")))
                .isEmpty();
        assertThat(Layouts.unread(facts("{\"name\": \"a\", "))).hasSize(1);
        assertThat(Layouts.unread(facts("{\"a\":".repeat(100_000)))).hasSize(1);
        assertThat(facts("{\"name\": \"a\", \"version\": \"1\", \"files\": [\"../../../../etc/passwd\"]}")
                        .toString())
                .doesNotContain("..");
    }
}
