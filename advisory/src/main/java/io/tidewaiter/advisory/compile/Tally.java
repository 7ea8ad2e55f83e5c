package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.DbFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Counts and bounded lists of reasons while a compilation runs. */
final class Tally {
    private static final int TEXT_CHARS_MAX = 200;

    private final int reasonsMax;
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final List<CompileReport.Reason> refused = new ArrayList<>();
    private final List<CompileReport.Reason> notes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    Tally(int reasonsMax) {
        this.reasonsMax = reasonsMax;
    }

    void count(String name) {
        count(name, 1);
    }

    /** Counts many at once; a name that was counted nothing does not appear. */
    void count(String name, long more) {
        if (more > 0) {
            counts.merge(name, more, Long::sum);
        }
    }

    void refuse(String document, String reason) {
        count("refused");
        add(refused, document, reason);
    }

    /** A part of a document that still counts otherwise. */
    void refusePart(String part, String reason) {
        count("refused parts");
        add(refused, part, reason);
    }

    void note(String document, String reason) {
        count("notes");
        add(notes, document, reason);
    }

    void fault(String feed, String reason) {
        count("faults");
        if (faults.size() < reasonsMax) {
            faults.add(quoted(feed) + ": " + quoted(reason));
        }
    }

    private void add(List<CompileReport.Reason> reasons, String document, String reason) {
        if (reasons.size() < reasonsMax) {
            reasons.add(new CompileReport.Reason(quoted(document), quoted(reason)));
        }
    }

    /** Foreign text for a person: cut, and without control characters. */
    private static String quoted(String text) {
        String cut = text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "…";
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    List<DbFacts.Count> counts() {
        return counts.entrySet().stream()
                .map(count -> new DbFacts.Count(count.getKey(), count.getValue()))
                .toList();
    }

    long counted(String name) {
        return counts.getOrDefault(name, 0L);
    }

    List<CompileReport.Reason> refused() {
        return refused;
    }

    List<CompileReport.Reason> notes() {
        return notes;
    }

    List<String> faults() {
        return faults;
    }
}
