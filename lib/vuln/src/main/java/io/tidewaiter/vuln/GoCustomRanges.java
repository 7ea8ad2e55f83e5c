package io.tidewaiter.vuln;

import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.scheme.VersionSchemes;
import io.tidewaiter.vuln.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code ecosystem_specific.custom_ranges} of the Go vulnerability database: versions by the tags of a repository that the
 * module proxy does not know, beside {@code ranges}, which then mostly say that every version is affected. They become
 * ranges of kind {@link VersionRange.Kind#ECOSYSTEM}; those of the proxy are of kind {@link VersionRange.Kind#SEMVER}.
 */
final class GoCustomRanges {
    /** Of a commit without a tag before it: where tags are compared it says nothing. */
    private static final Pattern UNTAGGED = Pattern.compile("v?0\\.0\\.0-[0-9].*");

    private static final int MAX = 200;

    private GoCustomRanges() {}

    /** All of them; none where one is broken or of another order, as the others alone would say too little. */
    static List<VersionRange> read(JsonCursor json) {
        List<VersionRange> ranges = new ArrayList<>();
        boolean[] isWhole = {true};
        json.array("custom_ranges", () -> {
            if (!json.isObject()) {
                json.skip();
                isWhole[0] = false;
                return;
            }
            List<Map<String, String>> events = new ArrayList<>();
            json.object("custom range", name -> {
                if (name.equals("events") && json.isArray()) {
                    json.array(name, () -> event(json, events));
                } else {
                    json.skip();
                }
            });
            List<RangeEvent> read = events.stream().map(GoCustomRanges::read).toList();
            boolean begins = read.stream().anyMatch(RangeEvent.Introduced.class::isInstance);
            isWhole[0] &=
                    begins && ranges.size() < MAX && read.stream().allMatch(event -> isComparable(event.version()));
            if (isWhole[0]) {
                ranges.add(new VersionRange(VersionRange.Kind.ECOSYSTEM, read));
            }
        });
        return isWhole[0] ? ranges : List.of();
    }

    private static void event(JsonCursor json, List<Map<String, String>> events) {
        if (json.isObject()) {
            events.add(json.scalars("event"));
        } else {
            json.skip();
        }
    }

    private static RangeEvent read(Map<String, String> event) {
        String introduced = event.getOrDefault("introduced", "");
        return introduced.isEmpty()
                ? new RangeEvent.Fixed(event.getOrDefault("fixed", ""))
                : new RangeEvent.Introduced(introduced);
    }

    private static boolean isComparable(String version) {
        return VersionSchemes.GO.reads(version) && !UNTAGGED.matcher(version).matches();
    }
}
