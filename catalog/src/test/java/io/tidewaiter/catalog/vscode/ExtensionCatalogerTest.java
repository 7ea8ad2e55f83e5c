package io.tidewaiter.catalog.vscode;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionCatalogerTest {
    private static final String EXTENSIONS = "home/coder/.local/share/code-server/extensions/";

    private static List<Fact> facts(String folder, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(
                new ExtensionCataloger(), Layouts.file(EXTENSIONS + folder + "/package.json", content), content);
    }

    private static String manifest(String publisher, String name, String version) {
        return """
                {"name": "%s", "displayName": "It", "version": "%s", "publisher": "%s", "engines": {"vscode": "^1.85.0"},
                 "contributes": {"commands": [{"name": "inner", "version": "9"}]}}
                """.formatted(name, version, publisher);
    }

    @ParameterizedTest
    @CsvSource({
        "acme.tool-1.2.3, Acme, tool, 1.2.3, ''",
        "acme.tool-1.2.3-linux-x64, acme, Tool, 1.2.3, linux-x64",
        "acme.tool-1.2.3-universal, acme, tool, 1.2.3, ''",
        "acme.tool-1.2.3-rc.1-alpine-arm64, acme, tool, 1.2.3-rc.1, alpine-arm64",
        "ac-me.to.ol-2-2025.11.1, ac-me, to.ol-2, 2025.11.1, ''",
    })
    void anExtensionLiesInAFolderOfItsIdentifierAndVersion(
            String folder, String publisher, String name, String version, String platform) {
        assertThat(facts(folder, manifest(publisher, name, version)))
                .singleElement()
                .isInstanceOfSatisfying(Fact.InstalledFact.class, fact -> {
                    assertThat(List.of(fact.type(), fact.namespace(), fact.name(), fact.version()))
                            .containsExactly(
                                    "vscode-extension",
                                    publisher.toLowerCase(Locale.ROOT),
                                    name.toLowerCase(Locale.ROOT),
                                    version);
                    assertThat(fact.qualifiers())
                            .isEqualTo(platform.isEmpty() ? Map.of() : Map.of("platform", platform));
                });
    }

    @Test
    void whatCameWithTheEditorIsOfNoRegistry() {
        assertThat(facts("git", manifest("vscode", "git", "1.0.0"))).isEmpty();
    }

    @Test
    void oddOnesAreSaidOrLeft() {
        assertThat(facts("acme.tool-1.2.3", manifest("other", "tool", "1.2.3"))).isEmpty();
        assertThat(facts("acme.tool-1.2.3", manifest("acme", "tool", "1.2.4"))).isEmpty();
        assertThat(facts("acme.tool-1.2.3", "[]")).isEmpty();
        assertThat(Layouts.unread(facts("acme.tool-1.2.3", "{\"name\": "))).containsExactly("FILE_UNREADABLE");
        assertThat(facts("a." + "-1.1.1".repeat(500), "{}")).isEmpty();
    }
}
