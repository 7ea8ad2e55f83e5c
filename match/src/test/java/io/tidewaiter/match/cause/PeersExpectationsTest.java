package io.tidewaiter.match.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.Rematcher;
import io.tidewaiter.match.world.Installed;
import io.tidewaiter.model.match.Explanation;
import io.tidewaiter.model.match.PackageContext;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/** What other scanners' own tests expect of names and versions: facts of the ecosystems, one a line. */
class PeersExpectationsTest extends Caused {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // ecosystem | name of the record | its events | installed name | installed version | is it affected
                "npm | @babel/traverse | introduced 0 fixed 7.23.2 | @babel/traverse | 7.23.1 | true",
                "npm | @babel/traverse | introduced 0 fixed 7.23.2 | traverse | 0.6.7 | false",
                "npm | request | introduced 0 | @octokit/request | 9.0.0 | false",
                "npm | @octokit/request | introduced 0 | request | 2.88.0 | false",
                "PyPI | Django | introduced 0 fixed 4.2.8 | django | 4.2.7 | true",
                "PyPI | oslo.utils | introduced 0 fixed 4.10.1 | oslo_utils | 4.10.0 | true",
                "PyPI | oslo.utils | introduced 0 fixed 4.10.1 | Oslo-Utils | 4.10.1 | false",
                "Maven | org.apache.commons:commons-text | introduced 1.5 fixed 1.10.0 | org.apache.commons:commons-text | 1.9 | true",
                "Maven | org.apache.commons:commons-text | introduced 1.5 fixed 1.10.0 | org.apache.commons:commons-text | 1.10.0.redhat-00001 | false",
                "Maven | com.google.guava:guava | introduced 0 fixed 32.0.0-android | com.google.guava:guava | 32.0.0-jre | false",
                "Go | stdlib | introduced 0 fixed 1.19.10 introduced 1.20.0 fixed 1.20.5 | stdlib | go1.18.7 | true",
                "Go | stdlib | introduced 0 fixed 1.19.10 introduced 1.20.0 fixed 1.20.5 | stdlib | go1.20.5 | false",
                "Go | net/http | introduced 1.22.0-0 fixed 1.22.2 | stdlib | go1.22.1 | true",
                "Go | net/http | introduced 1.22.0-0 fixed 1.22.2 | stdlib | go1.22.2 | false",
                "Go | cmd/go | introduced 0 fixed 1.21.11 | toolchain | go1.21.10 | true",
                "Go | cmd/go | introduced 0 fixed 1.21.11 | stdlib | go1.21.10 | false",
                "Go | github.com/golang/go | introduced 0 fixed 1.21.11 | stdlib | go1.21.10 | true",
                "Go | golang.org/x/net/http2/h2c | introduced 0 fixed 0.4.0 | golang.org/x/net | v0.3.0 | true",
                "Go | golang.org/x/crypto/ssh | introduced 0 fixed 0.17.0 | golang.org/x/crypto | v0.16.0 | true",
                "Go | golang.org/x/crypto/x509roots/fallback | introduced 0 | golang.org/x/crypto | v0.16.0 | false",
                "Go | golang.org/x/crypto/x509roots/fallback | introduced 0 | golang.org/x/crypto/x509roots/fallback | v0.0.0-20230101000000-000000000000 | true",
                "Go | golang.org/x/tools/gopls | introduced 0 fixed 0.4.0 | golang.org/x/tools | v0.3.0 | false",
                "Go | google.golang.org/grpc/cmd | introduced 0 | google.golang.org/grpc | v1.3.0 | false",
                "Go | istio.io/istio | introduced 0 fixed 1.16.0 | istio.io/istio | v1.16.0-beta.0 | true",
                "Debian:12 | nano | introduced 0 fixed 7.2-1+deb12u1 | nano | 7.2-1+b1 | true",
                "Debian:12 | nano | introduced 0 fixed 7.2-1 | nano | 7.2-1+b1 | false",
                "Debian:12 | nano | introduced 0 fixed 7.2-2 | nano | 7.2-2~deb12u1 | true",
                "Alpine:v3.10 | jq | introduced 0 fixed 1.6-r1 | jq | 1.6_rc1-r0 | true",
                "Alpine:v3.10 | jq | introduced 0 fixed 1.6-r1 | jq | 1.6-r1 | false",
                "Alpine:v3.10 | t | introduced 0 fixed 0.1.0_alpha_pre2 | t | 0.1.0_alpha | false",
                "Alpine:edge | jq | introduced 0 fixed 1.6-r1 | jq | 1.6-r0 | true",
                "Red Hat:enterprise_linux:8 | openssl | introduced 0 fixed 1:1.1.1c-2.el8 | openssl | 1.1.1z-99.el8 | true",
                "Red Hat:enterprise_linux:8 | openssl | introduced 0 fixed 1:1.1.1c-2.el8 | openssl | 2:1.1.1b-1.el8 | false",
                "Amazon Linux:2 | bash | introduced 0 fixed 4.2.46-34.amzn2 | bash | 4.2.45 | true",
                "Amazon Linux:2023 | protobuf | introduced 0 fixed 3.19.6-1.amzn2023.0.1 | protobuf | 3.14.0-7.amzn2023.0.3 | true",
                "Azure Linux:3 | php | introduced 0 fixed 8.3.6-1.azl3 | php | 8.3.4-1.azl3 | true",
                "Photon OS:4.0 | curl | introduced 0 fixed 8.16.0-1.ph4 | curl | 8.16.0-1.ph4 | false",
                "SUSE:Linux Enterprise Server 15 SP3 | postgresql | introduced 0 fixed 15-2.1 | postgresql | 14-1.1 | true",
                "Bottlerocket | glibc | introduced 0 fixed 1:2.43-1.1773716061.e2e9d7a9.br1 | glibc | 1:2.42-1.1749663821.e27d1b03.br1 | true",
                "Echo | python | introduced 0 fixed 3.6.16 | python | 3.6.15 | true",
                "Arch Linux | curl | introduced 0 fixed 7.52.0-1 | curl | 7.51.0-3 | true",
            })
    void aVersionIsJudgedAsItsEcosystemOrdersIt(
            String ecosystem, String name, String events, String installed, String version, boolean isAffected) {
        world.osv("x_X-1 | %s | %s | %s | \"upstream\": [\"CVE-2025-0001\"],".formatted(ecosystem, name, events));
        assertThat(world.found(Installed.of(ecosystem, installed, version))).hasSize(isAffected ? 1 : 0);
    }

    /** Builds of Root.io: its records say from which build on a fix is in, under names of its own; Grype's own tests. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // ecosystem | upstream's name | its events | Root's ecosystem | its name | its fix | name | version |
                // affected
                "Alpine:v3.18 | libuv | fixed 1.48.0-r0 | Root:Alpine:3.18 | rootio-libuv | 1.44.2-r20071 | rootio-libuv | 1.44.2-r20071 | false",
                "Alpine:v3.18 | libuv | fixed 1.48.0-r0 | Root:Alpine:3.18 | rootio-libuv | 1.44.2-r20071 | libuv | 1.44.2-r20072 | false",
                "Alpine:v3.18 | libuv | fixed 1.48.0-r0 | Root:Alpine:3.18 | rootio-libuv | 1.44.2-r20071 | rootio-libuv | 1.40.0-r0 | true",
                "Alpine:v3.18 | libuv | fixed 1.48.0-r0 | Root:Alpine:3.18 | rootio-libuv | 1.44.2-r20071 | libuv | 1.47.0-r1 | true",
                "Alpine:v3.18 | libuv | fixed 1.48.0-r0 | Root:Alpine:3.17 | rootio-libuv | 1.44.2-r20071 | libuv | 1.44.2-r20072 | true",
                "Ubuntu:22.04:LTS | gnupg2 | fixed 2.2.27-3ubuntu2.5 | Root:Ubuntu:22.04 | rootio-gnupg2 | 2.2.27-3ubuntu2.4.root.io.1 | rootio-gnupg2 | 2.2.27-3ubuntu2.4.root.io.5 | false",
                "Ubuntu:22.04:LTS | gnupg2 | fixed 2.2.27-3ubuntu2.5 | Root:Ubuntu:22.04 | rootio-gnupg2 | 2.2.27-3ubuntu2.4.root.io.1 | gnupg2 | 2.2.27-3ubuntu2.3 | true",
                "Ubuntu:22.04:LTS | gnupg2 | fixed 2.2.27-3ubuntu2.5 | Root:Ubuntu:22.04 | rootio-gnupg2 | 2.2.27-3ubuntu2.4.root.io.1 | rootio-gnupg2 | 2.2.27-3ubuntu2.3 | true",
                "Debian:12 | jq | fixed 1.6-2.1+deb12u1 | Root:Debian:12 | rootio-jq | 1.6-2.1.root.io.2 | rootio-jq | 1.6-2.1.root.io.2 | false",
                "Debian:12 | jq | fixed 1.6-2.1+deb12u1 | Root:Debian:12 | rootio-jq | 1.6-2.1.root.io.2 | jq | 1.6-2.1.root.io.1 | true",
                "Debian:12 | jq | fixed 1.6-2.1+deb12u1 | Root:Debian:12 | rootio-jq | 1.6-2.1.root.io.2 | jq | 1.6-2.1+deb12u1 | false",
                "Debian:12 | jq | fixed 1.6-2.1+deb12u2 | Root:Debian:12 | rootio-jq | 1.6-2.1.root.io.1 | rootio-jq | 1.6-2.1+deb12u1.root.io.5 | false",
                "Debian:12 | jq | fixed 1.6-2.1+deb12u2 | Root:Debian:12 | rootio-jq | 1.6-2.1+deb12u1.root.io.5 | rootio-jq | 1.6-2.1.root.io.7 | true",
                "Alpine:v3.18 | libuv | fixed 1.44.2-r3 | Root:Alpine:3.18 | rootio-libuv | 1.44.2-r20071 | libuv | 1.44.2-r20070 | true",
                "Alpine:v3.18 | libuv | fixed 1.44.2-r2 | Root:Alpine:3.18 | rootio-libuv | 1.44.2-r20071 | libuv | 1.44.2-r20070 | false",
                "npm | json-schema | fixed 0.4.0 | Root:npm | @rootio/json-schema | 0.2.3-root.io.1 | @rootio/json-schema | 0.2.3-root.io.1 | false",
                "npm | json-schema | fixed 0.4.0 | Root:npm | @rootio/json-schema | 0.2.3-root.io.1 | @rootio/json-schema | 0.2.2 | true",
                "npm | json-schema | fixed 0.4.0 | Root:npm | @rootio/json-schema | 0.2.3-root.io.1 | json-schema | 0.3.0 | true",
                "npm | @babel/core | fixed 8.0.0 | Root:npm | @rootio/babel__core | 7.1.0-root.io.1 | @rootio/babel__core | 7.1.0-root.io.2 | false",
                "npm | @babel/core | fixed 8.0.0 | Root:npm | @rootio/babel__core | 7.1.0-root.io.2 | @babel/core | 7.1.0-root.io.1 | true",
                "PyPI | langgraph-checkpoint | fixed 3.0.0 | Root:PyPI | rootio_langgraph.checkpoint | 2.1.0+root.io.1 | rootio_langgraph_checkpoint | 2.1.0+root.io.1 | false",
                "PyPI | langgraph-checkpoint | fixed 3.0.0 | Root:PyPI | rootio-langgraph-checkpoint | 2.1.0+root.io.2 | langgraph-checkpoint | 2.1.0+root.io.1 | true",
                "Maven | org.springframework:spring-core | fixed 5.3.45 | Root:Maven | io.root.org.springframework:spring-core | 5.3.40-root.io.1 | io.root.org.springframework:spring-core | 5.3.40-root.io.1 | false",
                "Maven | org.springframework:spring-core | fixed 5.3.45 | Root:Maven | io.root.org.springframework:spring-core | 5.3.40-root.io.1 | io.root.org.springframework:spring-core | 5.3.39 | true",
                "Maven | org.springframework:spring-core | fixed 5.3.45 | Root:Maven | io.root.org.springframework:spring-core | 5.3.40-root.io.1 | org.springframework:spring-core | 5.3.44 | true",
            })
    void aBuildOfRootIoHasWhatItsRecordsSay(ArgumentsAccessor row) {
        String upstream = "x_X-1 | %s | %s | introduced 0 %s | \"upstream\": [\"CVE-2025-0001\"],"
                .formatted(row.getString(0), row.getString(1), row.getString(2));
        String root = "ROOT-1 | %s | %s | introduced 0 fixed %s | \"aliases\": [\"CVE-2025-0001\"],"
                .formatted(row.getString(3), row.getString(4), row.getString(5));
        world.osv(upstream + "\n" + root);
        assertThat(world.found(Installed.of(row.getString(0), row.getString(6), row.getString(7))))
                .hasSize(row.getBoolean(8) ? 1 : 0);
    }

    /** It is not denied what one of its ranges holds, whatever another of them has fixed before. */
    @ParameterizedTest
    @CsvSource({
        "1.0-1.root.io.1, true",
        "1.0-1.root.io.2, false",
        "2.0-1.root.io.1, true",
        "2.0-1.root.io.3, false",
        "2.0-1.root.io, true",
    })
    void rangesOfRootIoHoldTogether(String version, boolean isAffected) {
        world.osv("x_X-1 | Debian:12 | jq | introduced 0 fixed 2.0-1+deb12u1 | \"upstream\": [\"CVE-2025-0001\"],");
        world.file("root.json", """
                {"schema_version": "1.7.0", "id": "ROOT-1", "modified": "2025-01-01T00:00:00Z", "aliases": ["CVE-2025-0001"],
                 "affected": [{"package": {"ecosystem": "Root:Debian:12", "name": "rootio-jq"}, "ranges": [
                   {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.0-1.root.io.2"}]},
                   {"type": "ECOSYSTEM", "events": [{"introduced": "2.0"}, {"fixed": "2.0-1.root.io.3"}]}]}]}
                """);
        assertThat(world.found(Installed.of("Debian:12", "jq", version))).hasSize(isAffected ? 1 : 0);
    }

    /** Root's own feed says what its OSV does; names and versions are those of Trivy's tests. */
    @ParameterizedTest
    @CsvSource({
        "3.0.15-1~deb12u1.root.io.0, true",
        "3.0.15-1~deb12u1.root.io.1, false",
        "3.0.16-1~deb12u1, false",
        "3.0.15-1~deb12u1, true",
    })
    void theFeedOfRootIoSpeaksOfItsBuilds(String version, boolean isAffected) {
        world.osv(
                "x_X-1 | Debian:12 | openssl | introduced 0 fixed 3.0.16-1~deb12u1 | \"upstream\": [\"CVE-2025-0001\"],");
        world.file("rootio/cve_feed.json", """
                {"debian": [{"distroversion": "12", "packages": [{"pkg": {"name": "openssl", "cves": {"CVE-2025-0001": {
                  "vulnerable_ranges": ["<3.0.15-1~deb12u1.root.io.1"], "severity": "MEDIUM",
                  "fixed_versions": ["3.0.15-1~deb12u1.root.io.1"]}}}}]}]}
                """);
        assertThat(world.found(Installed.of("Debian:12", "openssl", version))).hasSize(isAffected ? 1 : 0);
    }

    /** Whoever speaks of the name itself is heard too: anybody may publish under a name that begins so. */
    @ParameterizedTest
    @CsvSource({
        "rootio-evil, 9.0, true",
        "@rootio/evil, 1.0.0-root.io.1, true",
        "@rootio/evil, 1.0.0-root.io.2, false",
        "evil, 9.0, false",
    })
    void namesThatBeginLikeRootIosAreNames(String name, String version, boolean isAffected) {
        world.osv("""
                MAL-2025-1 | npm | rootio-evil | introduced 0 |
                MAL-2025-2 | npm | @rootio/evil | introduced 0 fixed 1.0.0-root.io.2 |
                """);
        assertThat(world.found(Installed.of("npm", name, version))).hasSize(isAffected ? 1 : 0);
    }

    @Test
    void buildsAreExplainedByWhatWasCompared() {
        world.osv("""
                x_X-1 | Debian:12 | jq | introduced 0 fixed 1.6-2.1+deb12u1 | "upstream": ["CVE-2025-0001"],
                ROOT-1 | Root:Debian:12 | rootio-jq | introduced 0 fixed 1.6-2.1.root.io.2 | "aliases": ["CVE-2025-0001"],
                x_X-2 | Maven | a:b | introduced 0 fixed 12.10.2.jre11 | "upstream": ["CVE-2025-0002"],
                """);
        assertThat(world.explained("CVE-2025-0001", Installed.of("Debian:12", "jq", "1.6-2.1.root.io.1")))
                .anySatisfy(line -> assertThat(line).contains("version range of 1.6-2.1, which this was built from"));
        assertThat(world.explained("CVE-2025-0001", Installed.of("Debian:12", "jq", "1.6-2.1.root.io.2")))
                .anySatisfy(line -> assertThat(line).contains("builds have the fix from 1.6-2.1.root.io.2 on"));
        assertThat(world.explained("CVE-2025-0002", Installed.of("Maven", "a:b", "12.10.2.jre8")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("fixed in 12.10.2.jre11, of which it is the build for another runtime"));
    }

    /** Of a record that knows thousands of ranges some are shown. */
    @Test
    void explanationsStayReadable() {
        world.file("many.json", """
                {"schema_version": "1.7.0", "id": "CVE-2025-0001", "modified": "2025-01-01T00:00:00Z", "affected": [
                  {"package": {"ecosystem": "npm", "name": "a"}, "ranges": [%s]}]}
                """.formatted(String.join(
                ",",
                Collections.nCopies(
                        150,
                        "{\"type\": \"SEMVER\", \"events\": [{\"introduced\": \"0\"}, {\"fixed\": \"2.0.0\"}]}"))));
        Explanation why = world.explanation("CVE-2025-0001", Installed.of("npm", "a", "1.0.0"));
        assertThat(why.statements())
                .singleElement()
                .satisfies(one -> assertThat(one.ranges()).endsWith("fixed 2.0.0; 138 more ranges"));
    }

    /** What changes the verdict on a build of Root.io: upstream's record and Root's own; on upstream's, the first alone. */
    @Test
    void aBuildOfRootIoIsMatchedAgainWhenItsRecordChanges() {
        assertThat(Rematcher.keys(
                        Installed.of("PyPI", "rootio_a.b", "1.0+root.io.1").get(), PackageContext.NONE))
                .containsExactlyInAnyOrder("PyPI\0a-b", "PyPI\0rootio-a-b", "Root:PyPI\0rootio-a-b");
        assertThat(Rematcher.keys(Installed.of("PyPI", "a_b", "1.0").get(), PackageContext.NONE))
                .containsExactly("PyPI\0a-b");
    }
}
