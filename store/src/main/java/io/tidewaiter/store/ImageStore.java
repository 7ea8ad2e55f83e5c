package io.tidewaiter.store;

import io.tidewaiter.assess.RemediationPlan;
import io.tidewaiter.assess.rule.Rule;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.store.content.AdvisoryRows;
import io.tidewaiter.store.content.Gaps;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.judge.Judging;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images: where they lie, what they contain, what speaks for that, and what follows.
 *
 * <p>A finding is never stored. It is the join of "the image contains the package" and "the package matches the
 * vulnerability", each with the interval in which it holds; so a match that one scan decides anew holds for every image
 * with that package at once, and the past can be asked.
 */
public final class ImageStore {
    private final Database database;
    private final Clock clock;
    private final ScanQueue queue;
    private final ImageWriter writer;
    private final Judging judging;

    ImageStore(Database database, Clock clock, ScanQueue queue, Judging judging) {
        this.judging = judging;
        this.database = database;
        this.clock = clock;
        this.queue = queue;
        this.writer = new ImageWriter(clock, queue);
    }

    /** Stores the result of a job about one image and ends the job, in one transaction; the image is metered. */
    public void save(ScanQueue.Job job, String subscriptionId, ScanResult result) {
        complete(job, subscriptionId, List.of(new JobOutcome.Scanned(result)));
    }

    /** Stores that an image could not be judged, and ends the job; nothing is metered. */
    public void saveVerdict(ScanQueue.Job job, String subscriptionId, ImageIdentity image, ImageAssessment assessment) {
        complete(job, subscriptionId, List.of(new JobOutcome.Judged(image, assessment)));
    }

    /** Stores that a known image lies in another place, or in the same again, and ends the job. */
    public void attach(ScanQueue.Job job, String subscriptionId, ImageIdentity image) {
        complete(job, subscriptionId, List.of(new JobOutcome.Known(image)));
    }

    /**
     * Stores what a job found out about each of its images and ends the job, in one transaction. Doing it twice changes
     * nothing but times. The tag of the request points to these images from then on, unless a later event moved it.
     * Where no digest is known, neither from the image nor from the request, there is nothing to store it under: the job
     * is given up with the verdict's words.
     *
     * @param subscriptionId who is metered
     */
    public void complete(ScanQueue.Job job, String subscriptionId, List<JobOutcome> outcomes) {
        complete(job, subscriptionId, outcomes, "");
    }

