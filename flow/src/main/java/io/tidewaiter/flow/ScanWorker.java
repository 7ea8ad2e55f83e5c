package io.tidewaiter.flow;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.assess.Assessor;
import io.tidewaiter.catalog.CatalogException;
import io.tidewaiter.catalog.CatalogVersion;
import io.tidewaiter.flow.discover.Covered;
import io.tidewaiter.flow.reevaluate.Advisories;
import io.tidewaiter.flow.vex.AttachedVex;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.store.JobOutcome;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Does one job: pulls, scans what is not known yet, stores. A crash anywhere before the store repeats the job; after it
 * the job is done, and doing it again would change nothing.
 */
final class ScanWorker {
    private static final int ATTEMPTS_MAX = 5;

    /** A registry may tell of a push before each of its replicas has it; what was deleted meanwhile is given up soon. */
    private static final int ATTEMPTS_MAX_GONE = 3;

    private static final String NOT_AN_IMAGE = "NotAnImage";
    private static final String OTHERS_READ = "; the other images of the index were read";
    private static final Duration RETRY_FIRST = Duration.ofSeconds(2);
    private static final int CRASHES_MAX = 8;

    private final State state;
    private final ScanPipeline pipeline;
    private final Advisories advisories;
    private final ImageSource images;
    private final Covered covered;
    private final Steps steps;
    private final AttachedVex attached;
    private final ImagesAtWork atWork = new ImagesAtWork();
    private final ImagesReadAgain readAgain = new ImagesReadAgain();

    ScanWorker(Flow.Parts parts, Steps steps, AttachedVex attached) {
        this.attached = attached;
        this.state = parts.state();
        this.pipeline = parts.pipeline();
        this.advisories = parts.advisories();
        this.images = parts.images();
        this.covered = parts.reconciler().covered();
        this.steps = steps;
    }

    /** Works on the job until it is stored, given back or given up. */
    void work(ScanQueue.Job job) throws InterruptedException {
        Optional<RegistryResource> registry =
                state.resources().registry(job.request().registryId());
        Optional<String> whyNot = registry.flatMap(covered::whyNot);
        steps.reached(Steps.Step.LEASED);
        if (registry.isEmpty()) {
            state.scanQueue().fail(job, "the registry is not known any more");
        } else if (whyNot.isPresent()) {
            state.scanQueue().drop(job, whyNot.get());
        } else if (job.attempt() > CRASHES_MAX) {
            giveUp(job, registry.get(), "the scan did not end in " + (job.attempt() - 1) + " attempts");
        } else {
            pull(job, registry.get());
        }
    }

    private void pull(ScanQueue.Job job, RegistryResource registry) throws InterruptedException {
        switch (images.pull(registry, job.request())) {
            case PullResult.Pulled pulled -> {
                steps.reached(Steps.Step.PULLED);
                try (ImagesAtWork.Held _ = atWork.hold(names(registry, pulled))) {
                    scan(job, registry, pulled);
                }
            }
            case PullResult.Gone(String message) -> {
                if (job.attempt() < ATTEMPTS_MAX_GONE) {
                    retry(job, registry, message);
                } else {
                    state.scanQueue().fail(job, message);
                }
            }
            case PullResult.Denied(String message) ->
                judged(job, registry, Assessor.notApplicable(Assessor.REGISTRY_DENIED, message));
            case PullResult.Unsupported(String message) -> {
                judged(job, registry, Assessor.notApplicable(NOT_AN_IMAGE, message));
                lookAtSubject(job, registry);
            }
            case PullResult.Invalid(String message) -> giveUp(job, registry, message);
            case PullResult.Failed(String message) -> retry(job, registry, message);
        }
    }

    private static Set<String> names(RegistryResource registry, PullResult.Pulled pulled) {
        return pulled.images().stream()
                .map(image -> registry.id() + "@" + image.identity().digest())
                .collect(Collectors.toSet());
    }

