package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.store.State;
import io.tidewaiter.store.sync.RegistrySync;
import io.tidewaiter.store.sync.ScanReader;
import io.tidewaiter.store.sync.SyncStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Tidewaiter.Security/scans} and {@code …/registryStates}: every scan with what became of it, and every registry
 * with why it is not scanned or how far its listing got; and the actions that ask for more: {@code scan} and {@code sync}
 * of a registry, {@code retry} of a scan.
 */
public final class Scans {
    private static final String TYPE = "Tidewaiter.Security/scans";
    private static final String STATES = "Tidewaiter.Security/registryStates";
    private static final String REGISTRIES = "Tidewaiter.Security/registries";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9][a-z0-9._/-]{0,254}");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}");
    private static final Map<String, String> WORDS =
            Map.of("waiting", "Queued", "leased", "Running", "done", "Done", "failed", "Failed");

    private final State state;
    private final Clock clock;

    public Scans(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, TidewaiterVersions.ALL).list(this::list).get(this::get),
                ArmType.of(STATES, TidewaiterVersions.ALL).list(this::states),
                action(TYPE + "/retry", TYPE + "/retry").action(this::retry),
                action(Registries.TYPE + "/scan", REGISTRIES + "/scan").action(this::scan),
                action(Registries.TYPE + "/sync", REGISTRIES + "/sync").action(this::sync));
    }

    private static ArmType action(String type, String permission) {
        List<String> versions = new ArrayList<>(Registries.VERSIONS);
        versions.addAll(TidewaiterVersions.ALL);
        return new ArmType(type, versions, permission, List.of());
    }

    // Scans

    private Answer list(ArmRequest request) {
        Optional<String> after = Paging.after(request);
        Optional<Answer> absent =
                ScopeCheck.absent(state.resources(), request.path().scope());
        if (absent.isPresent() || after.isEmpty() || !after.get().matches("[0-9]{0,18}")) {
            return absent.orElseGet(Paging::badToken);
        }
        long before = after.get().isEmpty() ? 0 : Long.parseLong(after.get());
        List<ScanReader.Scan> scans = state.scans().list(request.path().scope().id(), before, Paging.ITEMS_MAX + 1);
        boolean more = scans.size() > Paging.ITEMS_MAX;
        List<ScanReader.Scan> shown = more ? scans.subList(0, Paging.ITEMS_MAX) : scans;
        return Paging.of(
                request,
                shown.stream().map(Scans::json).toList(),
                more ? Optional.of(Long.toString(shown.getLast().id())) : Optional.empty());
    }

    private Answer get(ArmRequest request) {
        return found(request, request.path().name())
                .map(scan -> Answer.ok(json(scan)))
                .orElseGet(() -> Answer.notFound(request.path().whole().id()));
    }

    private Optional<ScanReader.Scan> found(ArmRequest request, String name) {
        return NUMBER.matcher(name).matches()
                ? state.scans().get(request.path().scope().id(), Long.parseLong(name))
                : Optional.empty();
    }

    private Answer retry(ArmRequest request) {
        Optional<ScanReader.Scan> scan = found(request, request.path().names().getFirst());
        if (scan.isEmpty()) {
            return Answer.notFound(request.path().whole().id());
        }
        return state.scanQueue().retry(scan.get().id())
                ? Answer.ok(Json.object().put("requested", 1))
                : Answer.error(409, "Conflict", "The scan has not failed; only one that has is taken up again.");
    }

    private static ObjectNode json(ScanReader.Scan scan) {
        String name = Long.toString(scan.id());
        ObjectNode json = Json.resource(scan.registryId() + "/providers/" + TYPE + "/" + name, name, TYPE);
        boolean skipped = scan.state().equals("done") && !scan.why().isEmpty();
        ObjectNode properties = json.putObject("properties")
                .put("state", skipped ? "NotScanned" : WORDS.getOrDefault(scan.state(), scan.state()))
                .put("registryId", scan.registryId())
                .put("repository", scan.repository())
                .put("tag", scan.tag())
                .put("digest", scan.digest())
                .put("attempts", scan.attempts())
                .put("forced", scan.forced())
                .put("requestedAt", scan.receivedAt().toString());
        put(properties, "startedAt", scan.startedAt());
        put(properties, "finishedAt", scan.finishedAt());
        if (!scan.why().isEmpty()) {
            properties.put("why", scan.why());
        }
        if (!scan.verdict().isEmpty()) {
            properties.put("verdict", scan.verdict());
        }
        return json;
    }

    private static void put(ObjectNode properties, String name, @Nullable Instant time) {
        if (time != null) {
            properties.put(name, time.toString());
        }
    }

    // Registries

    private Answer states(ArmRequest request) {
        Optional<Answer> absent =
                ScopeCheck.absent(state.resources(), request.path().scope());
        if (absent.isPresent()) {
            return absent.get();
        }
        Map<String, RegistrySync> known = state.syncs().all();
        List<ObjectNode> items = new ArrayList<>();
        for (RegistryResource registry :
                ScopeCheck.registries(state.resources(), request.path().scope())) {
            RegistrySync sync = known.get(registry.id().toLowerCase(Locale.ROOT));
            if (sync != null) {
                items.add(json(registry, sync));
            }
        }
        return Paging.all(items);
    }

    private static ObjectNode json(RegistryResource registry, RegistrySync sync) {
        ObjectNode json = Json.resource(registry.id() + "/providers/" + STATES + "/default", "default", STATES);
        String phase = sync.phase().name();
        ObjectNode properties = json.putObject("properties")
                .put("registryId", registry.id())
                .put("state", phase.charAt(0) + phase.substring(1).toLowerCase(Locale.ROOT))
                .put("cause", sync.cause())
                .put("description", sync.description())
                .put("nextListingAt", sync.dueAt().toString())
                .put("repositories", sync.counts().repositories())
                .put("tags", sync.counts().tags())
                .put("requested", sync.counts().requested())
                .put("removed", sync.counts().removed());
        put(properties, "lastListingAt", sync.doneAt());
        put(properties, "freeSince", sync.freeSince());
        return json;
    }

    private Answer sync(ArmRequest request) {
        String id = request.path().protectedScope().id();
        if (state.resources().registry(id).isEmpty()) {
            return Answer.notFound(id);
        }
        state.syncs().hasten(id);
        return Answer.ok(Json.object().put("requested", true));
    }

    private Answer scan(ArmRequest request) {
        String id = request.path().protectedScope().id();
        Optional<RegistryResource> registry = state.resources().registry(id);
        if (registry.isEmpty()) {
            return Answer.notFound(id);
        }
        String repository = Json.text(request.body(), "repository");
        String tag = Json.text(request.body(), "tag");
        String digest = Json.text(request.body(), "digest");
        boolean named = repository.isEmpty() || REPOSITORY.matcher(repository).matches();
        boolean tagged = tag.isEmpty() || TAG.matcher(tag).matches();
        boolean pinned = digest.isEmpty() || DIGEST.matcher(digest).matches();
        if (!named || !tagged || !pinned || (repository.isEmpty() && !(tag.isEmpty() && digest.isEmpty()))) {
            return Answer.invalid("'repository', and with it 'tag' or 'digest', name what is to be scanned.");
        }
        List<ScanRequest> requests = tag.isEmpty() && digest.isEmpty()
                ? known(registry.get(), repository)
                : List.of(new ScanRequest(registry.get().id(), repository, tag, digest, "", clock.instant()));
        state.scanQueue().enqueueForced(requests);
        state.syncs().hasten(id);
        return Answer.ok(Json.object().put("requested", requests.size()));
    }

    /** Every image that is known of a repository, or of all where it is empty. */
    private List<ScanRequest> known(RegistryResource registry, String repository) {
        List<String> repositories =
                repository.isEmpty() ? state.syncs().repositories(registry.id()) : List.of(repository);
        Instant now = clock.instant();
        List<ScanRequest> requests = new ArrayList<>();
        for (String name : repositories) {
            state.syncs().places(registry.id(), name).stream()
                    .map(SyncStore.Place::digest)
                    .distinct()
                    .forEach(one -> requests.add(new ScanRequest(registry.id(), name, "", one, "", now)));
        }
        return requests;
    }
}
