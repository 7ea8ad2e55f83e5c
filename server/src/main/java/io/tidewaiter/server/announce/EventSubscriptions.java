package io.tidewaiter.server.announce;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.resource.TidewaiterVersions;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.announce.Announcement;
import io.tidewaiter.store.announce.Outbox;
import io.tidewaiter.store.arm.ArmResource;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Tidewaiter.Security/eventSubscriptions}: who is told of scans and findings as CloudEvents; and
 * {@code deliveries}: what became of everything that was to be told, to webhooks and automations as well.
 */
public final class EventSubscriptions {
    static final String TYPE = "Tidewaiter.Security/eventSubscriptions";
    static final String SCAN_COMPLETED = "io.tidewaiter.scan.completed";
    static final String FINDINGS_CHANGED = "io.tidewaiter.findings.changed";
    static final String JUDGEMENT_CHANGED = "io.tidewaiter.judgement.changed";

    private static final String DELIVERIES = "Tidewaiter.Security/deliveries";
    private static final String READ = "Microsoft.Security/assessments/read";
    private static final Shape.Members PROPERTIES = Shape.object()
            .secret("endpointUrl", Shape.text("https?://[^\\s/?#]+\\S*", "an http or https address"))
            .secret("secret", Shape.text("\\S{16,512}", "a text of 16 to 512 characters without spaces"))
            .may("eventTypes", new Shape.ListOf(Shape.choice(SCAN_COMPLETED, FINDINGS_CHANGED, JUDGEMENT_CHANGED), 3))
            .may("minimumSeverity", Shape.choice("Low", "Medium", "High", "Critical"))
            .may("status", Shape.choice("enabled", "disabled"))
            .told("endpointBaseUrl", "isSigned");

    private final ResourceStore resources;
    private final Outbox outbox;
    private final AccessCheck access;
    private final StoredType stored;

    public EventSubscriptions(ResourceStore resources, Outbox outbox, AccessCheck access) {
        this.resources = resources;
        this.outbox = outbox;
        this.access = access;
        this.stored = new StoredType(
                Declaration.of(TYPE, TidewaiterVersions.ALL, Place.SUBSCRIPTION, Place.RESOURCE_GROUP, Place.RESOURCE)
                        .body(Shape.object().must("properties", PROPERTIES))
                        .checked(this::check)
                        .seen((request, resource, json) -> seen(resource, json)),
                resources);
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                stored.all(), ArmType.of(DELIVERIES, TidewaiterVersions.ALL).list(this::deliveries));
    }

    /** What a body that was read before lacks is kept; who is told has to be allowed to read what is told. */
    private Optional<Answer> check(ArmRequest request, ObjectNode wanted, Optional<ArmResource> before) {
        ObjectNode properties = wanted.withObject("/properties");
        JsonNode old = before.map(b -> Responses.JSON.readTree(b.body()).path("properties"))
                .orElseGet(Json::object);
        for (String kept : List.of("endpointUrl", "secret")) {
            if (!properties.has(kept) && old.has(kept)) {
                properties.set(kept, old.get(kept));
            }
        }
        if (!properties.has("endpointUrl")) {
            return Optional.of(Answer.invalid("An event subscription has a 'properties.endpointUrl'.")
                    .at("properties.endpointUrl"));
        }
        return access.allows(request.caller().objectId(), READ, request.path().scope())
                ? Optional.empty()
                : Optional.of(request.denied(READ, request.path().scope()));
    }

    private static void seen(ArmResource resource, ObjectNode json) {
        JsonNode properties = Responses.JSON.readTree(resource.body()).path("properties");
        json.withObject("/properties")
                .put("endpointBaseUrl", base(Json.text(properties, "endpointUrl")))
                .put("isSigned", properties.has("secret"));
    }

    private static String base(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        } catch (IllegalArgumentException e) {
            return ""; // the form lets pass what no address is; it is refused when it is sent to
        }
    }

    private Answer deliveries(ArmRequest request) {
        Optional<String> after = Paging.after(request);
        Optional<Answer> absent = ScopeCheck.absent(resources, request.path().scope());
        if (absent.isPresent() || after.isEmpty() || !after.get().matches("[0-9]{0,18}")) {
            return absent.orElseGet(Paging::badToken);
        }
        long before = after.get().isEmpty() ? Long.MAX_VALUE : Long.parseLong(after.get());
        List<Announcement> found = outbox.below(request.path().scope().id(), before, Paging.ITEMS_MAX + 1);
        boolean more = found.size() > Paging.ITEMS_MAX;
        List<Announcement> shown = more ? found.subList(0, Paging.ITEMS_MAX) : found;
        return Paging.of(
                request,
                shown.stream().map(EventSubscriptions::json).toList(),
                more ? Optional.of(Long.toString(shown.getLast().id())) : Optional.empty());
    }

    private static ObjectNode json(Announcement one) {
        String name = Long.toString(one.id());
        String state = one.state().name();
        ObjectNode json =
                Json.resource(one.draft().targetId() + "/providers/" + DELIVERIES + "/" + name, name, DELIVERIES);
        ObjectNode properties = json.putObject("properties")
                .put("targetId", one.draft().targetId())
                .put("eventId", one.draft().eventId())
                .put("eventType", one.draft().kind())
                .put("subject", one.draft().subject())
                .put("state", state.charAt(0) + state.substring(1).toLowerCase(Locale.ROOT))
                .put("attempts", one.attempt())
                .put("statusCode", one.status())
                .put("createdAt", one.createdAt().toString());
        if (!one.note().isEmpty()) {
            properties.put("why", one.note());
        }
        if (one.finishedAt() != null) {
            properties.put("finishedAt", one.finishedAt().toString());
        }
        return json;
    }
}
