package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A feed folder, compiled, and what it says of packages in lines that a test can read. */
public record Compiled(CompileReport report, AdvisoryDb db) implements AutoCloseable {
    /** Compiles what the folder holds. */
    public static Compiled of(Feeds feeds, Path target) {
        CompileReport report = feeds.compile(target);
        return new Compiled(report, AdvisoryDb.open(target));
    }

    /**
     * Every entry of a package as {@code id of feed: introduced 0, fixed 1.2; STATE; severity; note; scope}, without
     * the parts that are empty.
     */
    public List<String> says(String ecosystem, String name) {
        List<String> lines = new ArrayList<>();
        for (AffectedPackage entry : db.lookup(Ecosystem.parse(ecosystem), name)) {
            lines.add(line(entry));
        }
        return lines;
    }

    private String line(AffectedPackage entry) {
        Advisory advisory = db.advisory(entry.advisory());
        List<String> parts = new ArrayList<>();
        List<String> events = new ArrayList<>();
        entry.ranges().forEach(range -> range.events().forEach(event -> events.add(event(event))));
        boolean isFixed = events.stream().anyMatch(event -> event.startsWith("fixed"));
        parts.add(String.join(", ", events));
        parts.add(
                entry.isNotAffected()
                        ? "NOT_AFFECTED"
                        : isFixed ? "" : entry.openState().toString());
        parts.add(entry.severityWord());
        parts.add(entry.note());
        parts.add(entry.scope().ofSource() ? "source" : "");
        parts.add(String.join(" ", entry.scope().architectures()));
        parts.add(entry.scope().module());
        parts.add(entry.scope().channel());
        parts.add(entry.isOutvoted() ? "outvoted" : "");
        parts.removeIf(String::isEmpty);
        return advisory.id() + " of " + advisory.feed() + ": " + String.join("; ", parts);
    }

    private static String event(RangeEvent event) {
        return switch (event) {
            case RangeEvent.Introduced(String version) -> "introduced " + version;
            case RangeEvent.Fixed(String version) -> "fixed " + version;
            case RangeEvent.LastAffected(String version) -> "last " + version;
            case RangeEvent.Limit(String version) -> "limit " + version;
        };
    }

    @Override
    public void close() {
        db.close();
    }
}
