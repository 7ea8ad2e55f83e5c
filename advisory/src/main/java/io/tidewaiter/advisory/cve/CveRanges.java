package io.tidewaiter.advisory.cve;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.Successors;
import io.tidewaiter.version.VersText;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.vuln.cve.CveRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The {@code versions} of a product as ranges (CVE record format 5, "Version Status Decisions"): of the entries the first
 * that matches a version decides, with its changes in rising order; what none matches has the default status. Only
 * "affected" makes ranges, "unknown" does not.
 *
 * <p>Where the default is "affected" and every entry says the same of a range with an end, its author meant the entries to
 * be what is affected: the ends would say nothing else. There the default holds for what is older than all of them alone.
 *
 * <p>All versions that are named cut the line of versions into points and stretches between them; the algorithm is run
 * for each, and neighbours of the same status become one range.
 */
public final class CveRanges {
    /** What stands where an author knows no lower bound. */
    private static final Set<String> NO_BOUND = Set.of("", "*", "0", "n/a", "unspecified", "all");

    /** How many versions a product's entries may name, several times what a list of a record may hold. */
    private static final int NAMED_MAX = 400_000;

    private CveRanges() {}

    /** The ranges in which a program is affected by entries that say so; what none of them matches is unknown. */
    static List<VersionRange> of(
            Products.Known program, List<CveRecord.Version> entries, VersionScheme scheme, Consumer<String> refused) {
        return of(
                new CveRecord.Product("", program.name(), "", "", "", List.of(), "unknown", entries), scheme, refused);
    }

    /** The ranges in which the product is affected; what cannot be read is refused alone. */
    public static List<VersionRange> of(CveRecord.Product product, VersionScheme scheme, Consumer<String> refused) {
        List<CveSpan> spans = new ArrayList<>();
        List<CveSpan> behind = new ArrayList<>();
        List<VersionRange> unordered = new ArrayList<>();
        int named = 0;
        for (CveRecord.Version version : product.versions()) {
            if (version.type().equals("git")) {
                continue; // commits say nothing of what is installed
            }
            List<CveSpan> read = spans(version, product.name(), scheme);
            named += 2 * read.size() + version.changes().size();
            if (named > NAMED_MAX) {
                refused.accept("more than " + NAMED_MAX + " versions");
                return List.of();
            }
            if (read.isEmpty()) {
                refused.accept("a range of versions that cannot be read: " + version.from());
            } else if (read.stream().allMatch(span -> span.isOrderedBy(scheme))) {
                spans.addAll(read);
                read.forEach(span -> span.upToFix(scheme).ifPresent(behind::add));
            } else if (version.status().equals("affected")) {
                read.forEach(span -> unordered.add(span.raw()));
            }
        }
        if (spans.isEmpty() && !product.versions().isEmpty()) {
            if (product.defaultStatus().equals("affected") && unordered.isEmpty()) {
                refused.accept("no version of it can be compared");
            }
            return unordered; // what it excepts is not known, so nothing is said of the rest
        }
        Optional<CveSpan> rest = rest(product, spans, scheme);
        spans.addAll(behind); // after all that the record says itself, which decides
        rest.ifPresent(spans::add);
        List<VersionRange> ranges = new ArrayList<>(unordered);
        try {
            ranges.addAll(0, new CveLine(spans, scheme).ranges(product.defaultStatus()));
        } catch (IllegalArgumentException circle) { // of the sort: some ecosystems' orders are no order for every text
            refused.accept("versions that have no order: " + circle.getMessage());
        }
        return ranges;
    }

    /** What no entry decides from the first of them on, where the entries alone are what is affected. */
    private static Optional<CveSpan> rest(CveRecord.Product product, List<CveSpan> spans, VersionScheme scheme) {
        boolean hasEnd = spans.stream()
                .anyMatch(span -> !span.to().isEmpty() && !span.to().equals(span.from()));
        boolean isMeant = product.defaultStatus().equals("affected")
                && hasEnd
                && spans.stream().allMatch(span -> span.status().equals("affected"));
        if (!isMeant) {
            return Optional.empty();
        }
        String first = spans.getFirst().from();
        for (CveSpan span : spans) {
            boolean isLower = span.from().equals(CveSpan.FIRST) || scheme.compare(span.from(), first) == Order.LESS;
            first = isLower && !first.equals(CveSpan.FIRST) ? span.from() : first;
        }
        return Optional.of(new CveSpan(first, "", true, "unaffected", List.of()));
    }

