package io.tidewaiter.flow.reevaluate;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.delta.AdvisoryDelta;
import io.tidewaiter.assess.Assessor;
import io.tidewaiter.assess.ReleaseSupport;
import io.tidewaiter.match.Matcher;
import io.tidewaiter.match.Rematcher;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.store.content.ReevaluationStore;
import io.tidewaiter.version.Ecosystem;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Matches again what new advisories judge otherwise. Its unit is the package version: an image is never read, and which
 * images a change touches is a join that nobody has to do here.
 *
 * <p>With the database of before at hand only the package versions are matched whose keys differ between the two
 * ({@link AdvisoryDelta}); without it, after a restart, all that the new one has not decided. It can end at any point:
 * what was written holds, the rest is found again. Results are written {@value #AT_A_TIME} at a time, so that scans and
 * requests are served in between.
 */
public final class Reevaluator {
    private static final int AT_A_TIME = 1_000;

    private final ReevaluationStore store;
    private final InstantSource clock;
    private final Runnable afterEachPart;

    public Reevaluator(ReevaluationStore store, InstantSource clock) {
        this(store, clock, () -> {});
    }

    /** @param afterEachPart is told whenever a part of the results is on disk */
    public Reevaluator(ReevaluationStore store, InstantSource clock, Runnable afterEachPart) {
        this.store = store;
        this.clock = clock;
        this.afterEachPart = afterEachPart;
    }

    /**
     * What was done.
     *
     * @param seen package versions that were looked at
     * @param matched those that were matched again
     * @param changed those of them with other matches than before
     * @param images images of which something else cannot be told than before
     */
    public record Summary(long seen, long matched, long changed, long images) {}

    /** Brings every package version to the word of {@code now}; {@code before} is what judged until now, where known. */
    public Summary run(Optional<AdvisoryDb> before, AdvisoryDb now) {
        Instant began = clock.instant();
        Optional<AdvisoryDb> other = before.filter(
                db -> !db.snapshot().digest().equals(now.snapshot().digest()));
        Set<String> feedsBefore = other.map(AdvisoryDb::snapshot)
                .orElseGet(() -> new AdvisorySnapshot("", store.feedsBefore(now.snapshot())))
                .names();
        Due due = other.map(db -> due(db, now)).orElse(new Due("", new AdvisoryDelta(Set.of(), Set.of()), Set.of()));
        Set<Long> images = new HashSet<>();
        Summary matched = packages(now, due, images);
        if (!due.confirmed().isEmpty()) {
            store.confirm(now.snapshot(), due.confirmed());
        }
        epss(now);
        images.addAll(otherwiseCovered(feedsBefore, now));
        images.forEach(image -> judge(image, now));
        store.finish(now.snapshot(), matched.matched(), matched.changed(), began);
        return new Summary(matched.seen(), matched.matched(), matched.changed(), images.size());
    }

    /**
     * What has to be matched.
     *
     * @param confirmed digest of the database whose word holds for what does not differ; empty for none
     */
    private record Due(String confirmed, AdvisoryDelta delta, Set<Long> packages) {
        boolean is(ReevaluationStore.Known known) {
            if (confirmed.isEmpty() || !known.decidedBy().equals(confirmed) || packages.contains(known.id())) {
                return true;
            }
            return Rematcher.keys(known.installed(), known.context()).stream().anyMatch(delta.packages()::contains);
        }
    }

    private Due due(AdvisoryDb before, AdvisoryDb now) {
        AdvisoryDelta delta = AdvisoryDelta.between(before, now);
        return new Due(before.snapshot().digest(), delta, store.packagesWith(delta.vulnerabilities()));
    }

    private Summary packages(AdvisoryDb now, Due due, Set<Long> images) {
        long seen = 0;
        long matched = 0;
        long changed = 0;
        List<ReevaluationStore.Known> known = store.pending(now.snapshot(), 0, AT_A_TIME);
        while (!known.isEmpty()) {
            Rematcher matcher = new Rematcher(now);
            List<ReevaluationStore.Again> again = new ArrayList<>();
            for (ReevaluationStore.Known one : known) {
                if (due.is(one)) {
                    Rematcher.Outcome outcome = matcher.match(one.installed(), one.context());
                    again.add(new ReevaluationStore.Again(one.id(), outcome.matches(), outcome.undecided()));
                }
            }
            seen += known.size();
            matched += again.size();
            if (!again.isEmpty()) {
                ReevaluationStore.Written written = store.write(now.snapshot(), again);
                changed += written.changed();
                images.addAll(store.imagesWith(written.otherwiseUndecided()));
                afterEachPart.run();
            }
            known = store.pending(now.snapshot(), known.getLast().id(), AT_A_TIME);
        }
        return new Summary(seen, matched, changed, 0);
    }

    /** EPSS has new numbers every day; they stand with the vulnerability and change no match. */
    private void epss(AdvisoryDb now) {
        Map<String, Double> changed = new HashMap<>();
        store.epss().forEach((id, stored) -> {
            double probability = now.enrichment(id).epssProbability();
            if (Double.compare(probability, stored) != 0) {
                changed.put(id, probability);
            }
            if (changed.size() == AT_A_TIME) {
                store.writeEpss(changed);
                changed.clear();
            }
        });
        if (!changed.isEmpty()) {
            store.writeEpss(changed);
        }
    }

    // What could not be told

    /** The images with packages for which there were no advisories before and are now, or the other way round. */
    private Set<Long> otherwiseCovered(Set<String> feedsBefore, AdvisoryDb now) {
        Set<String> feeds = now.snapshot().names();
        Set<Long> images = new HashSet<>();
        for (String text : store.ecosystems()) {
            Ecosystem ecosystem = Ecosystem.parse(text);
            if (Matcher.isCovered(ecosystem, feedsBefore) != Matcher.isCovered(ecosystem, feeds)) {
                images.addAll(store.imagesWith(text));
            }
        }
        return images;
    }

    private void judge(long image, AdvisoryDb now) {
        Optional<Inventory> inventory = store.inventory(image);
        if (inventory.isEmpty()) {
            return; // it was read by a version that kept less; it is judged with its next scan
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        store.writeVerdict(
                image,
                inventory.get(),
                Assessor.assess(
                        inventory.get(),
                        new Matcher(now).match(inventory.get()),
                        ReleaseSupport.facts(inventory.get(), today)));
    }
}
