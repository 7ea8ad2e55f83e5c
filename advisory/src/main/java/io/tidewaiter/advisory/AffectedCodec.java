package io.tidewaiter.advisory;

import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import java.util.ArrayList;
import java.util.List;

/** {@link AffectedPackage} to bytes and back, without the advisory's number, which is known only when all are read. */
public final class AffectedCodec {
    /** A record stores places in these lists: to change one is to change the format version. */
    private static final List<VersionRange.Kind> KINDS =
            List.of(VersionRange.Kind.SEMVER, VersionRange.Kind.ECOSYSTEM, VersionRange.Kind.GIT);

    private static final List<FixState> STATES = List.of(
            FixState.FIXED,
            FixState.AFFECTED,
            FixState.FIX_DEFERRED,
            FixState.WILL_NOT_FIX,
            FixState.END_OF_LIFE,
            FixState.UNDER_INVESTIGATION);

    private static final int INTRODUCED = 0;
    private static final int FIXED = 1;
    private static final int LAST_AFFECTED = 2;
    private static final int LIMIT = 3;

    private AffectedCodec() {}

    /** Appends everything but the advisory's number. */
    public static void write(AffectedPackage affected, ByteWriter out) {
        out.number(affected.ranges().size());
        for (VersionRange range : affected.ranges()) {
            out.number(KINDS.indexOf(range.kind())).number(range.events().size());
            range.events().forEach(event -> write(event, out));
        }
        ScoreCodec.writeTexts(affected.versions(), out);
        out.number(STATES.indexOf(affected.openState())).text(affected.severityWord());
        ScoreCodec.write(affected.scores(), out);
        ScoreCodec.writeTexts(affected.symbols(), out);
    }

    /** The next entry, of the advisory with that number. */
    public static AffectedPackage read(int advisory, ByteReader in) {
        int count = in.count();
        List<VersionRange> ranges = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            ranges.add(range(in));
        }
        List<String> versions = ScoreCodec.readTexts(in);
        FixState state = STATES.get(in.below(STATES.size()));
        return new AffectedPackage(
                advisory, ranges, versions, state, in.text(), ScoreCodec.read(in), ScoreCodec.readTexts(in));
    }

    private static VersionRange range(ByteReader in) {
        VersionRange.Kind kind = KINDS.get(in.below(KINDS.size()));
        int count = in.count();
        List<RangeEvent> events = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            events.add(event(in));
        }
        return new VersionRange(kind, events);
    }

    private static void write(RangeEvent event, ByteWriter out) {
        int kind = switch (event) {
            case RangeEvent.Introduced _ -> INTRODUCED;
            case RangeEvent.Fixed _ -> FIXED;
            case RangeEvent.LastAffected _ -> LAST_AFFECTED;
            case RangeEvent.Limit _ -> LIMIT;
        };
        out.number(kind).text(event.version());
    }

    private static RangeEvent event(ByteReader in) {
        int kind = in.below(LIMIT + 1);
        String version = in.text();
        return switch (kind) {
            case INTRODUCED -> new RangeEvent.Introduced(version);
            case FIXED -> new RangeEvent.Fixed(version);
            case LAST_AFFECTED -> new RangeEvent.LastAffected(version);
            default -> new RangeEvent.Limit(version);
        };
    }
}
