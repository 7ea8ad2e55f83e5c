package io.tidewaiter.vuln.oval;

import java.util.List;

/**
 * A test of packages, resolved: which ones, and what their version is held against.
 *
 * @param names of the packages; a variable of names gives several
 * @param operation of the version: {@code less than}, {@code equals}, {@code greater than or equal}, ...; empty where no
 *     version is tested, then the package only has to be there
 * @param version {@code [epoch:]version-release} as written; empty where none is tested
 * @param architecture pattern that the architecture must match; empty where none is tested
 */
public record OvalTest(List<String> names, String operation, String version, String architecture) {
    public OvalTest {
        names = List.copyOf(names);
    }
}