    private void scan(ScanQueue.Job job, RegistryResource registry, PullResult.Pulled pulled)
            throws InterruptedException {
        List<JobOutcome> outcomes = new ArrayList<>();
        try (Advisories.Lease lease = advisories.lease()) {
            for (PulledImage image : pulled.images()) {
                outcomes.add(outcome(job, image, lease.db()));
            }
        } catch (CatalogException e) {
            retry(job, registry, String.valueOf(e.getMessage()));
            return;
        }
        steps.reached(Steps.Step.ASSESSED);
        Optional<String> unreached = unreached(job, outcomes, pulled.missing());
        if (unreached.isPresent()) {
            outcomes.removeIf(outcome -> unreached(outcome).findAny().isPresent());
        }
        pulled.missing().stream()
                .filter(image -> unreached.isEmpty() || !(image.why() instanceof PullResult.Failed))
                .forEach(image -> judged(image).ifPresent(outcomes::add));
        if (!outcomes.isEmpty()) {
            lookForVex(job, registry, pulled);
        }
        if (unreached.isPresent()) {
            if (!outcomes.isEmpty()) { // nobody waits for one image of an index because of another
                state.images().storeSoFar(job, registry.subscriptionId(), outcomes);
                readAgain.add(job, outcomes);
            }
            retry(job, registry, unreached.get());
            return;
        }
        state.images().complete(job, registry.subscriptionId(), outcomes, gone(pulled.missing()));
        readAgain.forget(job);
        steps.reached(Steps.Step.STORED);
    }

    /** What the registry did not give and is to be asked for again: an image of an index, or a layer. */
    private static Optional<String> unreached(
            ScanQueue.Job job, List<JobOutcome> outcomes, List<PullResult.Missing> missing) {
        Stream<String> images = missing.stream()
                .filter(image -> job.attempt() < attemptsMax(image.why()))
                .map(PullResult.Missing::message);
        Stream<String> layers =
                job.attempt() < ATTEMPTS_MAX ? outcomes.stream().flatMap(ScanWorker::unreached) : Stream.empty();
        return Stream.concat(images, layers).findFirst();
    }

    private static int attemptsMax(PullResult.NoImage why) {
        return switch (why) {
            case PullResult.Failed _ -> ATTEMPTS_MAX;
            case PullResult.Gone _ -> ATTEMPTS_MAX_GONE;
            case PullResult.Denied _, PullResult.Unsupported _, PullResult.Invalid _ -> 1;
        };
    }

    /** What an index lists and the registry does not hold; empty where it holds all. */
    private static String gone(List<PullResult.Missing> missing) {
        List<String> gone = missing.stream()
                .filter(image -> image.why() instanceof PullResult.Gone)
                .map(PullResult.Missing::message)
                .toList();
        return switch (gone.size()) {
            case 0 -> "";
            case 1 -> gone.getFirst() + OTHERS_READ;
            default -> gone.getFirst() + "; so it is with " + (gone.size() - 1) + " more of the index" + OTHERS_READ;
        };
    }

    private static Stream<String> unreached(JobOutcome outcome) {
        return outcome instanceof JobOutcome.Scanned(ScanResult result)
                ? result.inventory().coverage().facts().stream()
                        .filter(fact -> fact.kind() == CoverageFact.Kind.LAYER_UNREACHABLE)
                        .map(CoverageFact::detail)
                : Stream.empty();
    }

    /** The verdict on an image of an index that was not pulled; none where the registry does not hold it. */
    private static Optional<JobOutcome> judged(PullResult.Missing image) {
        ImageIdentity identity = new ImageIdentity("", image.digest(), "", "", 0);
        return switch (image.why()) {
            case PullResult.Invalid(String message) ->
                Optional.of(new JobOutcome.Judged(identity, Assessor.failed(message)));
            case PullResult.Failed(String message) ->
                Optional.of(new JobOutcome.Judged(identity, Assessor.failed(message)));
            case PullResult.Denied(String message) ->
                Optional.of(new JobOutcome.Judged(identity, Assessor.notApplicable(Assessor.REGISTRY_DENIED, message)));
            case PullResult.Unsupported(String message) ->
                Optional.of(new JobOutcome.Judged(identity, Assessor.notApplicable(NOT_AN_IMAGE, message)));
            case PullResult.Gone _ -> Optional.empty();
        };
    }

