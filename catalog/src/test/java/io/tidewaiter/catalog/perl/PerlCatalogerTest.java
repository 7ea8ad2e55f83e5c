package io.tidewaiter.catalog.perl;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerlCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new PerlCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "usr/local/lib/perl5/site_perl/5.38.0/x86_64-linux-gnu/.meta/Try-Tiny-0.31/install.json, true",
        "usr/local/lib/perl5/5.38.0/x86_64-linux-gnu/perllocal.pod, true",
        "usr/lib/perl5/auto/DBD/Pg/.packlist, true",
        "app/install.json, false",
        ".packlist, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new PerlCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @Test
    void whatCpanmWroteNamesTheDistribution() {
        assertThat(packages(
                        "l/.meta/libwww-perl-6.72/install.json",
                        "{\"dist\":\"libwww-perl-6.72\",\"name\":\"LWP\",\"provides\":{\"LWP\":{\"version\":\"6.72\"}},"
                                + "\"version\":\"6.72\",\"target\":\"LWP\"}"))
                .containsExactly("cpan:libwww-perl@6.72");
        assertThat(packages("l/.meta/x/install.json", "{\"name\":\"Try::Tiny\",\"version\":\"0.31\"}"))
                .containsExactly("cpan:Try-Tiny@0.31");
    }

    @Test
    void theLogHasTheLastVersionOfEach() {
        String entry = "=head2 Tue Jan  2 10:00:00 2024: C<Module> L<DBD::Pg|DBD::Pg>\n\n=over 4\n\n=item *\n\n"
                + "C<installed into: /usr>\n\n=item *\n\nC<VERSION: %s>\n\n=back\n\n";
        assertThat(packages("l/perllocal.pod", entry.formatted("3.16.0") + entry.formatted("3.17.0")))
                .containsExactly("cpan:DBD-Pg@3.17.0");
    }

    @Test
    void aListOfFilesIsOwned() {
        assertThat(facts(
                        "usr/lib/perl5/auto/DBD/Pg/.packlist",
                        "/usr/lib/perl5/auto/DBD/Pg/Pg.so\n/usr/bin/x type=file\n"))
                .containsExactly(new Fact.OwnedFact("DBD-Pg", List.of("usr/lib/perl5/auto/DBD/Pg/Pg.so", "usr/bin/x")));
    }

    @Test
    void oddOnesAreSaid() {
        assertThat(Layouts.unread(facts("l/.meta/x/install.json", "{\"name\":")))
                .hasSize(1);
        assertThat(Layouts.unread(facts("l/.meta/x/install.json", "[]"))).hasSize(1);
        assertThat(facts("l/perllocal.pod", "=head2 " + "x".repeat(3_000_000))).isEmpty();
        assertThat(facts("l/perllocal.pod", "=head2 " + "C<Module> L<".repeat(60)))
                .isEmpty();
    }
}
