package io.tidewaiter.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SubAssessmentIdsTest {
    private static final String REGISTRY =
            "/subscriptions/1/resourceGroups/Rg/providers/Microsoft.ContainerRegistry/registries/Reg";
    private static final String KEY = "CVE-2026-0001|Debian:12|openssl|3.0.11-1";

    @Test
    void theSameFindingHasTheSameNameInAnyCasingOfTheRegistry() {
        String name = SubAssessmentIds.name(REGISTRY, "team/demo", "sha256:aa", KEY);

        assertThat(SubAssessmentIds.name(REGISTRY.toUpperCase(Locale.ROOT), "team/demo", "sha256:aa", KEY))
                .isEqualTo(name)
                .isEqualTo("3d9c1375-3649-8e33-9fa1-2ddc7762e584"); // computed with Python's hashlib and uuid
    }

    @Test
    void namesAreVersion8UuidsAndShareTheirFirstHalfWithinAnImage() {
        long place = SubAssessmentIds.place(REGISTRY, "team/demo", "sha256:aa");
        Set<UUID> names = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            UUID name = UUID.fromString(SubAssessmentIds.name(REGISTRY, "team/demo", "sha256:aa", KEY + i));
            assertThat(name.version()).isEqualTo(8);
            assertThat(name.variant()).isEqualTo(2);
            assertThat(name.getMostSignificantBits()).isEqualTo(place);
            names.add(name);
        }
        assertThat(names).hasSize(1_000);
    }

    @Test
    void everyPartMakesAnotherName() {
        Set<String> names = Set.of(
                SubAssessmentIds.name(REGISTRY, "a", "sha256:aa", KEY),
                SubAssessmentIds.name(REGISTRY + "2", "a", "sha256:aa", KEY),
                SubAssessmentIds.name(REGISTRY, "b", "sha256:aa", KEY),
                SubAssessmentIds.name(REGISTRY, "a", "sha256:ab", KEY),
                SubAssessmentIds.name(REGISTRY, "as", "ha256:aa", KEY),
                SubAssessmentIds.name(REGISTRY, "a", "sha256:aa", SubAssessmentIds.NO_FINDING));
        assertThat(names).hasSize(6);
    }
}
