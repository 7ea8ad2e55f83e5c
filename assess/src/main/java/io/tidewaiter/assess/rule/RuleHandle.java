package io.tidewaiter.assess.rule;

import java.util.Set;

/** The narrowest thing by which what a rule may speak for can be found. */
public sealed interface RuleHandle {
    /** Images. */
    record Digests(Set<String> digests) implements RuleHandle {}

    /** Repositories by their whole names. */
    record Repositories(Set<String> names) implements RuleHandle {}

    /** Vulnerabilities by any of their names, in upper case. */
    record Ids(Set<String> ids) implements RuleHandle {}

    /** Packages by the name of the installed or the source package. */
    record Packages(Set<String> names) implements RuleHandle {}

    /**
     * Nothing narrows it.
     *
     * @param isBoundToPlaces whether it depends on the image
     */
    record Anything(boolean isBoundToPlaces) implements RuleHandle {}
}
