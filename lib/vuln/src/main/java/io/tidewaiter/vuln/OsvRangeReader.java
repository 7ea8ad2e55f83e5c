package io.tidewaiter.vuln;

import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads {@code affected[].ranges[]} (OSV schema 1.7) and holds it to the schema's rules on events. */
final class OsvRangeReader {
    private OsvRangeReader() {}

    static VersionRange range(JsonCursor json) {
        List<RangeEvent> events = new ArrayList<>();
        String[] kind = {""};
        json.object("range", name -> {
            switch (name) {
                case "type" -> kind[0] = json.text("range type");
                case "events" -> json.array("events", () -> events.add(event(json)));
                default -> json.skip();
            }
        });
        check(events);
        return new VersionRange(kind(kind[0]), events);
    }

    private static VersionRange.Kind kind(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "SEMVER" -> VersionRange.Kind.SEMVER;
            case "ECOSYSTEM" -> VersionRange.Kind.ECOSYSTEM;
            case "GIT" -> VersionRange.Kind.GIT;
            default -> throw new DocumentFault("a range of a type that OSV 1.7 does not know");
        };
    }

    private static RangeEvent event(JsonCursor json) {
        List<RangeEvent> one = new ArrayList<>(1);
        json.object("event", name -> {
            String version = json.text("event " + JsonCursor.cut(name, 40));
            if (version.isEmpty()) {
                throw new DocumentFault("an event without a version");
            }
            one.add(
                    switch (name) {
                        case "introduced" -> new RangeEvent.Introduced(version);
                        case "fixed" -> new RangeEvent.Fixed(version);
                        case "last_affected" -> new RangeEvent.LastAffected(version);
                        case "limit" -> new RangeEvent.Limit(version);
                        default -> throw new DocumentFault("an event that OSV 1.7 does not know");
                    });
        });
        if (one.size() != 1) {
            throw new DocumentFault("an event with " + one.size() + " keys instead of one");
        }
        return one.getFirst();
    }

    private static void check(List<RangeEvent> events) {
        boolean introduced = false;
        boolean fixed = false;
        boolean lastAffected = false;
        for (RangeEvent event : events) {
            switch (event) {
                case RangeEvent.Introduced _ -> introduced = true;
                case RangeEvent.Fixed _ -> fixed = true;
                case RangeEvent.LastAffected _ -> lastAffected = true;
                case RangeEvent.Limit _ -> {}
            }
        }
        if (!introduced) {
            throw new DocumentFault("a range without an introduced event");
        }
        if (fixed && lastAffected) {
            throw new DocumentFault("a range that mixes fixed and last_affected");
        }
    }
}
