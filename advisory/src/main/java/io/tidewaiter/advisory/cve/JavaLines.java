package io.tidewaiter.advisory.cve;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.vuln.cve.CveRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What records mean that name releases of Java ("supported versions that are affected are 8u411, 11.0.23, 17.0.11"): the
 * last one of each line, of which all before it are affected too; Oracle's bulletins of critical patch updates say so of
 * what they do not name. Lines that had no support any more were not looked at, so that nobody can tell of them: those
 * below the highest that is named, but for those of long-term support, which are named where they are affected.
 *
 * <p>The fix is in the next quarter's release of the line, and what is before that is affected also where it has a higher
 * number than the one that is named: OpenJDK's release of the same quarter (8u412 beside Oracle's 8u411), and what was
 * built between two quarters (8u345, 11.0.20.1). Since JDK 9 a quarter's release counts the third number (JEP 322); before
 * it each has ten numbers to itself, since 2015.
 */
final class JavaLines {
    /** What is told of a line that nobody has looked at. */
    static final String UNSUPPORTED =
            "it names releases of the lines that were supported then, and nobody has said anything of this line";

    /** The edition that one line of Oracle's JDK has. */
    private static final String PACK = "the Enterprise Performance Pack of Java SE 8";

    /** GraalVM has had the numbers of its JDK since then. */
    private static final int RENAMED = 23;

    private static final int MINORS_MAX = 1_000;

    /** Since then each quarter has ten numbers to itself. */
    private static final int TENS_SINCE = 100;

    /** The last line whose releases are updates. */
    private static final int LAST_OF_UPDATES = 8;

    private static final Pattern UPDATE =
            Pattern.compile("(?:1\\.)?+[1-8](?:\\.0)*(?:u|_|-?update_?|\\.0\\.)(\\d{1,5})(?!\\d).*");

    /** Numbers of a feature, its interim and its quarter. */
    private static final Pattern QUARTER =
            Pattern.compile("(\\d{1,4}+)(?:\\.(\\d{1,5}+))?+(?:\\.(\\d{1,5}+))?+(?!\\d).*");

    private static final Pattern NUMBERS = Pattern.compile("(?:1\\.(?=\\d))?+(\\d{1,4})(?:\\.(\\d{1,3})(?!\\d))?.*");

    private final Products.Known program;
    private final VersionScheme scheme;
    private final Scope scope;
    private final boolean hasMinors;

    private JavaLines(Products.Known program, VersionScheme scheme, Scope scope) {
        this.program = program;
        this.scheme = scheme;
        this.scope = scope;
        this.hasMinors = program.name().equals("graalvm");
    }

    /** What the entries say, and of what they leave open; what cannot be read is refused alone. */
    static List<Statement> statements(
            Products.Known program,
            List<CveRecord.Version> versions,
            VersionScheme scheme,
            Scope scope,
            Consumer<String> refused) {
        return new JavaLines(program, scheme, scope).read(versions, refused);
    }

    private List<Statement> read(List<CveRecord.Version> versions, Consumer<String> refused) {
        TreeMap<Integer, String> lasts = new TreeMap<>();
        TreeMap<Integer, String> packs = new TreeMap<>();
        Set<Integer> named = new TreeSet<>();
        List<CveRecord.Version> ranged = new ArrayList<>();
        for (CveRecord.Version version : versions) {
            boolean isRange = !version.below().isEmpty() || !version.upTo().isEmpty();
            String end = isRange ? version.below() + version.upTo() : version.from();
            Integer line = scheme.reads(end) ? line(end) : null;
            if (line != null) {
                named.add(line);
            }
            if (isRange || !version.status().equals("affected")) {
                ranged.add(version);
            } else if (line == null) {
                refused.accept("a version that is none in " + scheme.name() + " order: " + end);
            } else {
                (end.endsWith(OracleJava.PERFORMANCE_PACK) ? packs : lasts)
                        .merge(line, end, (one, other) -> scheme.compare(one, other) == Order.LESS ? other : one);
            }
        }
        List<VersionRange> ranges = ranges(lasts);
        if (!ranged.isEmpty()) {
            ranges.addAll(CveRanges.of(program, ranged, scheme, refused));
        }
        List<Statement> statements = new ArrayList<>();
        packs.keySet().removeAll(lasts.keySet());
        if (!packs.isEmpty() && program.name().equals("oracle/jdk")) {
            statements.add(statement(ranges(packs), scope.with(PACK)));
        }
        if (!ranges.isEmpty()) {
            statements.add(statement(ranges, scope));
            List<VersionRange> open = named.isEmpty() ? List.of() : open(named);
            if (!open.isEmpty()) {
                statements.add(statement(open, scope.open(UNSUPPORTED)));
            }
        }
        return statements;
    }

