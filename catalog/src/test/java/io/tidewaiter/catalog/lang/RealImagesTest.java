package io.tidewaiter.catalog.lang;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.golang.GolangCataloger;
import io.tidewaiter.catalog.javaarchive.JavaArchiveCataloger;
import io.tidewaiter.catalog.npm.NpmCataloger;
import io.tidewaiter.catalog.python.PythonCataloger;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The language catalogers against the lists that were made of the same images by other means. */
class RealImagesTest {
    private static final List<Cataloger> CATALOGERS =
            List.of(new GolangCataloger(), new JavaArchiveCataloger(), new NpmCataloger(), new PythonCataloger());

    private static List<Fact> facts(String layout) throws IOException {
        List<Fact> facts = new ArrayList<>();
        Layouts.files(
                layout, (file, content) -> CATALOGERS.forEach(c -> facts.addAll(Layouts.facts(c, file, content))));
        return facts;
    }

    @Test
    void readsTheStandardLibraryOfAProgramBuiltWithoutModules() throws IOException {
        List<Fact> facts = facts("scratch-go");
        assertThat(Layouts.packages(facts)).containsExactly("golang:stdlib@1.19.8");
        assertThat(facts).contains(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
        assertThat(Layouts.unread(facts)).isEmpty();
    }

    @Test
    void readsTheModulesOfAGoProgramAsListed() throws IOException {
        List<Fact> facts = facts("scratch-go-modules");
        TreeSet<String> expected = new TreeSet<>(
                List.of("golang:stdlib@1.19.5", "golang:github.com/bufbuild/buf@v0.0.0-20230209181818-954dc0dcd5a0"));
        Path list = SharedFiles.require("data", "images", "scratch-go-modules.expected.json");
        Pattern module = Pattern.compile("\\[\\s*\"([a-z][^\"]*\\.[^\"]*/[^\"]*)\",\\s*\"(v[^\"]*)\"\\s*]");
        module.matcher(Files.readString(list))
                .results()
                .forEach(m -> expected.add("golang:" + m.group(1) + "@" + m.group(2)));
        assertThat(expected).hasSize(51);
        assertThat(Layouts.packages(facts)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Layouts.unread(facts)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo-three-layers", "small-distroless", "ubuntu-focal"})
    void findNothingWhereThereIsNothing(String layout) throws IOException {
        assertThat(facts(layout)).isEmpty();
    }
}
