package io.tidewaiter.catalog.julia;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JuliaCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new JuliaCataloger(), Layouts.file(path, content), content);
    }

    @ParameterizedTest
    @CsvSource({
        "root/.julia/packages/HTTP/sJD5V/Project.toml, true",
        "opt/depot/packages/JSON/93Ea8/JuliaProject.toml, true",
        "app/Project.toml, false",
        "packages/HTTP/much-too-long/Project.toml, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new JuliaCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @Test
    void aPackageOfADepotHasItsIdentifier() {
        String text = """
                name = "HTTP"
                uuid = "cd3eb016-35fb-5094-929b-558a96fad6f3"
                authors = ["Jacob Quinn"]
                version = "1.10.1"

                [deps]
                Base64 = "2a0f44e3-6c83-55bd-87e4-b1978d98bd5f"
                """;
        assertThat(facts("root/.julia/packages/HTTP/sJD5V/Project.toml", text))
                .singleElement()
                .isInstanceOfSatisfying(Fact.InstalledFact.class, fact -> {
                    assertThat(fact.name() + " " + fact.version()).isEqualTo("HTTP 1.10.1");
                    assertThat(fact.qualifiers()).containsEntry("uuid", "cd3eb016-35fb-5094-929b-558a96fad6f3");
                });
        assertThat(facts("root/.julia/packages/Other/sJD5V/Project.toml", text)).isEmpty();
        assertThat(Layouts.unread(facts("root/.julia/packages/HTTP/sJD5V/Project.toml", text.replace("1.10.1", "x"))))
                .hasSize(1);
    }

    @Test
    void aCommentMayFollowAValue() {
        String text = "name = \"JSON\" # it\nuuid = \"682c06a0\"\nversion = \"0.21.4\"  # \"last\"\n";
        assertThat(facts("root/.julia/packages/JSON/93Ea8/Project.toml", text))
                .singleElement()
                .isInstanceOfSatisfying(
                        Fact.InstalledFact.class,
                        fact -> assertThat(fact.version()).isEqualTo("0.21.4"));
    }
}
