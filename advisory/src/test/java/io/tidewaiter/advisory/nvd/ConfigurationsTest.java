package io.tidewaiter.advisory.nvd;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.compile.Compiled;
import io.tidewaiter.advisory.compile.Feeds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations in the shape of the NVD's API, version 2.0 ({@code cve_api_json_2.0.schema}, {@code config}). */
class ConfigurationsTest {
    @TempDir
    private Path folder;

    /**
     * A name and its bounds: {@code a:php:php:* >=8.1.0 <8.1.28}, {@code a:python:python:3.12.0:alpha1}, without a bang a
     * vulnerable one, {@code !o:microsoft:windows:-} else; {@code @windows} is what it runs on.
     */
    private static String match(String text) {
        String[] words = text.strip().split(" ");
        boolean isVulnerable = !words[0].startsWith("!");
        String[] names = (isVulnerable ? words[0] : words[0].substring(1)).split(":");
        String update = names.length > 4 ? names[4] : "*";
        String system = "*";
        StringBuilder bounds = new StringBuilder();
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (word.startsWith("@")) {
                system = word.substring(1);
                continue;
            }
            String name = (word.charAt(0) == '>' ? "versionStart" : "versionEnd")
                    + (word.charAt(1) == '=' ? "Including" : "Excluding");
            bounds.append(", \"%s\": \"%s\"".formatted(name, word.substring(word.charAt(1) == '=' ? 2 : 1)));
        }
        String criteria =
                "cpe:2.3:%s:%s:%s:%s:%s:*:*:*:%s:*:*".formatted(names[0], names[1], names[2], names[3], update, system);
        return "{\"vulnerable\": %s, \"criteria\": \"%s\", \"matchCriteriaId\": \"00000000-0000-0000-0000-000000000000\"%s}"
                .formatted(isVulnerable, criteria, bounds);
    }

    private static String node(String text) {
        List<String> matches = new ArrayList<>();
        for (String one : text.split(",")) {
            matches.add(match(one));
        }
        return "{\"operator\": \"OR\", \"negate\": false, \"cpeMatch\": [%s]}".formatted(String.join(", ", matches));
    }

    /** Nodes with {@code &} between them are all needed, configurations have a {@code ;} between them. */
    private static String configurations(String text) {
        List<String> all = new ArrayList<>();
        for (String configuration : text.split(";")) {
            List<String> nodes = new ArrayList<>();
            for (String node : configuration.split("&")) {
                nodes.add(node(node));
            }
            String operator = nodes.size() > 1 ? "\"operator\": \"AND\", " : "";
            all.add("{%s\"nodes\": [%s]}".formatted(operator, String.join(", ", nodes)));
        }
        return String.join(", ", all);
    }

    private Compiled compiled(String configurations) {
        return Compiled.of(
                new Feeds(folder.resolve("feeds"))
                        .record("x_1", "npm", "x", "introduced 0", "")
                        .file("nvd/a.json", """
                        {"resultsPerPage": 1, "startIndex": 0, "totalResults": 1, "format": "NVD_CVE", "version": "2.0",
                         "vulnerabilities": [{"cve": {"id": "CVE-2025-0001", "published": "2025-01-02T00:00:00.000",
                           "lastModified": "2025-01-03T00:00:00.000", "vulnStatus": "Analyzed",
                           "descriptions": [{"lang": "en", "value": "text"}], "metrics": {}, "references": [],
                           "configurations": [%s]}}]}
                        """.formatted(configurations)),
                folder.resolve("a.db"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // ranges and names of releases
                "PHP | php | a:php:php:* >=8.1.0 <8.1.28, a:php:php:* >=8.3.0 <8.3.5 | introduced 8.1.0, fixed 8.1.28, introduced 8.3.0, fixed 8.3.5",
                "CPython | python | a:python:python:* <=3.8.18, a:python:python:3.12.0:alpha1, a:python:python:3.12.0:- | introduced 0, last 3.8.18, introduced 3.12.0-alpha1, last 3.12.0-alpha1, introduced 3.12.0, last 3.12.0; AFFECTED",
                "OpenSSL | openssl | a:openssl:openssl:* >=1.0.2 <1.0.2zg, a:openssl:openssl:1.1.1t | introduced 1.1.1t, last 1.1.1t, introduced 1.0.2, fixed 1.0.2zg",
                "PostgreSQL | postgresql | a:postgresql:postgresql:* >9.6 <9.6.24 | introduced 9.6.0.1, fixed 9.6.24",
                "Ruby | ruby | a:ruby-lang:ruby:* | introduced 0; AFFECTED",
                "Squid | squid | a:squid-cache:squid:* >=3.0 <6.6 | introduced 3.0, fixed 6.6",
                "MariaDB | mariadb | a:mariadb:mariadb:* >=10.11.0 <10.11.8 | introduced 10.11.0, fixed 10.11.8",
                // a letter as the update of a name is behind the numbers
                "ProFTPD | proftpd | a:proftpd:proftpd:1.3.5:b, a:proftpd:proftpd:1.3.6:rc1 | introduced 1.3.5b, last 1.3.5b, introduced 1.3.6-rc1, last 1.3.6-rc1; AFFECTED",
                "ProFTPD | proftpd | a:proftpd:proftpd:* <1.3.8a | introduced 0, fixed 1.3.8a",
                "Bash | bash | a:gnu:bash:* >=5.0 <5.2.15 | introduced 5.0, fixed 5.2.15",
                "Irssi | irssi | a:irssi:irssi:* <1.2.2 | introduced 0, fixed 1.2.2",
                "coturn | coturn | a:coturn_project:coturn:* <4.5.2 | introduced 0, fixed 4.5.2",
                "Dovecot | dovecot | a:dovecot:dovecot:* >=2.2.0 <2.3.21.1 | introduced 2.2.0, fixed 2.3.21.1",
                "Erlang/OTP | erlang | a:erlang:erlang\\\\/otp:* >=26.0 <26.2.5.11 | introduced 26.0, fixed 26.2.5.11",
                "BIND | bind | a:isc:bind:* >=9.18.0 <9.18.28 | introduced 9.18.0, fixed 9.18.28",
                "Git | git | a:git-scm:git:* >=2.45.0 <2.45.1 | introduced 2.45.0, fixed 2.45.1",
                "OpenSSH | openssh | a:openbsd:openssh:* <9.3, a:openbsd:openssh:9.3:-, a:openbsd:openssh:9.3:p1 | introduced 0, last 9.3; AFFECTED",
                "sudo | sudo | a:sudo_project:sudo:* >=1.9.0 <1.9.5, a:sudo_project:sudo:1.9.5:patch1 | introduced 1.9.5-patch1, last 1.9.5-patch1, introduced 1.9.0, fixed 1.9.5",
                "ImageMagick | imagemagick | a:imagemagick:imagemagick:* >=7.0.0-0 <7.1.2-3 | introduced 7.0.0-0, fixed 7.1.2-3",
                "Ghostscript | ghostscript | a:artifex:ghostscript:* <10.03.1 | introduced 0, fixed 10.03.1",
                "Samba | samba | a:samba:samba:* >=4.17.0 <4.17.12 | introduced 4.17.0, fixed 4.17.12",
                "PowerDNS Recursor | pdns-recursor | a:powerdns:recursor:* >=4.8.0 <4.8.8 | introduced 4.8.0, fixed 4.8.8",
                "SQLite | sqlite | a:sqlite:sqlite:* >=3.6.0 <3.50.2 | introduced 3.6.0, fixed 3.50.2",
                "FFmpeg | ffmpeg | a:ffmpeg:ffmpeg:6.1 | introduced 6.1, last 6.1; AFFECTED",
                "Deno | deno | a:denoland:deno:1.39.0 | introduced 1.39.0, last 1.39.0; AFFECTED",
                // running on: Linux is what it runs on
                "PHP | php | a:php:php:* <8.1.28 & !o:linux:linux_kernel:- | introduced 0, fixed 8.1.28",
                "PHP | php | a:php:php:* <8.1.28 & !o:microsoft:windows:-, !o:linux:linux_kernel:- | introduced 0, fixed 8.1.28",
                "Perl | perl | a:perl:perl:* <5.34.0 @linux | introduced 0, fixed 5.34.0",
                "Perl | perl | a:perl:perl:* <5.34.0 @- | introduced 0, fixed 5.34.0",
                // running on: something else
                "PHP | php | a:php:php:* <8.1.28 & !o:microsoft:windows:- | ",
                "PHP | php | a:php:php:* <8.1.28 & !o:apple:macos:-, !o:microsoft:windows:- | ",
                "Perl | perl | a:perl:perl:* <5.34.0 @windows | ",
                // together with something of which nobody can tell
                "OpenSSL | openssl | a:openssl:openssl:1.0.1f & !h:siemens:ape:- | introduced 1.0.1f, last 1.0.1f; AFFECTED; with:siemens:ape",
                "PHP | php | a:php:php:* <5.3 & !a:apache:http_server:* | introduced 0, fixed 5.3; with:apache:http_server",
                "PHP | php | a:php:php:* <5.3 & !o:linux:linux_kernel:* <4.9 | introduced 0, fixed 5.3; with:linux:linux_kernel",
                // what is there too is not what is affected
                "OpenSSL | openssl | a:acme:tool:* <2 & !a:openssl:openssl:* | ",
                // an operating system of that name is no program
                "PHP | php | o:php:php:* <5 | ",
                // no release is named
                "PHP | php | a:php:php:- | ",
                // one of some configurations is enough
                "PHP | php | a:php:php:* <8.1.28 & !o:microsoft:windows:- ; a:php:php:* >=8.2 <8.2.3 | introduced 8.2, fixed 8.2.3",
            })
    void whatConfigurationsSay(String ecosystem, String name, String configurations, String expected) {
        try (Compiled compiled = compiled(configurations(configurations))) {
            if (expected == null) {
                assertThat(compiled.says(ecosystem, name)).isEmpty();
            } else {
                assertThat(compiled.says(ecosystem, name)).containsExactly("CVE-2025-0001 of NVD: " + expected);
            }
        }
    }

    /** Names of one node that are all needed, a node that is turned round, and one of which nothing can be read. */
    @ParameterizedTest
    @CsvSource({"AND, false, 'with:acme:tool'", "OR, true, 'with:nothing that a negated configuration names'"})
    void nodesOfOtherForms(String operator, boolean isNegated, String scope) {
        String node = "{\"operator\": \"%s\", \"negate\": %s, \"cpeMatch\": [%s, %s]}"
                .formatted(operator, isNegated, match("a:php:php:* <5"), match("!a:acme:tool:*"));
        try (Compiled compiled = compiled("{\"nodes\": [" + node + "]}")) {
            assertThat(compiled.says("PHP", "php"))
                    .containsExactly("CVE-2025-0001 of NVD: introduced 0, fixed 5; " + scope);
        }
    }

    /** Nodes without an operator are alternatives; of a node of all no part may be another system; one turned round is open. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OR | OR | false | introduced 0, fixed 5",
                "AND | OR | false | introduced 0, fixed 5",
                "AND | AND | false | ",
                "AND | OR | true | introduced 0, fixed 5; with:nothing that a negated configuration names",
            })
    void whatElseHasToBeThere(String operator, String ofOthers, boolean isNegated, String expected) {
        String others = "{\"operator\": \"%s\", \"negate\": %s, \"cpeMatch\": [%s, %s]}"
                .formatted(ofOthers, isNegated, match("!o:microsoft:windows:-"), match("!o:linux:linux_kernel:-"));
        String text = "{\"operator\": \"%s\", \"nodes\": [%s, %s]}".formatted(operator, node("a:php:php:* <5"), others);
        try (Compiled compiled = compiled(text)) {
            assertThat(compiled.says("PHP", "php"))
                    .isEqualTo(expected == null ? List.of() : List.of("CVE-2025-0001 of NVD: " + expected));
        }
    }

    @Test
    void anAlternativeIsNoCondition() {
        String text = "{\"nodes\": [%s, %s]}".formatted(node("a:php:php:* <5"), node("!o:microsoft:windows:-"));
        try (Compiled compiled = compiled(text)) {
            assertThat(compiled.says("PHP", "php")).containsExactly("CVE-2025-0001 of NVD: introduced 0, fixed 5");
        }
    }

    /** A name without a release is not broken, and says nothing. */
    @Test
    void noReleaseIsNamed() {
        try (Compiled compiled = compiled(configurations("a:php:php:-"))) {
            assertThat(compiled.report().count("refused parts")).isZero();
        }
    }

    @Test
    void whatWasRejected() {
        Feeds feeds = new Feeds(folder.resolve("feeds"))
                .record("x_1", "npm", "x", "introduced 0", "")
                .file("nvd/a.json", """
                {"id": "CVE-2025-0001", "vulnStatus": "Rejected", "configurations": [{"nodes": [%s]}]}
                """.formatted(node("a:php:php:* <5")));
        try (Compiled compiled = Compiled.of(feeds, folder.resolve("a.db"))) {
            assertThat(compiled.says("PHP", "php")).isEmpty();
        }
    }

    @Test
    void namesThatCannotBeRead() {
        String broken =
                "{\"operator\": \"OR\", \"negate\": false, \"cpeMatch\": [{\"vulnerable\": true, \"criteria\": \"x\"}]}";
        String text = "{\"operator\": \"AND\", \"nodes\": [%s, %s]}".formatted(node("a:php:php:* <5"), broken);
        try (Compiled compiled = compiled(text)) {
            assertThat(compiled.says("PHP", "php"))
                    .containsExactly("CVE-2025-0001 of NVD: introduced 0, fixed 5; with:something that cannot be read");
        }
    }

    /** A name that is no version equals no other, and does not make every version uncertain. */
    @Test
    void releasesThatAreNone() {
        try (Compiled compiled = compiled(configurations("a:openssl:openssl:fips-2.0.16, a:openssl:openssl:1.0.2u"))) {
            assertThat(compiled.says("OpenSSL", "openssl"))
                    .containsExactly("CVE-2025-0001 of NVD: introduced 1.0.2u, last 1.0.2u; AFFECTED");
            assertThat(compiled.report().count("refused parts")).isOne();
        }
    }
}
