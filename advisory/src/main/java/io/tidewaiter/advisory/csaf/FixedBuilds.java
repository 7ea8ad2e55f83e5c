package io.tidewaiter.advisory.csaf;

import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.List;

/**
 * The fixed builds of one package in one stream of a release. A vendor fixes a vulnerability once for each minor release:
 * {@code curl} of RHEL 9 in {@code 7.76.1-23.el9_2.4} and in {@code 7.76.1-26.el9_3.2}, and {@code 7.76.1-26.el9_3} came
 * out between the two without the fix.
 *
 * <p>So everything below the lowest is affected, and of each later line what lies below its own fix. A line begins with
 * the first number of the release, {@code 7.76.1-26}; a later build of the same line holds the fix already.
 */
final class FixedBuilds {
    private final List<Build> builds = new ArrayList<>();

    private record Build(String version, Statement statement) {}

    void add(String version, Statement statement) {
        if (builds.stream().noneMatch(build -> build.version().equals(version))) {
            builds.add(new Build(version, statement));
        }
    }

    /** One statement for all; at least one was added. */
    Statement joined(Ecosystem ecosystem) {
        VersionScheme order = VersionSchemes.of(ecosystem).orElse(VersionSchemes.RPM);
        builds.sort((left, right) -> switch (order.compare(left.version(), right.version())) {
            case LESS -> -1;
            case GREATER -> 1;
            case EQUAL, CANNOT_TELL -> 0;
        });
        Build first = builds.getFirst();
        List<RangeEvent> events = new ArrayList<>();
        events.add(new RangeEvent.Introduced("0"));
        events.add(new RangeEvent.Fixed(first.version()));
        String last = first.version();
        for (Build build : builds) {
            String line = line(build.version());
            if (order.compare(line, last) == Order.GREATER) {
                events.add(new RangeEvent.Introduced(line));
                events.add(new RangeEvent.Fixed(build.version()));
                last = build.version();
            }
        }
        Statement one = first.statement();
        return Statement.of(one.ecosystem(), one.name(), events, one.word())
                .scored(one.severity())
                .within(one.scope());
    }

    /** Epoch, version and the first number of the release. */
    private static String line(String version) {
        int dot = version.indexOf('.', version.lastIndexOf('-') + 1);
        return dot < 0 ? version : version.substring(0, dot);
    }
}
