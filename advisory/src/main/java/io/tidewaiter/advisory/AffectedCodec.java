package io.tidewaiter.advisory;

import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link AffectedPackage} to bytes and back, without the advisory's number, which is known only when all are read.
 *
 * <p>Numbers that a record stores stand for the order of {@link VersionRange.Kind} and {@link FixState}; a change of
 * those enums is a change of the format version.
 */
public final class AffectedCodec {
    private static final int INTRODUCED = 0;
    private static final int FIXED = 1;
    private static final int LAST_AFFECTED = 2;
    private static final int LIMIT = 3;

    private AffectedCodec() {}

    /** Appends everything but the advisory's number. */
    public static void write(AffectedPackage affected, ByteWriter out) {
        out.number(affected.ranges().size());
        for (VersionRange range : affected.ranges()) {
            out.number(range.kind().ordinal()).number(range.events().size());
            range.events().forEach(event -> write(event, out));
        }
        ScoreCodec.writeTexts(affected.versions(), out);
        out.number(affected.openState().ordinal()).text(affected.severityWord());
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
        FixState state = FixState.values()[in.below(FixState.values().length)];
        return new AffectedPackage(
                advisory, ranges, versions, state, in.text(), ScoreCodec.read(in), ScoreCodec.readTexts(in));
    }

    private static VersionRange range(ByteReader in) {
        VersionRange.Kind kind = VersionRange.Kind.values()[in.below(VersionRange.Kind.values().length)];
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
