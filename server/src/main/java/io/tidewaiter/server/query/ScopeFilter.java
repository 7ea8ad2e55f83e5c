package io.tidewaiter.server.query;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which way from the scopes that a question names the assignments are looked for that {@code authorizationresources} and
 * {@code policyresources} hold; rows of other tables lie at or below those scopes, whatever it says (Azure wire reference
 * 3.1).
 */
enum ScopeFilter {
    /** At the scopes and below; what holds where nothing is said. */
    AtScopeAndBelow(true, false),
    /** At the scopes and above: what is inherited there. */
    AtScopeAndAbove(false, true),
    /** At the scopes only. */
    AtScopeExact(false, false),
    /** At the scopes, above and below. */
    AtScopeAboveAndBelow(true, true);

    private final boolean isBelow;
    private final boolean isAbove;

    ScopeFilter(boolean isBelow, boolean isAbove) {
        this.isBelow = isBelow;
        this.isAbove = isAbove;
    }

    boolean isBelow() {
        return isBelow;
    }

    boolean isAbove() {
        return isAbove;
    }

    /** The filter of a name, in any case; empty where there is none. */
    static Optional<ScopeFilter> of(String name) {
        return Arrays.stream(values())
                .filter(f -> f.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
