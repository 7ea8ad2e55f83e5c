package io.tidewaiter.catalog.flatpak;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.text.FactList;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlatpakCatalogerTest {
    private static final String PATH =
            "var/lib/flatpak/app/org.gimp.GIMP/x86_64/stable/0a1b/export/share/metainfo/org.gimp.GIMP.metainfo.xml";

    private final FlatpakCataloger cataloger = new FlatpakCataloger();

    /** The shape of AppStream 1.0. */
    @Test
    void readsIdAndNewestRelease() {
        FactList facts = FactList.of(cataloger, PATH, """
                <?xml version="1.0" encoding="UTF-8"?>
                <component type="desktop">
                  <id>org.gimp.GIMP.desktop</id>
                  <name>GNU Image Manipulation Program</name>
                  <releases>
                    <release version="2.10.38" date="2024-05-02"><description><p>x</p></description></release>
                    <release version="2.10.36" date="2023-11-05"/>
                  </releases>
                </component>
                """);
        assertThat(facts.packages()).containsExactly("org.gimp.GIMP 2.10.38");
        assertThat(facts.unread()).isEmpty();
    }

    /** Runtimes export nothing; of their own metadata only the place counts. */
    @Test
    void aRuntimeIsToldWithItsBranch() {
        String folder = "home/me/.local/share/flatpak/runtime/org.freedesktop.Platform/aarch64/23.08/"
                + "0123456789abcdef".repeat(4) + "/";
        FactList facts = FactList.of(cataloger, folder + "metadata", "[Runtime]\nname=org.freedesktop.Platform\n");
        assertThat(facts.packages()).containsExactly("org.freedesktop.Platform 23.08");
        assertThat(facts.installed().getFirst().architecture()).isEqualTo("aarch64");
        assertThat(facts.all()).contains(new Fact.OwnedFact("org.freedesktop.Platform", List.of(folder + "files/")));
        assertThat(FactList.of(cataloger, folder + "files/metadata", "").all()).isEmpty();
        assertThat(FactList.of(cataloger, folder + "export/share/metadata", "[Runtime]\n")
                        .all())
                .isEmpty();
        assertThat(FactList.of(cataloger, "usr/share/flatpak/metadata", "").all())
                .isEmpty();
    }

    /** A name in Latin-1 takes nothing from what else is there, and nothing is written to the error output. */
    @Test
    void readsOnOverBytesThatAreNoCharacters() {
        String text = "<component><id>org.a.A</id><name>caf\u00e9</name><release version='1'/></component>";
        FactList facts = FactList.of(cataloger, PATH, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(facts.packages()).containsExactly("org.a.A 1");
        assertThat(facts.unread()).isEmpty();
        assertThat(FactList.of(cataloger, PATH, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8))
                        .packages())
                .containsExactly("org.a.A 1");
        assertThat(FactList.of(cataloger, PATH, text.getBytes(StandardCharsets.UTF_16))
                        .packages())
                .containsExactly("org.a.A 1");
        assertThat(FactList.of(cataloger, PATH, text.replace("org", "\u00e9").getBytes(StandardCharsets.ISO_8859_1))
                        .packages())
                .isEmpty();
    }

    @Test
    void tellsOfAnythingElse() {
        assertThat(FactList.of(cataloger, PATH, "<component><id>a</id></component>")
                        .unread())
                .containsExactly("package \"a\" has no version");
        assertThat(FactList.of(cataloger, PATH, "<component><id>a<b/></id>").unread())
                .hasSize(2);
        assertThat(FactList.of(cataloger, PATH, "").unread()).isNotEmpty();
        assertThat(FactList.of(cataloger, "usr/share/metainfo/a.xml", "<component/>")
                        .all())
                .isEmpty();
    }
}