    private List<VersionRange> ranges(Map<Integer, String> lasts) {
        List<VersionRange> ranges = new ArrayList<>();
        lasts.forEach((line, last) -> ranges.add(range(new RangeEvent.Introduced(first(line)), end(last))));
        return ranges;
    }

    /** Where the next quarter's release begins; the last one itself where that cannot be told. */
    private RangeEvent end(String last) {
        if (hasMinors) {
            return new RangeEvent.LastAffected(last);
        }
        Matcher update = UPDATE.matcher(last);
        if (update.matches()) {
            int number = Integer.parseInt(update.group(1));
            return number < TENS_SINCE
                    ? new RangeEvent.LastAffected(last)
                    : new RangeEvent.Limit(line(last) + "u" + (number / 10 + 1) * 10);
        }
        Matcher numbers = QUARTER.matcher(last);
        return numbers.matches() && line(last) > LAST_OF_UPDATES
                ? new RangeEvent.Limit(
                        numbers.group(1) + "." + part(numbers.group(2)) + "." + (part(numbers.group(3)) + 1))
                : new RangeEvent.LastAffected(last);
    }

    private static int part(String number) {
        return number == null ? 0 : Integer.parseInt(number);
    }

    private Statement statement(List<VersionRange> ranges, Scope of) {
        return new Statement(program.ecosystem(), program.name(), ranges, VendorWord.AFFECTED, List.of(), of);
    }

    /** The stretches between the lines that are named. */
    private List<VersionRange> open(Set<Integer> named) {
        TreeSet<Integer> told = new TreeSet<>(named);
        int highest = told.last();
        if (!hasMinors) {
            IntStream.range(0, highest).filter(JavaLines::isLongTerm).forEach(told::add);
        }
        List<VersionRange> open = new ArrayList<>();
        String from = CveSpan.FIRST;
        int next = 0;
        for (int line : told) {
            if (line > next) {
                open.add(range(new RangeEvent.Introduced(from), new RangeEvent.Limit(first(line))));
            }
            next = line + 1;
            from = first(next);
        }
        int end = RENAMED * MINORS_MAX;
        if (hasMinors && next < end) {
            open.add(range(new RangeEvent.Introduced(from), new RangeEvent.Limit(first(end))));
        }
        return open;
    }

    /** Whether it is a JDK with long-term support: 8, 11, and since 17 one in two years. */
    private static boolean isLongTerm(int line) {
        return line == 8 || line == 11 || (line >= 17 && (line - 17) % 4 == 0);
    }

    private static VersionRange range(RangeEvent from, RangeEvent to) {
        return new VersionRange(VersionRange.Kind.ECOSYSTEM, List.of(from, to));
    }

    /** The number of a line: the JDK's major version; the first two numbers of GraalVM in one. */
    private Integer line(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.matches()) {
            throw new IllegalArgumentException("no number in a version that " + scheme.name() + " reads: " + version);
        }
        int major = Integer.parseInt(numbers.group(1));
        int minor = numbers.group(2) == null ? 0 : Integer.parseInt(numbers.group(2));
        return hasMinors ? major * MINORS_MAX + minor : major;
    }

    /** The lowest version of a line, before its first pre-release. */
    private String first(int line) {
        return hasMinors ? line / MINORS_MAX + "." + line % MINORS_MAX + "-dev" : line + "-0";
    }
}
