package io.tidewaiter.catalog.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnedBytesTest {
    private static final String PATH = "usr/lib/x86_64-linux-gnu/libssl.so.3";
    private static final Owner OWNER = new Owner("dpkg", "", "libssl3");
    private static final OwnedBytes.Claim OF_THE_BASE = new OwnedBytes.Claim(OWNER, PATH, "0".repeat(32), 0, 1);
    private static final Set<String> UPGRADED = Set.of(OWNER.key());

    private final OwnedBytes bytes = new OwnedBytes();

    @Test
    void anUpgradeWhoseLayerWasTooLargeToDigestIsNoAlarm() {
        bytes.remember(OF_THE_BASE);
        bytes.settle(UPGRADED);
        assertThat(bytes.unsure()).isEmpty();
        assertThat(bytes.isModified(PATH)).isFalse();
    }

    @Test
    void theSameBytesLaterWithoutAnUpgradeAreTold() {
        bytes.remember(OF_THE_BASE);
        bytes.settle(Set.of());
        assertThat(bytes.unsure()).containsOnlyKeys(PATH);
    }

    /** As pip does it over a distribution's package, in a layer of which only SHA-256 is known. */
    @Test
    void anotherOwnersRecordOfTheBytesSettlesOneThatCannotBeHeldAgainstThem() {
        String path = "usr/lib/python3.12/site-packages/yaml/_yaml.so";
        String digest = "1".repeat(64);
        Owner pip = new Owner("python", "usr/lib/python3.12/site-packages/", "pyyaml");
        bytes.take(path, new Fact.DigestFact(List.of(digest)));
        bytes.compare(new OwnedBytes.Claim(new Owner("apk", "", "py3-yaml"), path, "0".repeat(40), 0, 1));
        bytes.compare(new OwnedBytes.Claim(pip, path, digest, 1, 1));
        bytes.settle(Set.of());
        assertThat(bytes.unsure()).isEmpty();
        assertThat(bytes.isModified(path)).isFalse();
    }

    @Test
    void aNewVersionThatRecordsNothingIsToldWhereTheBytesAreKnown() {
        bytes.take(PATH, new Fact.DigestFact(List.of("1".repeat(32))));
        bytes.remember(OF_THE_BASE);
        bytes.settle(UPGRADED);
        assertThat(bytes.unsure()).containsOnlyKeys(PATH);
    }

    @Test
    void aNewVersionWithItsOwnRecordIsNotHeldAgainstTheOldOne() {
        String digest = "1".repeat(32);
        bytes.take(PATH, new Fact.DigestFact(List.of(digest)));
        bytes.compare(new OwnedBytes.Claim(OWNER, PATH, digest, 1, 1));
        bytes.remember(OF_THE_BASE);
        bytes.settle(UPGRADED);
        assertThat(bytes.unsure()).isEmpty();
        assertThat(bytes.isModified(PATH)).isFalse();
    }
}
