package io.tidewaiter.advisory;

import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.CvssScore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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

    private static final int NOT_AFFECTED = 1;
    private static final int HAS_NOTE = 2;
    private static final int HAS_SCOPE = 4;
    private static final int FLAGS = 8;

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
        boolean hasScope = !affected.scope().equals(Scope.ANY);
        out.number((affected.isNotAffected() ? NOT_AFFECTED : 0)
                | (affected.note().isEmpty() ? 0 : HAS_NOTE)
                | (hasScope ? HAS_SCOPE : 0));
        if (!affected.note().isEmpty()) {
            out.text(affected.note());
        }
        if (hasScope) {
            write(affected.scope(), out);
        }
    }

    private static void write(Scope scope, ByteWriter out) {
        out.number(scope.ofSource() ? 1 : 0);
        ScoreCodec.writeTexts(scope.architectures(), out);
        out.text(scope.module()).text(scope.channel());
    }

    /** The next entry, of the advisory with that number. */
    public static AffectedPackage read(int advisory, ByteReader in) {
        List<VersionRange> ranges = ranges(in);
        List<String> versions = ScoreCodec.readPacked(in);
        FixState state = STATES.get(in.below(STATES.size()));
        String severityWord = in.text();
        List<CvssScore> scores = ScoreCodec.read(in);
        List<String> symbols = ScoreCodec.readTexts(in);
        int flags = in.below(FLAGS);
        String note = (flags & HAS_NOTE) == 0 ? "" : in.text();
        Scope scope = (flags & HAS_SCOPE) == 0 ? Scope.ANY : scope(in);
        boolean isNotAffected = (flags & NOT_AFFECTED) != 0;
        return new AffectedPackage(
                advisory, ranges, versions, state, severityWord, scores, symbols, isNotAffected, note, scope);
    }

    /**
     * Passes the next entry if all it says is that versions below one fix are affected, and the fix is reached: nine of
     * ten entries of a distribution, of which nothing but that fix is then made into an object.
     *
     * @return whether it was passed; else the reader stands where it stood
     */
    static boolean skipIfPast(ByteReader in, PastFixes fixes) {
        int start = in.at();
        boolean isOneFix = in.count() == 1
                && KINDS.get(in.below(KINDS.size())) != VersionRange.Kind.GIT
                && in.count() == 2
                && in.below(LIMIT + 1) == INTRODUCED
                && in.text().equals("0")
                && in.below(LIMIT + 1) == FIXED;
        if (isOneFix && fixes.isNextReached(in) && in.count() == 0) {
            in.below(STATES.size());
            in.skipText();
            ScoreCodec.skip(in);
            ScoreCodec.skipTexts(in);
            int flags = in.below(FLAGS);
            if ((flags & HAS_NOTE) != 0) {
                in.skipText();
            }
            if ((flags & HAS_SCOPE) != 0) {
                in.below(2);
                ScoreCodec.skipTexts(in);
                in.skipText();
                in.skipText();
            }
            if ((flags & NOT_AFFECTED) == 0) {
                return true;
            }
        }
        in.back(start);
        return false;
    }

    private static Scope scope(ByteReader in) {
        return new Scope(in.below(2) == 1, ScoreCodec.readTexts(in), in.text(), in.text());
    }

    private static List<VersionRange> ranges(ByteReader in) {
        int count = in.count();
        if (count < 2) {
            return count == 0 ? List.of() : List.of(range(in));
        }
        List<VersionRange> ranges = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            ranges.add(range(in));
        }
        return ranges;
    }

    private static VersionRange range(ByteReader in) {
        VersionRange.Kind kind = KINDS.get(in.below(KINDS.size()));
        int count = in.count();
        if (count == 2) {
            return new VersionRange(kind, List.of(event(in), event(in)));
        }
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

    /**
     * Whether a fix is reached, asked once for entries that name the same one after the other: an update of a distribution
     * mends dozens of vulnerabilities at once. For one frame and one thread.
     */
    static final class PastFixes {
        private final Predicate<String> isReached;
        private int from;
        private int length = -1;
        private boolean wasReached;

        PastFixes(Predicate<String> isReached) {
            this.isReached = isReached;
        }

        /** Reads the next text; false where it is {@code 0}, below which nothing is. */
        boolean isNextReached(ByteReader in) {
            int size = in.count();
            int at = in.at();
            if (length == size && in.isSame(from, size)) {
                in.skip(size);
                return wasReached;
            }
            String fix = in.text(size);
            from = at;
            length = size;
            wasReached = !fix.equals("0") && isReached.test(fix);
            return wasReached;
        }
    }
}
