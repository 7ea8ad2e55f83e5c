package io.tidewaiter.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ranges beside the evaluation algorithm of the OSV schema, written out slowly here. */
class VersionRangeTest {
    private static final VersionScheme SEMVER = VersionSchemes.SEMVER;
    private static final long SEED = 17L;

    @ParameterizedTest
    @CsvSource({
        "introduced 0 fixed 1.0.2, 0.0.1 1.0.1 1.0.2-rc.1, 1.0.2 2.0.0",
        "introduced 1.0.0 fixed 1.0.2, 1.0.0 1.0.1, 0.9.9 1.0.0-rc.1 1.0.2 3.0.0",
        "introduced 1.0.0 last_affected 1.0.2, 1.0.0 1.0.2, 0.9.9 1.0.3 1.0.2.1-none",
        "introduced 0, 0.0.0 1.0.0 99.0.0, ''",
        "introduced 1.2.0, 1.2.0 99.0.0, 1.1.9",
        "introduced 1.0.0 fixed 1.0.2 introduced 3.0.0 fixed 3.2.5, 1.0.0 3.2.4, 1.0.2 2.0.0 3.2.5",
        "fixed 3.2.5 introduced 3.0.0 fixed 1.0.2 introduced 1.0.0, 1.0.0 3.2.4, 1.0.2 2.0.0 3.2.5",
        "introduced 0 limit 2.0.0, 1.0.0 1.9.9, 2.0.0 3.0.0",
        "introduced 0 limit 1.0.0 limit 2.0.0, 1.0.0 1.9.9, 2.0.0 3.0.0",
        "introduced 0 limit *, 1.0.0 99.0.0, ''",
        "fixed 1.0.0, '', 0.1.0 1.0.0 2.0.0",
        "introduced 0 fixed 0, '', 0.0.0 1.0.0",
    })
    void evaluatesAsTheSchemaSays(String range, String in, String out) {
        VersionRange evaluated = range(range);
        for (String version : words(in)) {
            assertThat(evaluated.contains(SEMVER, version)).as(version).isEqualTo(Membership.IN);
        }
        for (String version : words(out)) {
            assertThat(evaluated.contains(SEMVER, version))
                    .as(version)
                    .isEqualTo(SEMVER.reads(version) ? Membership.OUT : Membership.CANNOT_TELL);
        }
    }