    /** Before the findings are stored, so that what does not count never did. */
    private void lookForVex(ScanQueue.Job job, RegistryResource registry, PullResult.Pulled pulled) {
        Set<Digest> images = new LinkedHashSet<>();
        for (PulledImage image : pulled.images()) {
            Digest digest = image.identity().digest();
            if (digest != null && images.add(digest)) {
                attached.look(registry, new AttachedVex.Subject(job.request().repository(), digest, List.of(digest)));
            }
        }
        Digest asked = digest(job.request().digest());
        if (asked != null && !images.contains(asked)) {
            attached.look(registry, new AttachedVex.Subject(job.request().repository(), asked, images));
        }
    }

    /** What hangs on an image came: the image is looked at once more. */
    private void lookAtSubject(ScanQueue.Job job, RegistryResource registry) {
        if (!attached.isRead()) {
            return;
        }
        images.subject(registry, job.request())
                .filter(subject -> !subject.toString().equals(job.request().digest()))
                .ifPresent(subject -> state.scanQueue()
                        .enqueue(new ScanRequest(
                                job.request().registryId(),
                                job.request().repository(),
                                "",
                                subject.toString(),
                                "",
                                job.request().receivedAt())));
    }

    private JobOutcome outcome(ScanQueue.Job job, PulledImage image, AdvisoryDb db) throws InterruptedException {
        Digest digest = image.identity().digest();
        boolean isKnown = digest != null
                && (!job.forced() || readAgain.has(job, digest))
                && state.images()
                        .isKnown(
                                digest.toString(),
                                CatalogVersion.CURRENT,
                                db.snapshot().digest());
        if (isKnown) {
            return new JobOutcome.Known(image.identity());
        }
        ScanResult first = pipeline.scan(image, db);
        // Something between the registry and us may have changed a layer this time only: it is read once more, at once.
        return new JobOutcome.Scanned((hasChangedLayer(first) ? pipeline.scan(image, db) : first).withoutSuppressed());
    }

    private static boolean hasChangedLayer(ScanResult result) {
        return result.inventory().coverage().facts().stream()
                .anyMatch(fact -> fact.kind() == CoverageFact.Kind.DIGEST_MISMATCH && fact.layer() >= 0);
    }

    private void retry(ScanQueue.Job job, RegistryResource registry, String why) {
        if (job.attempt() >= ATTEMPTS_MAX) {
            giveUp(job, registry, why);
        } else {
            state.scanQueue().retryLater(job, RETRY_FIRST.multipliedBy(1L << (job.attempt() - 1)), why);
        }
    }

    private void giveUp(ScanQueue.Job job, RegistryResource registry, String why) {
        judged(job, registry, Assessor.failed(why));
    }

    private void judged(ScanQueue.Job job, RegistryResource registry, ImageAssessment assessment) {
        state.images().saveVerdict(job, registry.subscriptionId(), identity(registry, job.request()), assessment);
    }

    /** What is known of an image that was not pulled. */
    private static ImageIdentity identity(RegistryResource registry, ScanRequest request) {
        String tag = request.tag().isEmpty() ? "" : ":" + request.tag();
        return new ImageIdentity(
                registry.loginServer() + "/" + request.repository() + tag,
                digest(request.digest()),
                request.mediaType(),
                "",
                0);
    }

    private static @Nullable Digest digest(String text) {
        return text.isEmpty() ? null : Digest.parse(text);
    }
}
