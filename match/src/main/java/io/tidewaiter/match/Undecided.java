package io.tidewaiter.match;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.util.ArrayList;
import java.util.List;

/** Gathers what could not be judged, and says it in a bounded number of facts. */
final class Undecided {
    private static final int FACTS_MAX = 100;
    private static final int RECORDS_NAMED = 5;
    private static final int TEXT_CHARS_MAX = 120;

    private final List<CoverageFact> facts = new ArrayList<>();
    private int packagesMore;
    private int recordsMore;

    void add(InstalledPackage installed, Subject subject, List<Verdicts.Undecided> undecided) {
        if (undecided.isEmpty()) {
            return;
        }
        if (facts.size() == FACTS_MAX) {
            packagesMore++;
            recordsMore += undecided.size();
            return;
        }
        String records = String.join(
                ", ",
                undecided.stream()
                        .limit(RECORDS_NAMED)
                        .map(Verdicts.Undecided::record)
                        .toList());
        int more = undecided.size() - Math.min(undecided.size(), RECORDS_NAMED);
        String detail = subject.ecosystem() + " package " + quoted(subject.name()) + " at version "
                + quoted(subject.version()) + " cannot be judged by " + records
                + (more > 0 ? " and " + more + " more" : "") + ": "
                + undecided.getFirst().why();
        facts.add(new CoverageFact(
                CoverageFact.Kind.CANNOT_TELL,
                installed.evidence().path(),
                installed.evidence().layer(),
                detail));
    }

    List<CoverageFact> facts() {
        List<CoverageFact> all = new ArrayList<>(facts);
        if (packagesMore > 0) {
            all.add(new CoverageFact(
                    CoverageFact.Kind.CANNOT_TELL,
                    "",
                    -1,
                    packagesMore + " more packages cannot be judged by " + recordsMore + " advisories"));
        }
        return all;
    }

    static String quoted(String text) {
        String cut = text.length() <= TEXT_CHARS_MAX ? text : text.substring(0, TEXT_CHARS_MAX) + "…";
        return "'" + cut.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?") + "'";
    }
}
