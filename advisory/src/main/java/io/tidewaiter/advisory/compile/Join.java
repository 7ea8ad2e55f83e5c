package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.Advisory;
import io.tidewaiter.advisory.Enrichment;
import io.tidewaiter.advisory.VulnerabilityNames;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.vuln.CvssScore;
import io.tidewaiter.vuln.OsvRecord;
import io.tidewaiter.vuln.OsvReference;
import io.tidewaiter.vuln.Weaknesses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What can only be said when all records are known: names over all feeds, enrichment by CVE, feeds with counts. */
final class Join {
    private static final int TITLE_CHARS_MAX = 200;

    private final RecordStore store;
    private final CompileLimits limits;
    private final Tally tally;

    Join(RecordStore store, CompileLimits limits, Tally tally) {
        this.store = store;
        this.limits = limits;
        this.tally = tally;
    }

    /** Every record, in the order of the store. */
    List<Advisory> advisories() {
        VulnerabilityIds ids = new VulnerabilityIds();
        store.all().forEach(draft -> ids.learn(draft.record()));
        List<Advisory> advisories = new ArrayList<>();
        for (RecordStore.Draft draft : store.all()) {
            List<VulnerabilityNames> names = ids.of(draft.record(), draft.ecosystem(), limits.namesMax());
            if (names.size() == limits.namesMax()) {
                tally.note(draft.record().id(), "names more than " + limits.namesMax() + " vulnerabilities");
            }
            advisories.add(advisory(draft, names));
        }
        return advisories;
    }

    private static Advisory advisory(RecordStore.Draft draft, List<VulnerabilityNames> names) {
        OsvRecord record = draft.record();
        return new Advisory(
                record.id(),
                draft.feed(),
                names,
                FeedRules.severityWord(record),
                draft.scores(),
                title(record),
                record.references().stream().map(OsvReference::url).toList(),
                record.published(),
                record.modified(),
                Weaknesses.ofText(record.databaseSpecific().getOrDefault(Weaknesses.KEY, "")));
    }

    /** The summary, else the first sentence of the details, as one line. */
    private static String title(OsvRecord record) {
        String text = record.summary().isBlank() ? record.details() : record.summary();
        String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        if (line.length() <= TITLE_CHARS_MAX) {
            return line;
        }
        int space = line.lastIndexOf(' ', TITLE_CHARS_MAX - 1);
        return line.substring(0, space > TITLE_CHARS_MAX / 2 ? space : TITLE_CHARS_MAX - 1) + "…";
    }

    /** By CVE: only for CVEs that a record names, and only where something is known. */
    NavigableMap<String, Enrichment> enrichments(List<Advisory> advisories, EnrichmentFiles files) {
        Map<String, List<CvssScore>> scores = new TreeMap<>();
        Map<String, Set<String>> weaknesses = new HashMap<>();
        Iterator<RecordStore.Draft> drafts = store.all().iterator();
        for (Advisory advisory : advisories) {
            RecordStore.Draft draft = drafts.next();
            advisory.names().forEach(name -> scores.computeIfAbsent(name.id(), _ -> new ArrayList<>()));
            if (!advisory.isNotice()) {
                weaknesses
                        .computeIfAbsent(advisory.names().getFirst().id(), _ -> new TreeSet<>())
                        .addAll(advisory.weaknesses());
                scores.computeIfAbsent(advisory.names().getFirst().id(), _ -> new ArrayList<>())
                        .addAll(draft.scores().isEmpty() ? draft.packageScores() : draft.scores());
            }
        }
        scores.forEach((id, all) -> all.addAll(store.worth(id)));
        TreeMap<String, Enrichment> enrichments = new TreeMap<>();
        scores.forEach((id, all) -> {
            Enrichment one = new Enrichment(
                    files.exploited().contains(id) || store.isExploited(id),
                    files.probabilities().getOrDefault(id, -1.0),
                    Scores.best(all),
                    weaknesses(weaknesses.getOrDefault(id, Set.of()), store.weaknesses(id)));
            if (!one.equals(Enrichment.NONE)) {
                enrichments.put(id, one);
            }
        });
        return enrichments;
    }

    private static List<String> weaknesses(Set<String> ofRecords, Set<String> ofOthers) {
        Set<String> all = new TreeSet<>(ofRecords);
        all.addAll(ofOthers);
        return Weaknesses.of(all);
    }

    /** Every ecosystem that somebody speaks for, with its release, how many records speak for it and the latest change among them. */
    List<AdvisorySnapshot.Feed> feeds() {
        Map<String, Long> records = new TreeMap<>();
        Map<String, String> newest = new TreeMap<>();
        for (RecordStore.Draft draft : store.all()) {
            Set<String> named = new HashSet<>();
            for (RecordStore.Entry entry : draft.entries()) {
                if (store.isSpoken(entry.ecosystem())) {
                    named.add(entry.ecosystem().toString());
                }
            }
            for (String ecosystem : named) {
                records.merge(ecosystem, 1L, Long::sum);
                newest.merge(ecosystem, draft.record().modified(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
            }
        }
        return records.entrySet().stream()
                .map(e -> new AdvisorySnapshot.Feed(e.getKey(), e.getValue(), newest.getOrDefault(e.getKey(), "")))
                .toList();
    }
}