    private static List<CveSpan> spans(CveRecord.Version version, String product, VersionScheme scheme) {
        String begin = withoutName(version.from().strip(), product);
        String line = begin.endsWith(".*") || begin.endsWith(".x") ? begin.substring(0, begin.length() - 2) : "";
        if (version.below().isEmpty() && version.upTo().isEmpty()) {
            Optional<String> next = line.isEmpty() || !isVersion(line) ? Optional.empty() : Successors.ofLine(line);
            return next.map(end -> List.of(new CveSpan(line, end, false, version.status(), version.changes())))
                    .orElseGet(() -> single(version, begin, scheme));
        }
        boolean isOpen = NO_BOUND.contains(begin.toLowerCase(Locale.ROOT));
        String from = isOpen ? CveSpan.FIRST : line.isEmpty() ? begin : line;
        boolean isBelow = !version.below().isEmpty();
        String to = bare(isBelow ? version.below() : version.upTo());
        if (to.endsWith(".*")) {
            to = Successors.ofLine(to.substring(0, to.length() - 2)).orElse("?");
            isBelow = true;
        }
        if (isBelow && to.equals(from) && version.status().equals("affected")) {
            from = CveSpan.FIRST; // nothing is from a version to below it: Chrome's CNA writes the fix in both places
        }
        boolean isReadable = (isOpen || isVersion(from))
                && (to.equals("*") || isVersion(to))
                && version.changes().stream().allMatch(change -> isVersion(change.at()));
        return isReadable
                ? List.of(new CveSpan(
                        from,
                        to.equals("*") ? "" : to,
                        !isBelow || to.equals("*"),
                        version.status(),
                        version.changes()))
                : List.of();
    }

    /** One version, or a range written as text in its place. */
    private static List<CveSpan> single(CveRecord.Version version, String from, VersionScheme scheme) {
        if (from.equals("*") || from.equalsIgnoreCase("all")) {
            return List.of(new CveSpan(CveSpan.FIRST, "", true, version.status(), List.of()));
        }
        List<CveSpan> spans = new ArrayList<>();
        for (VersionRange range : VersText.parse(from, scheme).orElse(List.of())) {
            String begin = range.events().getFirst().version();
            RangeEvent end = range.events().getLast();
            boolean isClosed = !(end instanceof RangeEvent.Fixed);
            String to = range.events().size() > 1 ? end.version() : "";
            spans.add(new CveSpan(begin, to, isClosed, version.status(), version.changes()));
        }
        return spans;
    }

    /** Some authors write the product once more: {@code "version": "Apache HTTP Server 2.4"}. */
    private static String withoutName(String version, String product) {
        boolean isNamed = !product.isEmpty()
                && version.length() > product.length() + 1
                && version.regionMatches(true, 0, product, 0, product.length())
                && version.charAt(product.length()) == ' ';
        return isNamed ? ofLine(version.substring(product.length()).strip()) : version;
    }

    /** The conversion of older records wrote a line and its version into one text: {@code 2.4 2.4.49}. */
    private static String ofLine(String version) {
        int space = version.indexOf(' ');
        String rest = version.substring(space + 1);
        return space > 0 && rest.startsWith(version.substring(0, space) + '.') ? rest : version;
    }

    /** Some authors write the comparator once more: {@code "lessThanOrEqual": "<= 1.9.5"}. */
    private static String bare(String bound) {
        String text = bound.strip();
        int at = text.startsWith("<=") ? 2 : text.startsWith("<") ? 1 : 0;
        return text.substring(at).strip();
    }

    private static boolean isVersion(String text) {
        return text.equals("0") || VersText.parse("<" + text).isPresent();
    }
}
