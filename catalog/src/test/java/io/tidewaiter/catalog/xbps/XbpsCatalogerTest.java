package io.tidewaiter.catalog.xbps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.testkit.TestImage;
import org.junit.jupiter.api.Test;

class XbpsCatalogerTest {
    private static final String PATH = "var/db/xbps/pkgdb-0.38.plist";
    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            """;

    /** The shape in which proplib writes the database (xbps lib/pkgdb.c). */
    private static final String DATABASE = HEAD + """
            <dict>
            \t<key>_XBPS_ALTERNATIVES_</key>
            \t<dict>
            \t\t<key>vi</key>
            \t\t<array>
            \t\t\t<string>vim</string>
            \t\t</array>
            \t</dict>
            \t<key>libstdc++</key>
            \t<dict>
            \t\t<key>architecture</key>
            \t\t<string>x86_64</string>
            \t\t<key>installed_size</key>
            \t\t<integer>566717</integer>
            \t\t<key>maintainer</key>
            \t\t<string>A &lt;a@example.org&gt;</string>
            \t\t<key>pkgver</key>
            \t\t<string>libstdc++-14.2.1_1~rc1</string>
            \t\t<key>run_depends</key>
            \t\t<array>
            \t\t\t<string>glibc&gt;=2.41_1</string>
            \t\t</array>
            \t\t<key>source-revisions</key>
            \t\t<string>gcc:0a1b2c3d</string>
            \t\t<key>state</key>
            \t\t<string>installed</string>
            \t</dict>
            \t<key>python3-foo-bar</key>
            \t<dict>
            \t\t<key>architecture</key>
            \t\t<string>noarch</string>
            \t\t<key>pkgver</key>
            \t\t<string>python3-foo-bar-2.1_3</string>
            \t</dict>
            </dict>
            </plist>
            """;

    private final XbpsCataloger cataloger = new XbpsCataloger();

    @Test
    void readsPackagesPlainAndCompressed() {
        FactList facts = FactList.of(cataloger, PATH, DATABASE);
        assertThat(facts.packages()).containsExactly("libstdc++ 14.2.1_1~rc1", "python3-foo-bar 2.1_3");
        assertThat(facts.installed().getFirst().sourceName()).isEqualTo("gcc");
        assertThat(facts.installed().getLast().sourceName()).isEqualTo("python3-foo-bar");
        assertThat(facts.unread()).isEmpty();
        assertThat(FactList.of(cataloger, PATH, TestImage.gzip(DATABASE.getBytes(UTF_8)))
                        .packages())
                .isEqualTo(facts.packages());
    }

    @Test
    void readsTheFilesOfAPackage() {
        FactList facts = FactList.of(cataloger, "mnt/var/db/xbps/.jq-files.plist", HEAD + """
                <dict>
                <key>dirs</key><array><dict><key>file</key><string>/usr/bin</string></dict></array>
                <key>files</key><array><dict><key>file</key><string>/usr/bin/jq</string>
                <key>sha256</key><string>00ff</string></dict></array>
                </dict></plist>
                """);
        assertThat(facts.paths()).containsExactly("mnt/usr/bin", "mnt/usr/bin/jq");
        assertThat(facts.unread()).isEmpty();
    }

    @Test
    void fetchesNothingAndExpandsNothing() {
        String evil = """
                <!DOCTYPE plist [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "&x;&x;"><!ENTITY b "&a;&a;">]>
                <plist><dict><key>a</key><dict><key>pkgver</key><string>a-&b;&x;1_1</string></dict></dict></plist>
                """;
        assertThat(FactList.of(cataloger, PATH, evil).all().toString()).doesNotContain("root:");
    }

    @Test
    void keepsWhatCameBeforeTheBreak() {
        FactList facts = FactList.of(cataloger, PATH, DATABASE.substring(0, DATABASE.indexOf("python3-foo")));
        assertThat(facts.packages()).containsExactly("libstdc++ 14.2.1_1~rc1");
        assertThat(facts.unread()).singleElement().asString().startsWith("the property list is broken");
        String deep = HEAD + "<dict>".repeat(100_000);
        assertThat(FactList.of(cataloger, PATH, deep).unread()).isNotEmpty();
        String nameless = HEAD + "<dict><key>a</key><dict><key>x</key><string>1</string></dict></dict></plist>";
        assertThat(FactList.of(cataloger, PATH, nameless).unread()).containsExactly("package \"a\" has no version");
    }
}
