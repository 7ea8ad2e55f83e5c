package io.tidewaiter.flow.discover;

import io.tidewaiter.intake.support.RegistrySupport;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.client.Listing;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.oci.hash.ContentHash;
import io.tidewaiter.store.State;
import io.tidewaiter.store.sync.RegistrySync;
import io.tidewaiter.store.sync.RegistrySync.Phase;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the state in step with the registries: with a plan on, everything that is there is found without another step,
 * whether an event told of it or not; with the plan off nothing is asked for and results age out.
 *
 * <p>A registry is due when its time has come, when it is new, when its resource or its plan changed, and on demand. A
 * listing that broke off goes on behind the last repository that it was done with.
 */
public final class Reconciler implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("discover");
    private static final int FAILURES_IN_A_ROW_MAX = 5;
    private static final int NAMED_MAX = 3;

    private final State state;
    private final RegistryClient client;
    private final Function<RegistryResource, CredentialSource> credentials;
    private final ReconcileSettings settings;
    private final Covered covered;
    private final Clock clock;
    private final Connections connections;
    private final Semaphore slots;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();

    /** The caller closes the client after this. */
    public Reconciler(
            State state,
            RegistryClient client,
            Function<RegistryResource, CredentialSource> credentials,
            ReconcileSettings settings,
            Clock clock) {
        this.state = state;
        this.client = client;
        this.credentials = credentials;
        this.settings = settings;
        this.covered = new Covered(state.resources(), settings.reach());
        this.clock = clock;
        this.connections = new Connections(state.resources(), settings.connections(), settings.every());
        this.slots = new Semaphore(settings.registriesAtATime());
    }

    /** What decides whether a registry is scanned. */
    public Covered covered() {
        return covered;
    }

    /** Looks once at all connections for registries to list. */
    public void connect() throws InterruptedException {
        connections.look();
    }

    /** Looks once at all registries and begins to list those that are due. */
    public void look() {
        Map<String, RegistrySync> known = state.syncs().all();
        List<RegistryResource> registries = state.resources().registries();
        for (RegistryResource registry : registries) {
            String key = registry.id().toLowerCase(Locale.ROOT);
            RegistrySync before = known.remove(key);
            boolean isDue = isDue(registry, Optional.ofNullable(before));
            if (isDue && !running.containsKey(key) && slots.tryAcquire()) {
                running.put(
                        key, Thread.ofVirtual().name("list " + registry.name()).start(() -> work(key, registry)));
            }
        }
        if (!known.isEmpty()) {
            state.syncs().forgetRemoved();
        }
    }

    private boolean isDue(RegistryResource registry, Optional<RegistrySync> before) {
        return before.isEmpty()
                || !before.get().fingerprint().equals(fingerprint(registry))
                || !before.get().dueAt().isAfter(clock.instant());
    }

    private String fingerprint(RegistryResource registry) {
        String text = registry.loginServer() + "\n" + registry.properties() + "\n" + covered.byPlan(registry) + "\n"
                + settings.reach().hosts();
        byte[] hash = ContentHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 16);
    }

    private void work(String key, RegistryResource registry) {
        try {
            list(registry);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.log(Level.ERROR, "discover fault registry=" + registry.name(), e);
            }
        } finally {
            running.remove(key);
            slots.release();
        }
    }

    /** Brings the state in step with one registry, due or not. */
    public void list(RegistryResource registry) throws InterruptedException {
        Optional<RegistrySync> before = state.syncs().of(registry.id());
        if (!covered.byPlan(registry)) {
            free(registry, before);
        } else if (covered.support(registry) instanceof RegistrySupport.Unsupported(String cause, String description)) {
            state.syncs()
                    .put(sync(registry, before, new Told(Phase.UNSUPPORTED, cause, description), settings.every()));
        } else {
            visit(registry, before);
        }
    }

    private void free(RegistryResource registry, Optional<RegistrySync> before) {
        Instant now = clock.instant();
        Instant since = before.map(RegistrySync::freeSince).orElse(now);
        boolean isOver = !since.plus(settings.keepFreeFor()).isAfter(now);
        if (isOver) {
            state.syncs().ageOut(registry.id());
        }
        Duration wait = isOver
                ? settings.every()
                : min(settings.every(), Duration.between(now, since.plus(settings.keepFreeFor())));
        Told told = new Told(Phase.FREE, "PlanFree", "No plan covers the registry; its images are not scanned");
        RegistrySync next = sync(registry, before, told, wait);
        state.syncs()
                .putFree(new RegistrySync(
                        next.registryId(),
                        next.fingerprint(),
                        next.phase(),
                        next.cause(),
                        next.description(),
                        next.dueAt(),
                        next.doneAt(),
                        since,
                        "",
                        RegistrySync.Counts.NONE));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    // A listing

    private record Told(Phase phase, String cause, String description) {}

    private RegistrySync sync(RegistryResource registry, Optional<RegistrySync> before, Told told, Duration wait) {
        return new RegistrySync(
                registry.id(),
                fingerprint(registry),
                told.phase(),
                told.cause(),
                told.description(),
                clock.instant().plus(wait),
                before.map(RegistrySync::doneAt).orElse(null),
                null,
                "",
                before.map(RegistrySync::counts).orElse(RegistrySync.Counts.NONE));
    }

    private void visit(RegistryResource registry, Optional<RegistrySync> before) throws InterruptedException {
        RegistryVisit visit = new RegistryVisit(
                state,
                client.with(credentials.apply(registry)),
                registry,
                clock,
                new LookUps(settings.lookUpsAtATime()));
        switch (visit.repositories()) {
            case Answer.Found<Listing<String>>(Listing<String> listing) -> through(registry, before, visit, listing);
            case Answer.Denied<Listing<String>>(String message) ->
                refused(registry, before, new Told(Phase.DENIED, "RegistryDenied", message));
            case Answer.NotFound<Listing<String>>(String message) ->
                refused(registry, before, new Told(Phase.FAILED, "RegistryUnsupported", message));
            case Answer.Unsupported<Listing<String>>(String message) ->
                refused(registry, before, new Told(Phase.FAILED, "RegistryUnsupported", message));
            case Answer.Invalid<Listing<String>>(String message) ->
                refused(registry, before, new Told(Phase.FAILED, "RegistryUnreachable", message));
            case Answer.Failed<Listing<String>>(String message) ->
                refused(registry, before, new Told(Phase.FAILED, "RegistryUnreachable", message));
        }
    }

    private void refused(RegistryResource registry, Optional<RegistrySync> before, Told told) {
        Duration wait = told.phase() == Phase.FAILED ? settings.afterFailure() : settings.every();
        state.syncs().put(sync(registry, before, told, min(wait, settings.every())));
        LOG.log(Level.WARNING, "discover refused registry={0} why={1}", registry.name(), told.description());
    }

    /** What is known so far of a listing under way. */
    private static final class Progress {
        private final List<String> unclear = new ArrayList<>();
        private RegistrySync.Counts counts = RegistrySync.Counts.NONE;
        private int failuresInARow;
        private String position = "";
    }

    private void through(
            RegistryResource registry, Optional<RegistrySync> before, RegistryVisit visit, Listing<String> listing)
            throws InterruptedException {
        Progress progress = new Progress();
        String done = before.filter(b -> b.fingerprint().equals(fingerprint(registry)))
                .map(RegistrySync::position)
                .orElse("");
        for (String name : listing.items()) {
            if (!done.isEmpty() && name.compareTo(done) <= 0) {
                continue; // the listing that broke off was done with it
            }
            RegistryVisit.Visited visited = visit.visit(name);
            progress.counts = progress.counts.and(visited.counts());
            progress.failuresInARow = visited.why().isEmpty() ? 0 : progress.failuresInARow + 1;
            if (!visited.why().isEmpty()) {
                progress.unclear.add(visited.why());
            }
            if (progress.failuresInARow == FAILURES_IN_A_ROW_MAX) {
                broken(registry, before, progress);
                return;
            }
            if (progress.failuresInARow == 0) {
                progress.position = name;
            }
            state.syncs().put(at(registry, before, progress));
        }
        ended(registry, before, progress, listing);
    }

    /** A listing that does not get on is given up for a while, and goes on where it stood. */
    private void broken(RegistryResource registry, Optional<RegistrySync> before, Progress progress) {
        Told told = new Told(Phase.FAILED, "RegistryUnreachable", progress.unclear.getLast());
        RegistrySync next = sync(registry, before, told, min(settings.afterFailure(), settings.every()));
        state.syncs().put(with(next, next.doneAt(), progress));
        LOG.log(Level.WARNING, "discover broken registry={0} why={1}", registry.name(), told.description());
    }

    private RegistrySync at(RegistryResource registry, Optional<RegistrySync> before, Progress progress) {
        Told told = before.filter(b -> b.phase() == Phase.PARTIAL)
                .map(b -> new Told(Phase.LISTING, b.cause(), b.description()))
                .orElse(new Told(Phase.LISTING, "", ""));
        RegistrySync next = sync(registry, before, told, Duration.ZERO);
        return with(next, next.doneAt(), progress);
    }

    private void ended(
            RegistryResource registry, Optional<RegistrySync> before, Progress progress, Listing<String> listing) {
        List<String> unclear = new ArrayList<>(progress.unclear);
        if (!listing.complete()) {
            unclear.add("list repositories of " + registry.loginServer() + ": the listing has no end");
        }
        String first = String.join("; ", unclear.stream().limit(NAMED_MAX).toList());
        String more = unclear.size() > NAMED_MAX ? "; and " + (unclear.size() - NAMED_MAX) + " more" : "";
        Told told = unclear.isEmpty()
                ? new Told(Phase.COMPLETE, "", "")
                : new Told(Phase.PARTIAL, "ListingIncomplete", first + more);
        progress.position = "";
        state.syncs().put(with(sync(registry, before, told, settings.every()), clock.instant(), progress));
        LOG.log(
                Level.INFO,
                "discover done registry={0} repositories={1} tags={2} requested={3} removed={4} unclear={5}",
                registry.name(),
                Long.toString(progress.counts.repositories()),
                Long.toString(progress.counts.tags()),
                Long.toString(progress.counts.requested()),
                Long.toString(progress.counts.removed()),
                Integer.toString(unclear.size()));
    }

    private static RegistrySync with(RegistrySync sync, @Nullable Instant doneAt, Progress progress) {
        return new RegistrySync(
                sync.registryId(),
                sync.fingerprint(),
                sync.phase(),
                sync.cause(),
                sync.description(),
                sync.dueAt(),
                doneAt,
                sync.freeSince(),
                progress.position,
                progress.counts);
    }

    /** Stops to list; what was not reached is listed by whoever starts next. */
    @Override
    public void close() {
        running.values().forEach(Thread::interrupt);
        try {
            for (Thread thread : Set.copyOf(running.values())) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
