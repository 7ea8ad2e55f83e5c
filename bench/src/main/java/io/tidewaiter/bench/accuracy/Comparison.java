package io.tidewaiter.bench.accuracy;

import io.tidewaiter.bench.accuracy.ScannedImage.Entry;
import io.tidewaiter.bench.accuracy.ScannedImage.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Our reading of one image beside its labels.
 *
 * @param expected how many packages are expected, or -1 where there is no list
 * @param theirs how many entries the second implementation has
 * @param agreed how many of them we have, with the same fixed version
 */
record Comparison(
        LabelledImage image, ScannedImage ours, int expected, int theirs, int agreed, List<Difference> differences) {
    Comparison {
        differences = List.copyOf(differences);
    }

    static Comparison of(LabelledImage image, ScannedImage ours) {
        List<Difference> differences = new ArrayList<>();
        SortedSet<String> expected = null;
        if (image.expected() != null) {
            expected = Labels.packages(image.expected());
            packages(expected, ours.packages(), differences);
        }
        Map<Entry, String> theirs = Labels.findings(image.oracle());
        int agreed = findings(theirs, ours, differences);
        return new Comparison(image, ours, size(expected), theirs.size(), agreed, differences);
    }

    private static int size(@Nullable SortedSet<String> expected) {
        return expected == null ? -1 : expected.size();
    }

    long count(Difference.Kind kind) {
        return differences.stream().filter(d -> d.kind() == kind).count();
    }

    private static void packages(SortedSet<String> expected, SortedSet<String> found, List<Difference> differences) {
        SortedSet<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        missing.forEach(p -> differences.add(new Difference(Difference.Kind.PACKAGE_MISSING, p, "not listed by us")));
        SortedSet<String> extra = new TreeSet<>(found);
        extra.removeAll(expected);
        extra.forEach(p -> differences.add(new Difference(Difference.Kind.PACKAGE_EXTRA, p, "listed by us only")));
    }

    private static int findings(Map<Entry, String> theirs, ScannedImage ours, List<Difference> differences) {
        int agreed = 0;
        for (Map.Entry<Entry, String> their : theirs.entrySet()) {
            List<Found> found = ours.findings().getOrDefault(their.getKey(), List.of());
            String subject = their.getKey().toString();
            if (found.isEmpty()) {
                differences.add(new Difference(Difference.Kind.FINDING_MISSING, subject, "not found by us"));
            } else if (found.stream().noneMatch(f -> f.fixedByRecord().equals(their.getValue()))) {
                String fix = found.getFirst().fixedByRecord();
                differences.add(new Difference(
                        Difference.Kind.FIX,
                        subject,
                        "fixed in " + version(fix) + " (ours), " + version(their.getValue()) + " (theirs)"));
            } else {
                agreed++;
            }
        }
        ours.findings().keySet().stream()
                .filter(entry -> !theirs.containsKey(entry))
                .forEach(entry -> differences.add(
                        new Difference(Difference.Kind.FINDING_EXTRA, entry.toString(), "found by us only")));
        merged(ours, differences);
        return agreed;
    }

    /** A finding of ours that rests on several records is several entries of theirs. */
    private static void merged(ScannedImage ours, List<Difference> differences) {
        SortedSet<String> seen = new TreeSet<>();
        ours.findings()
                .forEach((entry, found) -> found.stream()
                        .filter(f -> f.records().size() > 1)
                        .filter(f -> seen.add(entry.name() + " " + f.id()))
                        .forEach(f -> differences.add(new Difference(
                                Difference.Kind.MERGED,
                                entry.name() + " " + entry.version() + " " + f.id(),
                                String.join(" and ", f.records()) + " are one finding, fixed in "
                                        + version(f.fixed())))));
    }

    private static String version(String fixed) {
        return fixed.isEmpty() ? "no version" : fixed;
    }
}