    @Test
    void agreesWithTheSchemasLoopOnRandomRanges() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            List<RangeEvent> events = randomEvents(random);
            String version = random.nextInt(6) + "." + random.nextInt(3) + ".0";
            assertThat(new VersionRange(VersionRange.Kind.SEMVER, events).contains(SEMVER, version))
                    .as("%s in %s, seed %d", version, events, SEED)
                    .isEqualTo(bySchema(events, version) ? Membership.IN : Membership.OUT);
        }
    }

    /** Versions are distinct, as in every sensible record: what two events at one version mean, the schema leaves open. */
    private static List<RangeEvent> randomEvents(Random random) {
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            versions.add(i == 0 && random.nextBoolean() ? "0" : i + "." + random.nextInt(3) + ".0");
        }
        Collections.shuffle(versions, random);
        boolean byLastAffected = random.nextBoolean();
        List<RangeEvent> events = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String at = versions.get(i);
            switch (random.nextInt(8)) {
                case 0 -> events.add(new RangeEvent.Limit(random.nextBoolean() ? at : "*"));
                case 1, 2, 3 -> events.add(byLastAffected ? new RangeEvent.LastAffected(at) : new RangeEvent.Fixed(at));
                default -> events.add(new RangeEvent.Introduced(at));
            }
        }
        return events;
    }

    private static boolean bySchema(List<RangeEvent> events, String version) {
        boolean isVulnerable = false;
        List<RangeEvent> sorted = new ArrayList<>(events);
        sorted.removeIf(event -> event instanceof RangeEvent.Limit);
        sorted.sort(Comparator.comparing(RangeEvent::version, VersionRangeTest::compare));
        for (RangeEvent event : sorted) {
            int order = compare(version, event.version());
            switch (event) {
                case RangeEvent.Introduced _ -> isVulnerable |= order >= 0;
                case RangeEvent.Fixed _ -> isVulnerable &= order < 0;
                case RangeEvent.LastAffected _ -> isVulnerable &= order <= 0;
                case RangeEvent.Limit _ -> {}
            }
        }
        List<RangeEvent> limits = events.stream()
                .filter(event -> event instanceof RangeEvent.Limit)
                .toList();
        boolean isBeforeLimits = limits.isEmpty()
                || limits.stream()
                        .anyMatch(limit -> limit.version().equals("*") || compare(version, limit.version()) < 0);
        return isVulnerable && isBeforeLimits;
    }

    private static int compare(String a, String b) {
        if (a.equals("0") || b.equals("0")) {
            return Boolean.compare(!a.equals("0"), !b.equals("0"));
        }
        return switch (SEMVER.compare(a, b)) {
            case LESS -> -1;
            case GREATER -> 1;
            case EQUAL -> 0;
            case CANNOT_TELL -> throw new IllegalStateException(a + " with " + b);
        };
    }

    @Test
    void aGitRangeCannotBeTold() {
        VersionRange range = new VersionRange(VersionRange.Kind.GIT, List.of(new RangeEvent.Introduced("0")));
        assertThat(range.contains(SEMVER, "1.0.0")).isEqualTo(Membership.CANNOT_TELL);
    }

    @Test
    void anUnreadableVersionIsInARangeOfEverythingAndCannotBeToldElsewhere() {
        assertThat(range("introduced 0").contains(SEMVER, "unknown")).isEqualTo(Membership.IN);
        assertThat(range("introduced 0 fixed 2.0.0").contains(SEMVER, "unknown"))
                .isEqualTo(Membership.CANNOT_TELL);
        assertThat(range("introduced 1.0.0").contains(SEMVER, "unknown")).isEqualTo(Membership.CANNOT_TELL);
    }

    @Test
    void anUnreadableEventMattersOnlyWhereItWouldChangeTheAnswer() {
        VersionRange badFix = range("introduced 1.0.0 fixed ???");
        assertThat(badFix.contains(SEMVER, "0.9.0")).isEqualTo(Membership.OUT);
        assertThat(badFix.contains(SEMVER, "1.5.0")).isEqualTo(Membership.CANNOT_TELL);
        VersionRange badIntroduction = range("introduced ??? introduced 1.0.0");
        assertThat(badIntroduction.contains(SEMVER, "0.9.0")).isEqualTo(Membership.CANNOT_TELL);
        assertThat(badIntroduction.contains(SEMVER, "1.5.0")).isEqualTo(Membership.IN);
        assertThat(range("introduced 0 limit ???").contains(SEMVER, "1.0.0")).isEqualTo(Membership.CANNOT_TELL);
    }

    @Test
    void zeroIsBelowWhatTheSchemeCannotPlace() {
        assertThat(range("introduced 0 fixed 1:1.2-3").contains(VersionSchemes.DPKG, "0~alpha-1"))
                .isEqualTo(Membership.IN);
        assertThat(range("introduced 0 fixed 1.2-r3").contains(VersionSchemes.APK, "0_alpha1"))
                .isEqualTo(Membership.IN);
    }

    private static VersionRange range(String text) {
        List<String> words = words(text);
        List<RangeEvent> events = new ArrayList<>();
        for (int i = 0; i < words.size(); i += 2) {
            String at = words.get(i + 1);
            events.add(
                    switch (words.get(i)) {
                        case "introduced" -> new RangeEvent.Introduced(at);
                        case "fixed" -> new RangeEvent.Fixed(at);
                        case "last_affected" -> new RangeEvent.LastAffected(at);
                        case "limit" -> new RangeEvent.Limit(at);
                        default -> throw new IllegalArgumentException(text);
                    });
        }
        return new VersionRange(VersionRange.Kind.SEMVER, events);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }
}
