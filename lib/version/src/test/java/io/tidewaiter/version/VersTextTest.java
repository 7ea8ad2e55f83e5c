package io.tidewaiter.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersTextTest {
    @ParameterizedTest
    @CsvSource({
        "vers:npm/>=1.0.0|<1.4.2|2.0.0, '1.0.0 1.4.1 2.0.0', '0.9.9 1.4.2 2.0.1'",
        "vers:pypi/<=2.0, '0 2.0 2.0.0', '2.0.1'",
        "<4.2, '4.1.9', '4.2'",
        ">=3.1.0, '3.1.0 9', '3.0'",
        "vers:npm/1.2.3|<1, '1.2.3 0.1', '1.0.0'",
        "vers:npm/*, '0 99', ",
        "'>=2.0, <2.4', '2.3', '2.4 1.9'",
        "vers:golang/v1.0%2Bmeta, 'v1.0+meta', '2'",
    })
    void holdsWhatItSays(String text, String in, String out) {
        List<VersionRange> ranges = VersText.parse(text).orElseThrow();
        for (String version : in.split(" ")) {
            assertThat(isIn(ranges, version)).as("%s in %s", version, text).isTrue();
        }
        for (String version : out == null ? new String[0] : out.split(" ")) {
            assertThat(isIn(ranges, version)).as("%s in %s", version, text).isFalse();
        }
    }

    private static boolean isIn(List<VersionRange> ranges, String version) {
        return ranges.stream().anyMatch(range -> range.contains(VersionSchemes.SEMVER, version) == Membership.IN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vers:npm", "vers:npm/", "all before March", ">1.0", "!=1.0|<2", ">=1|>=2", "<", "≤2"})
    void whatCannotBeSaidInEventsIsNotRead(String text) {
        assertThat(VersText.parse(text)).isEmpty();
    }

    @Test
    void aTextOfManyConstraintsIsNotRead() {
        assertThat(VersText.parse("1|".repeat(5000) + "1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "vers:npm/>1.0.0|<1.4.2, '1.0.1 1.4.1', '1.0.0 0.9.0 1.4.2'",
        "vers:npm/>1.0.0, '1.0.1-0 9.0.0', '1.0.0 1.0.0-rc.1'",
        "vers:npm/!=1.5.0, '1.4.9 1.5.1 0.0.1', '1.5.0'",
        "vers:npm/>=1.0.0|!=1.5.0|<2.0.0, '1.0.0 1.4.9 1.5.1', '1.5.0 2.0.0'",
        "vers:npm/>=2.0.0|<1.0.0, '0.9.0 2.0.0 3.0.0', '1.0.0 1.9.9'",
        "'< 2.4, >= 2.0', '2.3.0 2.0.0', '2.4.0 1.9.0'",
        "vers:npm/2.0.0|<1.0.0|1.5.0, '0.1.0 1.5.0 2.0.0', '1.0.0 1.5.1'",
        "vers:npm/!=1.0.0|>=2.0.0, '2.0.0', '0.9.0 1.0.0'",
    })
    void inTheOrderOfTheEcosystem(String text, String in, String out) {
        List<VersionRange> ranges = VersText.parse(text, VersionSchemes.NPM).orElseThrow();
        for (String version : in.split(" ")) {
            assertThat(isIn(ranges, version)).as("%s in %s", version, text).isTrue();
        }
        for (String version : out.split(" ")) {
            assertThat(isIn(ranges, version)).as("%s in %s", version, text).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vers:npm/<1.0.0|<2.0.0", "vers:npm/>1.0.0|not a version", "vers:npm/"})
    void whatHasNoMeaningInAnyOrderIsNotRead(String text) {
        assertThat(VersText.parse(text, VersionSchemes.NPM)).isEmpty();
    }

    /** The algorithm of the specification, word by word, for every version that is named and those between them. */
    @Test
    void agreesWithTheAlgorithmOfTheSpecification() {
        Random random = new Random(17);
        List<String> comparators = List.of("=", "!=", ">", ">=", "<", "<=");
        int compared = 0;
        for (int round = 0; round < 5000; round++) {
            List<String> constraints = new ArrayList<>();
            for (int version = 1; version < 7; version++) {
                if (random.nextInt(2) == 0) {
                    constraints.add(comparators.get(random.nextInt(comparators.size())) + version + ".0.0");
                }
            }
            Optional<List<VersionRange>> ranges = constraints.isEmpty() || hasTwoUpperBounds(constraints)
                    ? Optional.empty()
                    : VersText.parse(shuffled(constraints, random), VersionSchemes.NPM);
            for (int tenth = 5; ranges.isPresent() && tenth < 75; tenth += 5) {
                String version = tenth / 10 + "." + tenth % 10 + ".0";
                assertThat(isIn(ranges.get(), version))
                        .as("%s in %s", version, constraints)
                        .isEqualTo(contains(constraints, version));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(10_000);
    }

    private static String shuffled(List<String> constraints, Random random) {
        List<String> any = new ArrayList<>(constraints);
        Collections.shuffle(any, random);
        return "vers:npm/" + String.join("|", any);
    }

    private static String comparator(String constraint) {
        return constraint.substring(0, constraint.length() - "1.0.0".length());
    }

    /** Which of two the author meant nobody can tell. */
    private static boolean hasTwoUpperBounds(List<String> constraints) {
        List<String> bounds = constraints.stream()
                .map(VersTextTest::comparator)
                .filter(comparator -> !comparator.endsWith("=") || comparator.equals(">=") || comparator.equals("<="))
                .toList();
        for (int i = 1; i < bounds.size(); i++) {
            if (bounds.get(i - 1).startsWith("<") && bounds.get(i).startsWith("<")) {
                return true;
            }
        }
        return false;
    }

    /** vers-spec, "Checking if a version is contained within a range", for sorted constraints of one digit each. */
    private static boolean contains(List<String> constraints, String version) {
        List<String> bounds = new ArrayList<>();
        boolean areAllExclusions = true;
        for (String constraint : constraints) {
            String comparator = comparator(constraint);
            String named = constraint.substring(comparator.length());
            boolean includesIt = comparator.length() == 2 || comparator.equals("=");
            if (named.equals(version) && includesIt) {
                return !comparator.equals("!=");
            }
            areAllExclusions &= comparator.equals("!=");
            if (!comparator.equals("=") && !comparator.equals("!=")) {
                bounds.add(constraint);
            }
        }
        if (areAllExclusions) {
            return true;
        }
        boolean isOpen = !bounds.isEmpty() && bounds.getFirst().startsWith("<");
        for (String bound : bounds) {
            String named = bound.substring(comparator(bound).length());
            int order = version.compareTo(named);
            if (order < 0 || (order == 0 && bound.startsWith("<"))) {
                return isOpen && order < 0;
            }
            if (order == 0) {
                return isOpen; // a lower bound without its version
            }
            isOpen = bound.startsWith(">");
        }
        return isOpen;
    }
}
