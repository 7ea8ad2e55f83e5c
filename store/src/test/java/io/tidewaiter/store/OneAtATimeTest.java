package io.tidewaiter.store;

import static io.tidewaiter.store.Samples.REGISTRY;
import static io.tidewaiter.store.Samples.SUBSCRIPTION;
import static io.tidewaiter.store.Samples.advisories;
import static io.tidewaiter.store.Samples.digest;
import static io.tidewaiter.store.Samples.identity;
import static io.tidewaiter.store.Samples.request;
import static io.tidewaiter.store.Samples.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.store.sync.SyncStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks for an image that waits or is being worked on already: it is read once, and nothing is lost. */
class OneAtATimeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String REPOSITORY = "team/app";

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private State state;
    private ScanQueue queue;

    @BeforeEach
    void open() {
        state = State.open(folder, clock);
        queue = state.scanQueue();
    }

    @AfterEach
    void close() {
        state.close();
    }

    private void pushed(String tag, int image) {
        event(List.of(request(REPOSITORY, tag, image, clock.instant())), List.of());
    }

    private void event(List<ScanRequest> requests, List<IntakeLog.Deletion> deletions) {
        long entry = state.intakeLog().append(REGISTRY, "distribution", new byte[0]);
        state.intakeLog().done(entry, requests, deletions, "");
        clock.advance(Duration.ofSeconds(1));
    }

    private void listed(Map<String, Integer> tags) {
        List<ScanRequest> requests = new ArrayList<>();
        tags.forEach((tag, image) -> requests.add(request(REPOSITORY, tag, image, clock.instant())));
        List<IntakeLog.Deletion> gone = state.syncs().places(REGISTRY, REPOSITORY).stream()
                .map(SyncStore.Place::tag)
                .filter(tag -> !tag.isEmpty() && !tags.containsKey(tag))
                .map(tag -> new IntakeLog.Deletion(REGISTRY, REPOSITORY, tag, ""))
                .toList();
        state.intakeLog().listed(REGISTRY, REPOSITORY, new IntakeLog.Listed(clock.instant(), requests, gone, Map.of()));
        clock.advance(Duration.ofSeconds(1));
    }

    private Set<String> shown() {
        Set<String> shown = new TreeSet<>();
        state.images()
                .subAssessments(SubAssessmentQuery.of(REGISTRY))
                .rows()
                .forEach(row -> shown.add(row.digest().substring(70) + row.tags()));
        return shown;
    }

    @Test
    void whatAListingSeesWhileItIsWorkedOnIsOneJob() {
        pushed("1", 1);
        listed(Map.of("1", 1));
        ScanQueue.Job job = queue.lease(MINUTE).orElseThrow();
        listed(Map.of("1", 1));

        assertThat(queue.counts()).isEqualTo(new ScanQueue.Counts(0, 1, 0));
        state.images().save(job, SUBSCRIPTION, result(1, advisories(50), List.of()));
        assertThat(queue.counts()).isEqualTo(new ScanQueue.Counts(0, 0, 0));
        assertThat(state.images().usage(SUBSCRIPTION)).hasSize(1);
    }

    @Test
    void whatAListingSawIsThereAlthoughTheJobThatItJoinedCameToNothing() {
        pushed("1", 1);
        ScanQueue.Job job = queue.lease(MINUTE).orElseThrow();
        pushed("1", 1);
        event(List.of(), List.of(new IntakeLog.Deletion(REGISTRY, REPOSITORY, "", digest(1))));
        listed(Map.of("1", 1));
        queue.retryLater(job, Duration.ZERO, "registry said 503");

        state.images().save(queue.lease(MINUTE).orElseThrow(), SUBSCRIPTION, result(1, advisories(50), List.of()));
        assertThat(shown()).containsExactly("1[1]");
        assertThat(queue.lease(MINUTE)).isEmpty();
    }

    @Test
    void anotherTagOfAnImageWaitsUntilTheImageIsKnown() throws InterruptedException {
        pushed("1", 1);
        pushed("2", 1);
        pushed("1", 2);
        ScanQueue.Job first = queue.lease(MINUTE).orElseThrow();
        ScanQueue.Job other = queue.lease(MINUTE).orElseThrow();
        assertThat(other.request().digest()).isEqualTo(digest(2));
        assertThat(queue.lease(MINUTE)).isEmpty();
        assertThat(queue.awaitWork(Duration.ofMillis(1))).isFalse();

        state.images().save(first, SUBSCRIPTION, result(1, advisories(50), List.of()));
        assertThat(queue.awaitWork(Duration.ofMillis(1))).isTrue();
        assertThat(queue.lease(MINUTE).orElseThrow().request().tag()).isEqualTo("2");
    }

    @Test
    void anImageOfAnotherRegistryDoesNotWait() {
        pushed("1", 1);
        queue.enqueue(new ScanRequest(REGISTRY + "2", REPOSITORY, "1", digest(1), "", clock.instant()));
        assertThat(queue.lease(MINUTE)).isPresent();
        assertThat(queue.lease(MINUTE)).isPresent();
    }

    @Test
    void whatIsPushedAgainAfterADeletionIsThereAlthoughItWaitedBefore() {
        pushed("1", 1);
        event(List.of(), List.of(new IntakeLog.Deletion(REGISTRY, REPOSITORY, "", digest(1))));
        pushed("1", 1);
        state.images().save(queue.lease(MINUTE).orElseThrow(), SUBSCRIPTION, result(1, advisories(50), List.of()));
        assertThat(shown()).containsExactly("1[1]");
        assertThat(queue.lease(MINUTE)).isEmpty();
    }

    @Test
    void aTagThatComesBackToAnImageThatWaitsStays() {
        pushed("1", 1);
        pushed("1", 2);
        pushed("1", 1);
        for (int image : new int[] {1, 2}) {
            state.images()
                    .save(queue.lease(MINUTE).orElseThrow(), SUBSCRIPTION, result(image, advisories(50), List.of()));
        }
        assertThat(shown()).containsExactly("1[1]", "2[]");
    }

    /** A registry with two tags and three images, its events and listings, and two workers, in any order. */
    private final class Story {
        private final Random random;
        private final Map<String, Integer> tags = new TreeMap<>();
        private final Set<Integer> held = new TreeSet<>();
        private final List<Work> working = new ArrayList<>();
        private final Set<Integer> read = new TreeSet<>();

        private record Work(ScanQueue.Job job, int image, boolean wasHeld) {}

        Story(long seed) {
            random = new Random(seed);
        }

        void step() {
            int image = 1 + random.nextInt(3);
            String tag = random.nextBoolean() ? "a" : "b";
            switch (random.nextInt(7)) {
                case 0, 1 -> {
                    tags.put(tag, image);
                    held.add(image);
                    pushed(tag, image);
                }
                case 2 -> {
                    held.remove(image);
                    tags.values().removeIf(one -> one == image);
                    event(List.of(), List.of(new IntakeLog.Deletion(REGISTRY, REPOSITORY, "", digest(image))));
                }
                case 3 -> {
                    tags.remove(tag);
                    event(List.of(), List.of(new IntakeLog.Deletion(REGISTRY, REPOSITORY, tag, "")));
                }
                case 4 -> listed(tags);
                case 5 -> begin();
                default -> end();
            }
        }

        private boolean begin() {
            Optional<ScanQueue.Job> job = working.size() < 2 ? queue.lease(Duration.ofDays(1)) : Optional.empty();
            job.ifPresent(found -> {
                int image = Integer.parseInt(found.request().digest().substring(70), 16);
                assertThat(working).as("at once").noneMatch(other -> other.image() == image);
                working.add(new Work(found, image, held.contains(image)));
            });
            return job.isPresent();
        }

        private void end() {
            if (working.isEmpty()) {
                return;
            }
            Work work = working.remove(random.nextInt(working.size()));
            if (!work.wasHeld()) {
                queue.fail(work.job(), "registry said 404");
            } else if (state.images().isKnown(digest(work.image()), "catalog-1", digest(50))) {
                state.images().attach(work.job(), SUBSCRIPTION, identity(work.image()));
            } else {
                assertThat(read.add(work.image())).as("read once").isTrue();
                state.images().save(work.job(), SUBSCRIPTION, result(work.image(), advisories(50), List.of()));
            }
            clock.advance(Duration.ofSeconds(1));
        }

        void drain() {
            do {
                while (!working.isEmpty()) {
                    end();
                }
            } while (begin());
        }

        Set<String> truth() {
            Set<String> truth = new TreeSet<>();
            for (int image : held) {
                List<String> names = tags.entrySet().stream()
                        .filter(entry -> entry.getValue() == image)
                        .map(Map.Entry::getKey)
                        .toList();
                truth.add(image + names.toString());
            }
            return truth;
        }
    }

    private static List<String> images(Set<String> shown) {
        return shown.stream().map(one -> one.substring(0, one.indexOf('['))).toList();
    }

    @Test
    void inWhateverOrderThingsComeTheStateIsTheRegistrysInTheEnd() {
        for (long seed = 1; seed <= 15; seed++) {
            Story story = new Story(seed);
            for (int i = 0; i < 60; i++) {
                story.step();
            }
            story.drain();
            // Of the tags that a manifest had no event tells when it is deleted; a listing does.
            assertThat(images(shown())).as("events alone, seed %d", seed).isEqualTo(images(story.truth()));
            listed(story.tags);
            story.drain();
            assertThat(shown()).as("after a listing, seed %d", seed).isEqualTo(story.truth());
            assertThat(state.images().usage(SUBSCRIPTION)).as("seed %d", seed).hasSizeLessThanOrEqualTo(3);
            state.close();
            folder = folder.resolve("next");
            open();
        }
    }
}
