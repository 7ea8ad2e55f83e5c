package io.tidewaiter.catalog.bitnami;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.catalog.merge.Inventories;
import io.tidewaiter.testkit.TarBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class BitnamiCatalogerTest {
    private static List<Fact> facts(String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(
                new BitnamiCataloger(), Layouts.file("opt/bitnami/postgresql/.spdx-postgresql.spdx", content), content);
    }

    @ParameterizedTest
    @CsvSource({
        "opt/bitnami/redis/.spdx-redis.spdx, true",
        "chroot/opt/bitnami/redis/.spdx-redis.spdx, true",
        "opt/bitnami/.spdx-redis.spdx, false",
        "opt/bitnami/redis/redis.spdx, false",
        "opt/bitnami/redis/share/.spdx-redis.spdx, false",
        "opt/bitnami/.bitnami_components.json, true",
        "opt/bitnami/redis/.bitnami_components.json, false",
        "x/myopt/bitnami/.bitnami_components.json, false",
        "opt/mybitnami/redis/.spdx-redis.spdx, false",
    })
    void wantsTheListsInTheirPlace(String path, boolean wanted) {
        assertThat(new BitnamiCataloger().wants(Layouts.file(path, new byte[0])))
                .isEqualTo(wanted);
    }

    @Test
    void readsWhatBitnamiBuiltAndNothingElse() {
        List<Fact> facts = facts("""
                {"SPDXID": "SPDXRef-DOCUMENT", "spdxVersion": "SPDX-2.3", "documentDescribes": ["SPDXRef-postgresql"],
                 "packages": [
                  {"SPDXID": "SPDXRef-postgresql", "name": "postgresql", "versionInfo": "17.2.0-8",
                   "checksums": [{"algorithm": "SHA256", "checksumValue": "00"}],
                   "externalRefs": [
                    {"referenceCategory": "SECURITY", "referenceType": "cpe23Type", "referenceLocator": "cpe:2.3:*:postgresql"},
                    {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                     "referenceLocator": "pkg:bitnami/postgresql@17.2.0-8?arch=arm64&distro=debian-12"}]},
                  {"name": "nss-wrapper", "externalRefs": [null, {"referenceType": "purl",
                     "referenceLocator": "pkg:bitnami/nss_wrapper@1.1.16?arch=arm64"}]},
                  {"name": "org.postgresql:pljava", "externalRefs": [{"referenceType": "purl",
                     "referenceLocator": "pkg:maven/org.postgresql/pljava@1.6.8"}]},
                  {"externalRefs": [{"referenceType": "purl", "referenceLocator": "pkg:bitnami/none"}]}, 7],
                 "files": [{"fileName": "./bin/psql"}]}
                """);
        assertThat(Layouts.packages(facts))
                .containsExactly("bitnami:postgresql@17.2.0-8", "bitnami:nss_wrapper@1.1.16");
        assertThat(facts).contains(new Fact.OwnedFact("postgresql", List.of("opt/bitnami/postgresql/")));
    }

    @Test
    void eachComponentIsToldOnceAndTooManyAreSaid() {
        String one = "{\"referenceType\": \"purl\", \"referenceLocator\": \"pkg:bitnami/redis@%d\"}";
        String twice = "{\"packages\": [{\"externalRefs\": [" + one.formatted(7) + ", " + one.formatted(7) + "]}]}";
        assertThat(Layouts.packages(facts(twice))).containsExactly("bitnami:redis@7");
        StringBuilder many = new StringBuilder(one.formatted(0));
        for (int i = 1; i <= 20_000; i++) {
            many.append(", ").append(one.formatted(i));
        }
        List<Fact> facts = facts("{\"packages\": [{\"externalRefs\": [" + many + "]}]}");
        assertThat(Layouts.packages(facts)).hasSize(20_000);
        assertThat(Layouts.unread(facts)).hasSize(1);
    }

    private static final String LIST = "opt/bitnami/.bitnami_components.json";

    private static List<Fact> listed(String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new BitnamiCataloger(), Layouts.file(LIST, content), content);
    }

    @Test
    void oddEntriesOfTheListAreSaid() {
        List<Fact> facts = listed("""
                {"redis": {"version": "7.0.1-1", "type": "NAMI"}, "a b": {"version": "1"}, "none": {}, "x": [{}],
                 "..": {"version": "2"}}
                """);
        assertThat(Layouts.packages(facts)).containsExactlyInAnyOrder("bitnami:redis@7.0.1-1", "bitnami:..@2");
        assertThat(facts).contains(new Fact.OwnedFact("redis", List.of("opt/bitnami/redis/")));
        assertThat(facts)
                .noneMatch(fact -> fact instanceof Fact.OwnedFact owned
                        && owned.packageName().equals(".."));
        assertThat(facts)
                .filteredOn(Fact.UnreadFact.class::isInstance)
                .singleElement()
                .asString()
                .contains("3");
        assertThat(Layouts.unread(listed("[]"))).hasSize(1);
        assertThat(Layouts.unread(listed("{\"a\": "))).hasSize(1);
        assertThat(Layouts.unread(listed("{\"a\": {\"version\": " + "[".repeat(100_000))))
                .hasSize(1);
    }

    @Test
    void aComponentWithADocumentIsToldOnce() {
        String document = """
                {"packages": [{"externalRefs": [{"referenceType": "purl",
                 "referenceLocator": "pkg:bitnami/%s?arch=amd64"}]}]}""";
        assertThat(Inventories.of(new TarBuilder()
                                .file("opt/bitnami/redis/.spdx-redis.spdx", document.formatted("redis@7.0.1-1"))
                                .file("opt/bitnami/common/.spdx-gosu.spdx", document.formatted("gosu@1.14.0-1"))
                                .file(LIST, """
                                        {"redis": {"version": "7.0.1-1"}, "gosu": {"version": "1.14.0-1"},
                                         "yq": {"version": "4.16.2-2"}}"""))
                        .packages())
                .extracting(one -> one.name() + " " + one.evidence().path())
                .containsExactlyInAnyOrder(
                        "redis opt/bitnami/redis/.spdx-redis.spdx",
                        "gosu opt/bitnami/common/.spdx-gosu.spdx",
                        "yq " + LIST);
    }

    @Test
    void otherDocumentsAreSaid() {
        assertThat(Layouts.unread(facts("SPDXVersion: SPDX-2.3\nPackageName: redis\n")))
                .hasSize(1);
        assertThat(Layouts.unread(facts("{\"packages\": [{"))).hasSize(1);
        assertThat(facts("{\"packages\": {}}")).isEmpty();
    }
}
