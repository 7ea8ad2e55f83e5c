package io.tidewaiter.flow.discover;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.intake.connect.JsonText;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Descriptor;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageReference;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.Repository;
import io.tidewaiter.oci.RepositoryName;
import io.tidewaiter.oci.Tag;
import io.tidewaiter.oci.client.Listing;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.store.IntakeLog;
import io.tidewaiter.store.State;
import io.tidewaiter.store.sync.RegistrySync;
import io.tidewaiter.store.sync.SyncStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Goes through one registry and compares it with the state: what is new or changed is asked to be scanned, what is gone
 * is taken out. Something is gone only where the registry says so of that very thing; a listing that failed, or that did
 * not name it, proves nothing.
 */
final class RegistryVisit {
    private static final int REPOSITORIES_MAX = 1_000_000;

    private final State state;
    private final RegistryClient client;
    private final RegistryResource resource;
    private final Clock clock;
    private final LookUps lookUps;

    RegistryVisit(State state, RegistryClient client, RegistryResource resource, Clock clock, LookUps lookUps) {
        this.state = state;
        this.client = client;
        this.resource = resource;
        this.clock = clock;
        this.lookUps = lookUps;
    }

    // Repositories

    /** Every repository to look at, sorted: those listed or configured, and those that the state has images of. */
    Answer<Listing<String>> repositories() {
        return listed().then(listing -> {
            TreeSet<String> names = new TreeSet<>(state.syncs().repositories(resource.id()));
            listing.items().forEach(name -> names.add(name.toString()));
            return new Answer.Found<>(new Listing<>(List.copyOf(names), listing.complete(), listing.refused()));
        });
    }

    private Answer<Listing<RepositoryName>> listed() {
        List<RepositoryName> configured = configured();
        if (!configured.isEmpty()) {
            return new Answer.Found<>(new Listing<>(configured, true, 0));
        }
        Registry registry;
        try {
            registry = new Registry(resource.loginServer());
        } catch (IllegalArgumentException e) {
            return new Answer.Unsupported<>("list repositories of " + resource.loginServer() + ": " + e.getMessage());
        }
        Answer<Listing<RepositoryName>> listing = client.catalog(registry);
        if (listing instanceof Answer.Found || listing instanceof Answer.Failed || listing instanceof Answer.Invalid) {
            return listing;
        }
        Answer<Listing<RepositoryName>> elsewhere = client.catalogElsewhere(registry);
        return elsewhere instanceof Answer.Found ? elsewhere : listing;
    }

    /** {@code properties.tidewaiter.repositories}, for a registry that lists nothing; what is no name is left out. */
    private List<RepositoryName> configured() {
        List<RepositoryName> names = new ArrayList<>();
        try {
            JsonNode ours = JsonText.value(resource.properties().getBytes(StandardCharsets.UTF_8))
                    .path("tidewaiter");
            for (JsonNode name : JsonText.array(ours, "repositories", REPOSITORIES_MAX)) {
                names.add(new RepositoryName(name.asString("")));
            }
        } catch (IllegalArgumentException e) {
            return names;
        }
        return names;
    }

    // One repository

    /**
     * What came of one repository.
     *
     * @param why it could not be wholly listed; empty where it was
     */
    record Visited(RegistrySync.Counts counts, String why) {}

    /** Lists a repository and writes down what follows. */
    Visited visit(String name) throws InterruptedException {
        Instant askedAt = clock.instant();
        Repository repository = new Repository(new Registry(resource.loginServer()), new RepositoryName(name));
        List<SyncStore.Place> places = state.syncs().places(resource.id(), name);
        return switch (client.tags(repository)) {
            case Answer.Found<Listing<Tag>>(Listing<Tag> tags) -> tags(repository, askedAt, places, tags);
            case Answer.NotFound<Listing<Tag>> _
            when places.isEmpty() -> new Visited(new RegistrySync.Counts(1, 0, 0, 0), "");
            case Answer.NotFound<Listing<Tag>> _ -> {
                List<IntakeLog.Deletion> all = List.of(new IntakeLog.Deletion(resource.id(), name, "", ""));
                state.intakeLog().listed(resource.id(), name, new IntakeLog.Listed(askedAt, List.of(), all, Map.of()));
                yield new Visited(new RegistrySync.Counts(1, 0, 0, 1), "");
            }
            case Answer.Denied<Listing<Tag>>(String message) -> new Visited(RegistrySync.Counts.NONE, message);
            case Answer.Unsupported<Listing<Tag>>(String message) -> new Visited(RegistrySync.Counts.NONE, message);
            case Answer.Invalid<Listing<Tag>>(String message) -> new Visited(RegistrySync.Counts.NONE, message);
            case Answer.Failed<Listing<Tag>>(String message) -> new Visited(RegistrySync.Counts.NONE, message);
        };
    }