    /**
     * The same.
     *
     * @param gap what of an index the registry does not hold, with which the job is given up; empty where it holds all
     */
    public void complete(ScanQueue.Job job, String subscriptionId, List<JobOutcome> outcomes, String gap) {
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException("a job ends with an outcome: " + job);
        }
        database.write(sql -> {
            Optional<String> problem = writer.store(sql, queue.joined(sql, job), subscriptionId, outcomes, true);
            if (problem.isPresent() || !gap.isEmpty()) {
                queue.fail(sql, job, problem.orElse(gap));
            } else {
                queue.complete(sql, job);
            }
            return true;
        });
        queue.wake();
    }

    /**
     * Stores what a job found out so far; it goes on, and {@link #complete} has all of it in the end. Until then the tag of
     * the request points to what it pointed to before, too.
     */
    public void storeSoFar(ScanQueue.Job job, String subscriptionId, List<JobOutcome> outcomes) {
        database.write(sql -> writer.store(sql, queue.joined(sql, job), subscriptionId, outcomes, false));
        queue.wake(); // other registries may be asked now
    }

    /** Makes a database the newest, so that its matches replace those of all others; where it is, nothing changes. */
    public void activate(AdvisorySnapshot advisories) {
        database.write(sql -> AdvisoryRows.activate(sql, advisories, clock.instant()));
    }

    /**
     * Whether the image was read by this code, all layers having come as their digests say and no cell having died over
     * one (or too often to try again), and last judged by these advisories.
     */
    public boolean isKnown(String digest, String catalogVersion, String advisoryDigest) {
        return database.read(
                        sql -> sql.number("""
                        SELECT count(*) FROM image i
                        JOIN image_verdict v ON v.image = i.id AND v.valid_to IS NULL
                        JOIN advisory_snapshot a ON a.digest = ?
                        WHERE i.digest = ? AND v.catalog_version = ? AND v.advisory IS NOT NULL
                          AND (v.advisory = a.id OR EXISTS (
                            SELECT 1 FROM reevaluation e WHERE e.advisory = a.id AND e.done_at >= v.valid_from))
                          AND NOT EXISTS (
                            SELECT 1 FROM coverage c
                            WHERE c.id = v.coverage AND (%s OR %s))
                        """.formatted(Gaps.ANY, Gaps.DIED), advisoryDigest, digest, catalogVersion))
                > 0;
    }

    /**
     * One row for each finding of each image of the scope, one for an image without findings. The order is stable:
     * registries by id, images as they were first seen, findings by vulnerability, ecosystem, package and version.
     *
     * @throws IllegalArgumentException for a token that this method did not give
     */
    public Page<SubAssessmentRow> subAssessments(SubAssessmentQuery query) {
        return judged(sql -> new SubAssessmentReader(sql, judging, query.asOf()).page(query));
    }

    /** The row of a name, as it holds now. */
    public Optional<SubAssessmentRow> subAssessment(String registryId, String name) {
        return subAssessment(registryId, name, null);
    }

    /** The row of a name, as it was known at a time; null for now. */
    public Optional<SubAssessmentRow> subAssessment(String registryId, String name, @Nullable Instant asOf) {
        return judged(sql -> new SubAssessmentReader(sql, judging, asOf).byName(registryId, name));
    }

    /**
     * What a rule would hide in these registries, without writing it.
     *
     * @param max findings that are shown
     */
    public RulePreview preview(Rule rule, List<String> registryIds, int max) {
        List<String> keys =
                registryIds.stream().map(id -> id.toLowerCase(Locale.ROOT)).toList();
        return judged(sql -> SummaryReader.preview(sql, judging, rule, keys, max));
    }

    /** The registry in numbers, as they are now. */
    public RegistrySummary summary(String registryId) {
        return summary(registryId, null);
    }

    /** The registry in numbers, as they were known at a time; null for now. */
    public RegistrySummary summary(String registryId, @Nullable Instant asOf) {
        return judged(sql -> SummaryReader.read(sql, judging, registryId.toLowerCase(Locale.ROOT), asOf));
    }

    /**
     * A registry's repositories in numbers, each with what to do, by name.
     *
     * @param after the last repository that was seen; empty for the first
     * @param images the most images of a repository that are looked at, the newest first
     */
    public List<RepositorySummary> repositories(
            String registryId, String after, int max, int images, @Nullable Instant asOf) {
        String key = registryId.toLowerCase(Locale.ROOT);
        return judged(sql -> {
            SubAssessmentReader reader = new SubAssessmentReader(sql, judging, asOf);
            List<RepositorySummary> found = new ArrayList<>();
            for (String name : reader.repositories(key, after, max)) {
                found.add(reader.repository(key, name, images));
            }
            return found;
        });
    }

    /** A repository in numbers; no image where it holds none. */
    public RepositorySummary repository(String registryId, String name, int images, @Nullable Instant asOf) {
        return judged(sql -> new SubAssessmentReader(sql, judging, asOf)
                .repository(registryId.toLowerCase(Locale.ROOT), name, images));
    }

    /**
     * What to do about the images of a registry, by layer and base image, as it is now or was at a time (null for now).
     *
     * @param images of a registry with more of them this is empty: reading all takes too long
     * @param findings the same of the findings of its images, with those that a rule hides
     */
    public Optional<List<RemediationPlan.Step>> plan(
            String registryId, int images, int findings, @Nullable Instant asOf) {
        return judged(sql -> new SubAssessmentReader(sql, judging, asOf)
                .plan(registryId.toLowerCase(Locale.ROOT), images, findings));
    }

    /** A read that asks rules. */
    private <T> T judged(Database.Work<T> work) {
        judging.above().look();
        return database.read(work);
    }

    /** What a subscription is billed for, the oldest first. */
    public List<MeterRecord> usage(String subscriptionId) {
        return database.read(sql -> sql.list(
                """
                SELECT subscription_key, digest, period, registry_id, repository, metered_at FROM meter
                WHERE subscription_key = ? ORDER BY period, id
                """,
                row -> new MeterRecord(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6))),
                subscriptionId.toLowerCase(Locale.ROOT)));
    }
}
