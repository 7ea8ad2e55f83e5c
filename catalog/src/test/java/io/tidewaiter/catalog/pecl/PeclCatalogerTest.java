package io.tidewaiter.catalog.pecl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeclCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new PeclCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "usr/local/lib/php/.registry/.channel.pecl.php.net/redis.reg, true",
        "usr/share/php/.registry/archive_tar.reg, true",
        "etc/x.reg, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new PeclCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @Test
    void theRegistryHasNameAndRelease() {
        String reg =
                "a:24:{s:7:\"attribs\";a:6:{s:7:\"version\";s:3:\"2.0\";}s:4:\"name\";s:5:\"redis\";s:7:\"channel\";"
                        + "s:12:\"pecl.php.net\";s:4:\"lead\";a:1:{s:4:\"name\";s:3:\"Tom\";}s:7:\"version\";a:2:{s:7:\"release\";"
                        + "s:5:\"6.0.2\";s:3:\"api\";s:5:\"6.0.0\";}}";
        assertThat(packages("usr/local/lib/php/.registry/.channel.pecl.php.net/redis.reg", reg))
                .containsExactly("generic:pecl/redis@6.0.2");
        assertThat(packages("usr/local/lib/php/.registry/console_getopt.reg", reg.replace("redis", "Xml_U")))
                .containsExactly("generic:pear/Xml_U@6.0.2");
        assertThat(Layouts.unread(facts("x/.registry/a.reg", "a:0:{}"))).hasSize(1);
    }

    /** As package.xml 1.0 was kept. */
    @Test
    void aPackageOfTheOldFormHasNameAndRelease() {
        String reg = "a:12:{s:8:\"provides\";a:0:{}s:7:\"package\";s:4:\"Mail\";s:7:\"summary\";s:1:\"x\";"
                + "s:7:\"version\";s:5:\"1.1.4\";s:12:\"release_date\";s:10:\"2005-01-01\";}";
        assertThat(packages("usr/share/php/.registry/mail.reg", reg)).containsExactly("generic:pear/Mail@1.1.4");
    }
}