    private Visited tags(Repository repository, Instant askedAt, List<SyncStore.Place> places, Listing<Tag> listing)
            throws InterruptedException {
        String name = repository.name().toString();
        Map<String, String> before = state.syncs().listed(resource.id(), name);
        Map<String, Answer<Descriptor>> heads = lookUps.each(
                listing.items().stream().map(Tag::toString).toList(),
                tag -> client.head(new ImageReference(repository, new Tag(tag), null)));
        Map<String, String> now = new TreeMap<>();
        List<ScanRequest> requests = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        heads.forEach((tag, head) -> {
            switch (head) {
                case Answer.Found<Descriptor>(Descriptor found) -> {
                    String digest = found.digest().toString();
                    now.put(tag, digest);
                    if (!digest.equals(before.get(tag)) || !isJudged(places, tag, digest)) {
                        requests.add(new ScanRequest(resource.id(), name, tag, digest, found.mediaType(), askedAt));
                    }
                }
                case Answer.NotFound<Descriptor> _ -> {} // it went while we looked
                case Answer.Denied<Descriptor>(String message) -> unclear.add(message);
                case Answer.Unsupported<Descriptor>(String message) -> unclear.add(message);
                case Answer.Invalid<Descriptor>(String message) -> unclear.add(message);
                case Answer.Failed<Descriptor>(String message) -> unclear.add(message);
            }
        });
        List<IntakeLog.Deletion> gone = gone(repository, places, before, now);
        Map<String, String> kept = new TreeMap<>(now);
        if (!listing.complete() || !unclear.isEmpty()) {
            before.forEach(kept::putIfAbsent);
        }
        state.intakeLog().listed(resource.id(), name, new IntakeLog.Listed(askedAt, requests, gone, kept));
        String why = !unclear.isEmpty()
                ? unclear.getFirst()
                : listing.complete() ? "" : "list tags of " + repository + ": the listing has no end";
        return new Visited(new RegistrySync.Counts(1, now.size(), requests.size(), gone.size()), why);
    }

    /**
     * Whether the tag points to this very thing in the state (events may come late or in another order), and each of its
     * images has a verdict that is more than a failure.
     */
    private static boolean isJudged(List<SyncStore.Place> places, String tag, String digest) {
        List<SyncStore.Place> pointed =
                places.stream().filter(place -> place.tag().equals(tag)).toList();
        return !pointed.isEmpty()
                && pointed.stream()
                        .noneMatch(place -> Assessor.NOT_READ.contains(place.cause())
                                || place.passing()
                                || (!place.asked().isEmpty() && !place.asked().equals(digest)));
    }

    /** What the state has, the listing does not name, and the registry says that it does not hold. */
    private List<IntakeLog.Deletion> gone(
            Repository repository, List<SyncStore.Place> places, Map<String, String> before, Map<String, String> now)
            throws InterruptedException {
        String name = repository.name().toString();
        Set<String> tags = places.stream()
                .map(SyncStore.Place::tag)
                .filter(tag -> !tag.isEmpty() && !now.containsKey(tag))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Answer<Descriptor>> looked = new LinkedHashMap<>(
                lookUps.each(tags, tag -> client.head(new ImageReference(repository, new Tag(tag), null))));
        List<IntakeLog.Deletion> gone = new ArrayList<>();
        looked.forEach((tag, answer) -> {
            if (answer instanceof Answer.NotFound) {
                gone.add(new IntakeLog.Deletion(resource.id(), name, tag, ""));
            }
        });
        Set<String> held = places.stream()
                .filter(place -> !place.tag().isEmpty() && now.containsKey(place.tag()))
                .filter(place -> Objects.equals(now.get(place.tag()), before.get(place.tag())))
                .map(SyncStore.Place::digest)
                .collect(Collectors.toSet());
        Set<String> digests = places.stream()
                .map(SyncStore.Place::digest)
                .filter(digest -> !held.contains(digest) && !now.containsValue(digest))
                .collect(Collectors.toCollection(TreeSet::new));
        lookUps.each(digests, digest -> client.head(new ImageReference(repository, null, Digest.parse(digest))))
                .forEach((digest, answer) -> {
                    if (answer instanceof Answer.NotFound) {
                        gone.add(new IntakeLog.Deletion(resource.id(), name, "", digest));
                    }
                });
        return gone;
    }
}
