package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a Go module is linked into the program decides, where the record says what of it is affected. */
class LinkRuleTest {
    private static final String CRYPTO = "golang.org/x/crypto";

    @TempDir
    private Path folder;

    private World world = new World(Path.of(System.getProperty("java.io.tmpdir"), "none"));

    @BeforeEach
    void build() {
        world = new World(folder);
        record("GO-2025-0001", "[\"CVE-2025-0001\"]", CRYPTO, """
                {"path": "golang.org/x/crypto/ssh", "symbols": ["NewClientConn", "Client.Dial"]}
                """);
        world.osv(
                "GHSA-aaaa-bbbb-cccc | Go | golang.org/x/crypto | introduced 0 fixed 0.31.0 | \"aliases\": [\"CVE-2025-0001\"],");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void record(String id, String aliases, String module, String imports) {
        world.file(id + ".json", """
                {"schema_version": "1.7.0", "id": "%s", "modified": "2025-01-01T00:00:00Z", "aliases": %s, "affected": [
                  {"package": {"ecosystem": "Go", "name": "%s"},
                   "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "0.31.0"}]}],
                   "ecosystem_specific": {"imports": [%s]}}]}
                """.formatted(id, aliases, module, imports));
    }

    private static Installed crypto(String linked) {
        Installed installed = Installed.of("Go", CRYPTO, "v0.20.0");
        return linked.isEmpty() ? installed : installed.with("linked", linked);
    }

    @Test
    void aProgramThatHoldsCodeOfThePackageIsAffected() {
        assertThat(world.found(crypto("blake2b ssh"))).containsExactly(CRYPTO + ": CVE-2025-0001, 0.31.0");
    }

    @Test
    void aProgramThatDoesNotTellIsAffected() {
        assertThat(world.found(crypto(""))).containsExactly(CRYPTO + ": CVE-2025-0001, 0.31.0");
    }

    @Test
    void aProgramWithoutCodeOfItIsNotAndTheRecordThatKnowsTheModuleOnlyIsOverruled() {
        assertThat(world.found(crypto("blake2b"))).isEmpty();
        assertThat(world.found(crypto("-"))).isEmpty();
        assertThat(world.overruled(crypto("ssh/terminal")))
                .containsExactly(CRYPTO
                        + ": CVE-2025-0001: GO-2025-0001 of Go vulnerability database says: no code of what it affects is linked into"
                        + " the program: golang.org/x/crypto/ssh; its word decides");
        assertThat(world.explained("CVE-2025-0001", crypto("blake2b")))
                .containsExactlyInAnyOrder(
                        "OVERRULED GHSA-aaaa-bbbb-cccc: GO-2025-0001 of Go vulnerability database says: no code of what it affects is linked"
                                + " into the program: golang.org/x/crypto/ssh; its word decides",
                        "NO_MATCH GO-2025-0001: no code of what it affects is linked into the program:"
                                + " golang.org/x/crypto/ssh");
    }

    @Test
    void whatOnlyTheRecordThatNamesPackagesKnowsIsShownToo() {
        record("GO-2025-0007", "[]", CRYPTO, "{\"path\": \"golang.org/x/crypto/ssh\"}");
        assertThat(world.overruled(crypto("blake2b")))
                .contains(CRYPTO + ": GO-2025-0007: GO-2025-0007 of Go vulnerability database says: no code of what it"
                        + " affects is linked into the program: golang.org/x/crypto/ssh; its word decides");
    }

    @Test
    void aRecordThatNamesNoPackagesDecidesNothing() {
        record("GO-2025-0002", "[]", CRYPTO, "");
        assertThat(world.found(crypto("blake2b"))).containsExactly(CRYPTO + ": GO-2025-0002, 0.31.0");
    }

    @Test
    void aPackageOfAnotherModuleCannotBeTold() {
        record("GO-2025-0003", "[]", CRYPTO, "{\"path\": \"golang.org/x/other\"}, {\"symbols\": [\"F\"]}");
        assertThat(world.found(crypto("blake2b"))).containsExactly(CRYPTO + ": GO-2025-0003, 0.31.0");
    }

    @Test
    void theStandardLibraryIsComparedByWholePathsAlsoWhereItBringsCopies() {
        record("GO-2025-0004", "[]", "stdlib", "{\"path\": \"net/http\"}");
        record("GO-2025-0005", "[]", "stdlib", "{\"path\": \"golang.org/x/net/http2/hpack\"}");
        assertThat(world.found(Installed.of("Go", "stdlib", "0.1").with("linked", "fmt net/http runtime")))
                .containsExactly("stdlib: GO-2025-0004, 0.31.0");
        assertThat(world.found(
                        Installed.of("Go", "stdlib", "0.1").with("linked", "vendor/golang.org/x/net/http2/hpack")))
                .containsExactly("stdlib: GO-2025-0005, 0.31.0");
    }

    @Test
    void theModulesOwnPackageHasItsPath() {
        record("GO-2025-0006", "[]", "example.com/yaml", "{\"path\": \"example.com/yaml\", \"symbols\": [\"F\"]}");
        assertThat(world.found(Installed.of("Go", "example.com/yaml", "v0.1.0").with("linked", ". inner")))
                .hasSize(1);
        assertThat(world.found(Installed.of("Go", "example.com/yaml", "v0.1.0").with("linked", "inner")))
                .isEmpty();
    }
}
