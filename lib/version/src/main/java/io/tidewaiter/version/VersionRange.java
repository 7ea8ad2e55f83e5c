package io.tidewaiter.version;

import java.util.List;

/**
 * One range of an OSV record, evaluated as the OSV schema 1.7 says ("Evaluation" section).
 *
 * @param kind which order the events are in
 * @param events in any order; never mixes {@code fixed} and {@code lastAffected}
 */
public record VersionRange(Kind kind, List<RangeEvent> events) {
    /** The order that a range's versions are in. */
    public enum Kind {
        SEMVER,
        ECOSYSTEM,
        GIT
    }

    public VersionRange {
        events = List.copyOf(events);
    }

    /**
     * Whether a version is affected, to the letter of the schema's evaluation algorithm.
     *
     * <p>The algorithm sorts the events and walks them up to the version; what remains is the verdict of the last event
     * that the version has reached, so we look for that one and sort nothing. An event that the scheme cannot read may
     * be the last one reached: it makes the answer {@link Membership#CANNOT_TELL} if, and only if, its verdict would
     * be another one.
     */
    public Membership contains(VersionScheme scheme, String version) {
        if (kind == Kind.GIT) {
            return Membership.CANNOT_TELL;
        }
        if (events.size() == 2
                && events.get(0) instanceof RangeEvent.Introduced introduced
                && events.get(1) instanceof RangeEvent.Fixed fixed
                && isLowest(introduced.version())) {
            return before(scheme, version, fixed.version());
        }
        Membership walked = walk(scheme, version);
        return walked == Membership.OUT ? Membership.OUT : withinLimits(walked, scheme, version);
    }

    private static Membership before(VersionScheme scheme, String version, String fixed) {
        if (isLowest(fixed)) {
            return Membership.OUT;
        }
        return switch (scheme.compare(version, fixed)) {
            case LESS -> Membership.IN;
            case EQUAL, GREATER -> Membership.OUT;
            case CANNOT_TELL -> Membership.CANNOT_TELL;
        };
    }

    private Membership walk(VersionScheme scheme, String version) {
        RangeEvent last = null;
        boolean maybeOn = false;
        boolean maybeOff = false;
        for (RangeEvent event : events) {
            if (event instanceof RangeEvent.Limit) {
                continue;
            }
            Membership reached = reached(event, scheme, version);
            if (reached == Membership.IN) {
                last = last == null ? event : later(last, event, scheme);
            } else if (reached == Membership.CANNOT_TELL) {
                maybeOn |= event instanceof RangeEvent.Introduced;
                maybeOff |= !(event instanceof RangeEvent.Introduced);
            }
        }
        boolean on = last instanceof RangeEvent.Introduced;
        if (on ? maybeOff : maybeOn) {
            return Membership.CANNOT_TELL;
        }
        return on ? Membership.IN : Membership.OUT;
    }

    /** Whether the walk up to {@code version} passes {@code event}. */
    private static Membership reached(RangeEvent event, VersionScheme scheme, String version) {
        boolean closesAfter = event instanceof RangeEvent.LastAffected;
        if (!closesAfter && isLowest(event.version())) {
            return Membership.IN;
        }
        return switch (scheme.compare(version, event.version())) {
            case LESS -> Membership.OUT;
            case EQUAL -> closesAfter ? Membership.OUT : Membership.IN;
            case GREATER -> Membership.IN;
            case CANNOT_TELL -> Membership.CANNOT_TELL;
        };
    }

    /** Of two events the one that a stable sort puts last; {@code second} stands later in the record. */
    private static RangeEvent later(RangeEvent first, RangeEvent second, VersionScheme scheme) {
        if (isLowest(first.version())) {
            return second;
        }
        if (isLowest(second.version())) {
            return first;
        }
        return scheme.compare(first.version(), second.version()) == Order.GREATER ? first : second;
    }

    private Membership withinLimits(Membership walked, VersionScheme scheme, String version) {
        boolean limited = false;
        boolean unsure = false;
        for (RangeEvent event : events) {
            if (!(event instanceof RangeEvent.Limit(String limit))) {
                continue;
            }
            Order order = limit.equals("*") ? Order.LESS : scheme.compare(version, limit);
            if (order == Order.LESS) {
                return walked;
            }
            limited = true;
            unsure |= order == Order.CANNOT_TELL;
        }
        if (!limited) {
            return walked;
        }
        return unsure ? Membership.CANNOT_TELL : Membership.OUT;
    }

    private static boolean isLowest(String version) {
        return version.equals("0");
    }
}
