package io.tidewaiter.server.resource;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.intake.IntakeSecrets;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.RegistryHistory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.ContainerRegistry/registries} (Azure wire reference 5.4): any registry, wherever it is. */
public final class Registries {
    /** The type. */
    public static final String TYPE = "Microsoft.ContainerRegistry/registries";
    /** Oldest first. */
    public static final List<String> VERSIONS = List.of(
            "2017-03-01",
            "2017-06-01-preview",
            "2017-10-01",
            "2019-05-01",
            "2019-12-01-preview",
            "2020-11-01-preview",
            "2021-06-01-preview",
            "2021-08-01-preview",
            "2021-09-01",
            "2021-12-01-preview",
            "2022-02-01-preview",
            "2022-12-01",
            "2023-01-01-preview",
            "2023-06-01-preview",
            "2023-07-01",
            "2023-08-01-preview",
            "2023-11-01-preview",
            "2024-11-01-preview",
            "2025-03-01-preview",
            "2025-04-01",
            "2025-05-01-preview",
            "2025-06-01-preview",
            "2025-11-01");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9-]{0,48}[A-Za-z0-9])?");
    private static final Pattern GROUP = Pattern.compile("[-\\w._()]{0,89}[-\\w_()]");

    private final ResourceStore resources;
    private final IntakeSecrets secrets;
    private final ReentrantLock naming = new ReentrantLock();

    public Registries(ResourceStore resources, IntakeSecrets secrets) {
        this.resources = resources;
        this.secrets = secrets;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, VERSIONS)
                        .list(this::list)
                        .get(this::get)
                        .head(this::head)
                        .put(this::put)
                        .patch(this::patch)
                        .delete(this::delete),
                new ArmType(
                                TYPE + "/listIntakeCredentials",
                                VERSIONS,
                                "Tidewaiter.Security/registries/listIntakeCredentials",
                                List.of())
                        .action(this::intakeCredentials));
    }

    private Answer list(ArmRequest request) {
        if (resources.subscription(request.subscriptionId()).isEmpty()) {
            return Containers.absent(request.subscriptionId());
        }
        return AsOf.of(request, asOf -> list(request, asOf));
    }

    /** A group that nobody made has no registries, and says that it is not there. */
    private Optional<Answer> absent(ArmRequest request, Optional<Instant> asOf) {
        return asOf.isEmpty() ? ScopeCheck.absent(resources, request.path().scope()) : Optional.empty();
    }

    private Answer list(ArmRequest request, Optional<Instant> asOf) {
        Map<String, RegistryHistory.Times> times = times(request.path().scope().id(), asOf);
        List<RegistryResource> found =
                new Known(resources, asOf).registries(request.path().scope());
        Optional<Answer> absent = found.isEmpty() ? absent(request, asOf) : Optional.empty();
        if (absent.isPresent()) {
            return absent.get();
        }
        return Paging.over(
                request,
                found,
                r -> r.id().toLowerCase(Locale.ROOT),
                r -> RegistryForm.dated(RegistryForm.json(r), times.get(r.id().toLowerCase(Locale.ROOT))));
    }

    private Map<String, RegistryHistory.Times> times(String scope, Optional<Instant> asOf) {
        RegistryHistory history = resources.registryHistory();
        return asOf.map(then -> history.times(scope, then)).orElseGet(() -> history.times(scope));
    }

    private ObjectNode dated(RegistryResource registry, Optional<Instant> asOf) {
        return RegistryForm.dated(
                RegistryForm.json(registry),
                times(registry.id(), asOf).get(registry.id().toLowerCase(Locale.ROOT)));
    }

    private Answer get(ArmRequest request) {
        String id = request.path().whole().id();
        return AsOf.of(
                request,
                asOf -> new Known(resources, asOf)
                        .registry(id)
                        .map(r -> Answer.ok(dated(r, asOf)).with("ETag", '"' + etag(r) + '"'))
                        .orElseGet(() -> Answer.notFound(id)));
    }

    private Answer head(ArmRequest request) {
        boolean there = resources.registry(request.path().whole().id()).isPresent();
        return new Answer(there ? 204 : 404, null, Map.of());
    }

    /** Of what is stored: two writers who read the same have the same. */
    private static String etag(RegistryResource registry) {
        String text = registry.loginServer() + '\n' + registry.location() + '\n' + registry.properties();
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Answer patch(ArmRequest request) {
        naming.lock();
        try {
            Optional<RegistryResource> before =
                    resources.registry(request.path().whole().id());
            return before.isEmpty()
                    ? Answer.notFound(request.path().whole().id())
                    : write(request, RegistryForm.merged(before.get(), request.body()), before.get());
        } finally {
            naming.unlock();
        }
    }

    private Answer put(ArmRequest request) {
        Scope scope = request.path().scope();
        String name = request.path().name();
        Optional<String> group = scope.resourceGroup();
        if (group.isEmpty()
                || scope.segments().size() != 4
                || !GROUP.matcher(group.get()).matches()) {
            return Answer.invalid("A registry lies in a resource group with a name of letters, digits, '-', '_', '.',"
                    + " '(' and ')'.");
        }
        if (!NAME.matcher(name).matches()) {
            return Answer.invalid("A registry name has 1 to 50 letters, digits or '-'.");
        }
        if (request.body().isEmpty()) {
            return Answer.invalid("The request content is empty: it says what the registry is.");
        }
        if (resources.subscription(request.subscriptionId()).isEmpty()) {
            return Containers.absent(request.subscriptionId());
        }
        naming.lock(); // between the look at the names and the write nobody else takes one
        try {
            return write(
                    request,
                    request.body(),
                    new RegistryResource(request.subscriptionId(), group.get(), name, "", "", ""));
        } finally {
            naming.unlock();
        }
    }

    private Answer write(ArmRequest request, ObjectNode body, RegistryResource place) {
        boolean taken = resources.registries().stream()
                .anyMatch(r -> r.name().equalsIgnoreCase(place.name()) && !r.id().equalsIgnoreCase(place.id()));
        if (taken) {
            return Answer.error(409, "AlreadyInUse", "The registry name '" + place.name() + "' is already in use.");
        }
        Optional<RegistryResource> before = resources.registry(place.id());
        if (!request.when().holds(before.map(Registries::etag))) {
            return conditionFailed();
        }
        return switch (RegistryForm.read(body, before.orElse(place), before)) {
            case RegistryForm.Reading.Fault fault -> Answer.invalid(fault.message());
            case RegistryForm.Reading.Registry read -> {
                boolean created =
                        resources.putRegistry(read.resource(), request.caller().by());
                ObjectNode written = dated(read.resource(), Optional.empty());
                yield created ? Answer.created(written) : Answer.ok(written);
            }
        };
    }

    private static Answer conditionFailed() {
        return Answer.error(
                412,
                "PreconditionFailed",
                "The registry is not in the state that If-Match or If-None-Match asks for: read it again.");
    }

    private Answer delete(ArmRequest request) {
        Optional<RegistryResource> before =
                resources.registry(request.path().whole().id());
        if (!request.when().holds(before.map(Registries::etag))) {
            return conditionFailed();
        }
        return Answer.deleted(resources.deleteRegistry(
                request.path().whole().id(), request.caller().by()));
    }

    /** Ours: where a registry sends its events, and what it shows for it. */
    private Answer intakeCredentials(ArmRequest request) {
        Optional<RegistryResource> registry =
                resources.registry(request.path().protectedScope().id());
        if (registry.isEmpty()) {
            return Answer.notFound(request.path().protectedScope().id());
        }
        String secret = secrets.secretOf(registry.get().id());
        String url = request.url() + "/intake/" + registry.get().name();
        return Answer.ok(Json.object()
                .put("distributionUrl", url + "/distribution")
                .put("acrUrl", url + "/acr")
                .put("authorization", "Bearer " + secret)
                .put("secret", secret));
    }
}
