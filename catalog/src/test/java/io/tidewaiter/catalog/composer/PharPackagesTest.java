package io.tidewaiter.catalog.composer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.text.FactList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class PharPackagesTest {
    private static final String PROGRAM = "#!/usr/bin/env php\n<?php\nPhar::mapPhar();\n__HALT_COMPILER(); ?>\n";
    private static final String LIST =
            "{\"packages\": [{\"name\": \"symfony/process\", \"version\": \"v5.4.46\"}], \"dev\": false}";

    private static final String LIST_NAME = "vendor/composer/installed.json";

    /** The shape of Composer 2.8.3's own. */
    private static final String OWN = """
            <?php return array(
            'root' => array(
            'name' => 'composer/composer',
            'pretty_version' => '2.8.3',
            'version' => '2.8.3.0',
            'install_path' => __DIR__ . '/../../',
            'aliases' => array(),
            ),
            'versions' => array(
            'composer/ca-bundle' => array(
            'pretty_version' => '1.5.3',
            """;

    private final ComposerCataloger cataloger = new ComposerCataloger();

    private static PharBytes composer() {
        return new PharBytes()
                .stored("src/Composer/Composer.php", "<?php")
                .stored("vendor/composer/installed.json", LIST)
                .deflated("vendor/composer/installed.php", OWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr/local/bin/composer", "app/composer.phar", "usr/bin/wp", "bin/drush", "x.phar"})
    void readsAnApplication(String path) {
        FactList facts = FactList.of(cataloger, path, composer().build(PROGRAM));
        assertThat(facts.packages()).containsExactly("process 5.4.46", "composer 2.8.3");
        assertThat(facts.installed().getLast().inner()).isEqualTo("!/vendor/composer/installed.php");
        assertThat(facts.unread()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?php __HALT_COMPILER();",
                "<?php __HALT_COMPILER(); ?>\r\n",
                "<?php __HALT_COMPILER(); ?>",
                "<?php __HALT_COMPILER();\n?>\n"
            })
    void theProgramEndsInSomeWays(String program) {
        assertThat(FactList.of(cataloger, "a.phar", composer().build(program)).packages())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'name' => '__root__', 'pretty_version' => '1.0'",
                "'name' => 'acme/app', 'pretty_version' => 'dev-main'",
                "'name' => 'acme/a\u001bpp', 'pretty_version' => '1.0'",
                "'pretty_version' => '1.0'"
            })
    void anApplicationWithoutARelease(String root) {
        byte[] phar = new PharBytes()
                .stored("vendor/composer/installed.php", "<?php return array('root' => array(" + root + "),")
                .build(PROGRAM);
        assertThat(FactList.of(cataloger, "a.phar", phar).packages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"usr/share/composer", "usr/bin/composer/x", "composer", "usr/bin/mycomposer", "sbin/wp"})
    void isSilentOverOtherFiles(String path) {
        assertThat(FactList.of(cataloger, path, composer().build(PROGRAM)).all())
                .isEmpty();
    }

    /** The manifest's length may begin with the byte of a line end, which is skipped behind the end of the text alone. */
    @ParameterizedTest
    @ValueSource(ints = {'\n', '\r'})
    void theFirstNumberLooksLikeALineEnd(int lengthsFirstByte) {
        String program = "<?php __HALT_COMPILER();";
        int length = new PharBytes().stored("", LIST).build("").length - LIST.length() - 4;
        String padding = "x".repeat((lengthsFirstByte - length & 0xff) + 256 - LIST_NAME.length() - 28);
        byte[] phar =
                new PharBytes().stored(LIST_NAME, LIST).stored(padding, "").build(program);
        assertThat(phar[program.length()]).isEqualTo((byte) lengthsFirstByte);
        assertThat(FactList.of(cataloger, "a.phar", phar).packages()).containsExactly("process 5.4.46");
    }

    /** Its last file is empty, and no signature follows. */
    @Test
    void theManifestIsTheEndOfTheFile() {
        byte[] phar = composer().build(PROGRAM);
        byte[] bare = new PharBytes().stored("src/empty", "").build(PROGRAM);
        assertThat(FactList.of(cataloger, "a.phar", bare).unread()).isEmpty();
        assertThat(FactList.of(cataloger, "a.phar", phar).unread()).isEmpty();
        assertThat(FactList.of(cataloger, "a.phar", Arrays.copyOf(bare, bare.length - 1))
                        .unread())
                .anyMatch(detail -> detail.contains("its manifest is broken"));
    }

    /** PHP reads these forms, too. */
    @ParameterizedTest
    @CsvSource({"0, 504b0304", "0, 1f8b08", "0, 425a68", "257, 7573746172"})
    void tellsOfFormsThatAreNotRead(int at, String mark) {
        byte[] file = new byte[512];
        byte[] bytes = HexFormat.of().parseHex(mark);
        System.arraycopy(bytes, 0, file, at, bytes.length);
        System.arraycopy(PROGRAM.getBytes(StandardCharsets.UTF_8), 0, file, 300, PROGRAM.length());
        FactList facts = FactList.of(cataloger, "a.phar", file);
        assertThat(facts.unread()).singleElement().asString().contains("not read by this version");
        assertThat(facts.packages()).isEmpty();
    }

    /** Packagist's names are lower case, as those of lists are told. */
    @Test
    void theApplicationIsNamedAsPackagistNamesIt() {
        byte[] phar = new PharBytes()
                .stored(
                        "vendor/composer/installed.php",
                        "<?php return array('root' => array('name' => 'Acme/App', 'pretty_version' => 'v1.2'),")
                .build(PROGRAM);
        assertThat(FactList.of(cataloger, "a.phar", phar).installed())
                .singleElement()
                .satisfies(app -> assertThat(app.namespace() + "/" + app.name() + "@" + app.version())
                        .isEqualTo("acme/app@1.2"));
    }

    /** As Debian installs Composer. */
    @Test
    void isSilentOverAScript() {
        assertThat(FactList.of(cataloger, "usr/bin/composer", "#!/usr/bin/php\n<?php require 'x';\n")
                        .all())
                .isEmpty();
    }

    @Test
    void tellsOfWhatCannotBeExpanded() {
        byte[] phar = new PharBytes()
                .entry("vendor/composer/installed.json", 10, new byte[10], 0x1000)
                .entry("a/vendor/composer/installed.json", 10, new byte[10], 0x2000)
                .entry("b/vendor/composer/installed.json", Integer.MAX_VALUE, new byte[10], 0x1000)
                .entry("c/vendor/composer/installed.json", -1, new byte[10], 0)
                .entry(LIST_NAME, LIST.length() + 1, LIST.getBytes(StandardCharsets.UTF_8), 0)
                .entry(LIST_NAME, LIST.length() - 1, LIST.getBytes(StandardCharsets.UTF_8), 0)
                .deflated(LIST_NAME, LIST, LIST.length() + 1)
                .deflated(LIST_NAME, LIST + " ", LIST.length())
                .build(PROGRAM);
        FactList facts = FactList.of(cataloger, "a.phar", phar);
        assertThat(facts.packages()).isEmpty();
        assertThat(facts.unread()).hasSize(8).allMatch(detail -> detail.contains("cannot be expanded"));
    }

    /** A list of 16 MB and one byte, which takes 16 KB. */
    @Test
    void aListThatIsLargerThanWhatIsRead() {
        String text = LIST + " ".repeat((16 << 20) - LIST.length());
        assertThat(FactList.of(
                                cataloger,
                                "a.phar",
                                new PharBytes().deflated(LIST_NAME, text).build(PROGRAM))
                        .packages())
                .containsExactly("process 5.4.46");
        FactList facts = FactList.of(
                cataloger,
                "a.phar",
                new PharBytes().deflated(LIST_NAME, text + " ").build(PROGRAM));
        assertThat(facts.packages()).isEmpty();
        assertThat(facts.unread()).singleElement().asString().contains("cannot be expanded");
    }

    /** The last list is told to go on for a byte behind the end of the file. */
    @Test
    void aListThatIsNotWhollyThere() {
        byte[] whole = new PharBytes().stored(LIST_NAME, LIST).build(PROGRAM);
        FactList facts = FactList.of(cataloger, "a.phar", Arrays.copyOf(whole, whole.length - 1));
        assertThat(facts.packages()).isEmpty();
        assertThat(facts.unread()).singleElement().asString().contains("cannot be expanded");
    }

    @Test
    void moreListsThanAreRead() {
        PharBytes phar = new PharBytes();
        for (int i = 0; i < 30; i++) {
            phar.stored(i + "/vendor/composer/installed.json", LIST);
        }
        FactList facts = FactList.of(cataloger, "a.phar", phar.build(PROGRAM));
        assertThat(facts.packages()).hasSize(20);
        assertThat(facts.unread()).singleElement().asString().contains("more lists");
    }

    /** Cut at every byte, with every number of the manifest as large as can be, and with noise for a manifest. */
    @Test
    void brokenArchivesEnd() {
        byte[] whole = composer().build(PROGRAM);
        for (int length = 0; length < whole.length; length++) {
            assertThat(FactList.of(cataloger, "a.phar", Arrays.copyOf(whole, length))
                            .installed())
                    .hasSizeLessThan(3);
        }
        for (int at = PROGRAM.length(); at + 4 <= whole.length; at++) {
            for (int value : new int[] {-1, Integer.MAX_VALUE, 0}) {
                byte[] forged = whole.clone();
                ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
                assertThat(FactList.of(cataloger, "a.phar", forged).installed()).hasSizeLessThan(3);
            }
        }
        Random random = new Random(26);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[2000];
            random.nextBytes(noise);
            byte[] phar = Arrays.copyOf(PROGRAM.getBytes(StandardCharsets.UTF_8), 4000);
            System.arraycopy(noise, 0, phar, PROGRAM.length(), noise.length);
            assertThat(FactList.of(cataloger, "a.phar", phar).packages()).isEmpty();
        }
    }

    @Test
    void aManifestThatGoesOnBeyondItsEnd() {
        byte[] whole = composer().build(PROGRAM);
        whole[PROGRAM.length() + 5] = 1; // 256 entries more
        assertThat(FactList.of(cataloger, "a.phar", whole).unread())
                .anyMatch(detail -> detail.contains("its manifest is broken"));
    }
}
