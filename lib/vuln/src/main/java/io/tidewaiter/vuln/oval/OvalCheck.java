package io.tidewaiter.vuln.oval;

import java.util.List;

/**
 * One criterion of a definition.
 *
 * @param test reference of its test
 * @param comment what it says, for a person
 * @param isNegated whether it must not hold
 * @param beside comments of the criteria that must hold together with it, from the inside out
 * @param alternatives comments of criteria of which at least one must hold together with it
 */
public record OvalCheck(
        String test, String comment, boolean isNegated, List<String> beside, List<String> alternatives) {
    public OvalCheck {
        beside = List.copyOf(beside);
        alternatives = List.copyOf(alternatives);
    }
}
