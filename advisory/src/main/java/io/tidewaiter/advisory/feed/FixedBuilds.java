package io.tidewaiter.advisory.feed;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fixed builds of one package in one stream of a release. A vendor fixes a vulnerability once for each minor release:
 * {@code curl} of RHEL 9 in {@code 7.76.1-23.el9_2.4} and in {@code 7.76.1-26.el9_3.2}, and {@code 7.76.1-26.el9_3} came
 * out between the two without the fix.
 *
 * <p>So everything below the lowest is affected, and of each later line what lies below its own fix. A line begins with
 * the first number of the release, {@code 7.76.1-26}; a later build of the same line holds the fix already.
 *
 * <p>Of RHEL itself what lies between two lines is affected, too: a minor release that has no fix of its own ({@code
 * 5.14.0-284.11.1.el9_2}, where 9.1 and 9.3 have one) is told to go to the next that has, as Red Hat's own definitions judge
 * it. One line has a fix for each minor release that it was built for ({@code 1-2.el9_1.3}, {@code 1-2.el9_3.1}), of which
 * the last one decides where there are several; but for modules, whose builds for different streams differ in nothing else.
 */
public final class FixedBuilds {
    /** What is before the first number of the release, that number, and the rest. */
    private static final Pattern LINE = Pattern.compile("(.*-)(\\d{1,9})(?![^.]).*");

    /** The minor release in the mark of a build, what is before it, and the rest. */
    private static final Pattern MINOR = Pattern.compile("(?<before>.*\\.el\\d+_)(?<number>\\d{1,4})(?!\\d).*");

    private final Map<String, Build> builds = new LinkedHashMap<>();

    private record Build(String version, Statement statement) {}

    /** The build of that epoch, version and release is fixed; what else the first statement says holds for all. */
    public void add(String version, Statement statement) {
        builds.putIfAbsent(version, new Build(version, statement));
    }

    /** Epoch, version and release of each build. */
    public List<String> versions() {
        return List.copyOf(builds.keySet());
    }

    /** One statement for all; at least one was added. */
    public Statement joined(Ecosystem ecosystem) {
        VersionScheme order = VersionSchemes.of(ecosystem).orElse(VersionSchemes.RPM);
        List<Build> sorted = new ArrayList<>(builds.values());
        sorted.sort(Comparator.comparing(Build::version, order.sorting()));
        boolean isSystem =
                ecosystem.name().equals("Red Hat") && ecosystem.release().startsWith("enterprise_linux");
        List<RangeEvent> events = new ArrayList<>();
        events.add(new RangeEvent.Introduced("0"));
        String last = "";
        for (Build build : sorted) {
            boolean isReplaced = isSystem && !isOfModule(build);
            String from = last.isEmpty() ? "" : begin(order, last, build.version(), isSystem);
            if (last.isEmpty() || order.compare(from, build.version()) == Order.LESS) {
                if (!last.isEmpty()) {
                    events.add(new RangeEvent.Introduced(from));
                }
                events.add(new RangeEvent.Fixed(build.version()));
                last = build.version();
            } else if (from.isEmpty() && isReplaced) {
                events.set(events.size() - 1, new RangeEvent.Fixed(build.version()));
                last = build.version();
            }
        }
        Statement one = sorted.getFirst().statement();
        return Statement.of(one.ecosystem(), one.name(), events, one.word())
                .scored(one.severity())
                .within(one.scope());
    }

    /** Where the builds begin that the version fixes and the last one does not; empty where both are of one line. */
    private static String begin(VersionScheme order, String last, String version, boolean isSystem) {
        String line = line(version);
        if (order.compare(line, last) == Order.GREATER) {
            return isSystem ? behind(last, line) : line;
        }
        Matcher minor = MINOR.matcher(last);
        Matcher other = MINOR.matcher(version);
        boolean isOfOther = isSystem
                && minor.matches()
                && other.matches()
                && !minor.group("number").equals(other.group("number"));
        return isOfOther ? minor.group("before") + (Integer.parseInt(minor.group("number")) + 1) : "";
    }

    private static boolean isOfModule(Build build) {
        return !build.statement().scope().module().isEmpty() || build.version().contains(".module");
    }

    /** Epoch, version and the first number of the release. */
    private static String line(String version) {
        int dot = version.indexOf('.', version.lastIndexOf('-') + 1);
        return dot < 0 ? version : version.substring(0, dot);
    }

    /** Where the builds begin that are of no line up to that of the version; the next line where that cannot be told. */
    private static String behind(String version, String next) {
        Matcher line = LINE.matcher(version);
        return line.matches() ? line.group(1) + (Long.parseLong(line.group(2)) + 1) : next;
    }
}
