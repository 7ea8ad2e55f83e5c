package io.tidewaiter.catalog.spack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpackCatalogerTest {
    private static final String FOLDER = "opt/spack/linux-skylake/libelf-0.8.13-dsohcyk45wchbd364rjio7b3sj2bucgc/";

    private static List<Fact> facts(String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new SpackCataloger(), Layouts.file(FOLDER + ".spack/spec.json", content), content);
    }

    @Test
    void tellsThePackageOfTheFolderAndNotWhatItNeeds() {
        List<Fact> facts = facts("""
                {"note": {"nodes": [{"name": "no", "version": "1"}]},
                 "spec": {"_meta": {"version": 5, "nodes": []}, "nodes": [
                  {"arch": {"target": {"name": "skylake"}}, "name": "libelf", "version": "0.8.13", "hash": "dsoh"},
                  {"name": "gcc", "version": "13.3.0", "external": {"path": "/usr"}},
                  {"name": "gmake", "version": "4.4.1"}]}}""");
        assertThat(Layouts.packages(facts)).containsExactly("spack:libelf@0.8.13");
        assertThat(facts).contains(new Fact.OwnedFact("libelf", List.of(FOLDER)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"spec\": []}",
                "{\"spec\": {\"nodes\": {}}}",
                "{\"spec\": {\"nodes\": []}}",
                "{\"spec\": {\"nodes\": [{\"name\": \"a\"}]}}",
                "{\"spec\": {\"nodes\": [{\"name\": \"a b\", \"version\": \"1\"}]}}",
                "{\"spec\": {\"nodes\": [{\"name\": {}, \"version\": \"1\"}]}}",
            })
    void whatHasNoPackageIsSaid(String text) {
        assertThat(Layouts.packages(facts(text))).isEmpty();
        assertThat(Layouts.unread(facts(text))).hasSize(1);
    }

    @Test
    void depthIsBounded() {
        assertThat(Layouts.unread(facts("{\"spec\": " + "[".repeat(1_000_000)))).hasSize(1);
    }
}
