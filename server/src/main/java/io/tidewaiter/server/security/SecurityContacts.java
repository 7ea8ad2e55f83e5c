package io.tidewaiter.server.security;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.shape.ShapeReader;
import io.tidewaiter.server.stored.Conditions;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.Precondition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Microsoft.Security/securityContacts}: who is told. Three versions spell the same in three ways; what is kept is
 * the newest spelling, and each reader gets their own.
 */
final class SecurityContacts {
    private static final String TYPE = "Microsoft.Security/securityContacts";
    private static final String FIRST = "2017-08-01-preview";
    private static final String SECOND = "2020-01-01-preview";
    private static final String THIRD = "2023-12-01-preview";
    private static final Shape ON_OFF = Shape.choice("On", "Off");
    private static final Shape LEVEL = Shape.choice("High", "Medium", "Low");
    private static final Shape EMAILS =
            Shape.text("(?:\\s*[^@;\\s]{1,64}@[^@;\\s]{1,255}\\s*(?:;|$)){0,50}", "e-mail addresses, separated by ';'");
    private static final Shape.Members ROLES = Shape.object()
            .may("state", ON_OFF)
            .may("roles", Shape.list(Shape.choice("Owner", "Contributor", "AccountAdmin", "ServiceAdmin")));
    private static final Map<String, Shape.Members> FORMS = new TreeMap<>(Map.of(
            FIRST,
            Shape.object()
                    .must("email", EMAILS)
                    .may("phone", Shape.text(64))
                    .must("alertNotifications", ON_OFF)
                    .must("alertsToAdmins", ON_OFF),
            SECOND,
            Shape.object()
                    .may("emails", EMAILS)
                    .may("phone", Shape.text(64))
                    .may("notificationsByRole", ROLES)
                    .may(
                            "alertNotifications",
                            Shape.object().may("state", ON_OFF).may("minimalSeverity", LEVEL)),
            THIRD,
            Shape.object()
                    .may("emails", EMAILS)
                    .may("phone", Shape.text(64))
                    .may("isEnabled", new Shape.Flag())
                    .may("notificationsByRole", ROLES)
                    .may(
                            "notificationsSources",
                            Shape.list(new Shape.OneOf(
                                    "sourceType",
                                    Map.of(
                                            "Alert", Shape.object().may("minimalSeverity", LEVEL),
                                            "AttackPath",
                                                    Shape.object()
                                                            .may(
                                                                    "minimalRiskLevel",
                                                                    Shape.choice(
                                                                            "Critical", "High", "Medium", "Low"))))))));

    private final StoredType stored;

    SecurityContacts(ResourceStore resources) {
        this.stored = new StoredType(
                Declaration.of(TYPE, List.copyOf(FORMS.keySet()), Place.SUBSCRIPTION)
                        .body(Shape.object().must("properties", new Shape.Anything(16_384)))
                        .checked(SecurityContacts::check)
                        .seen(SecurityContacts::spell),
                resources);
    }

    List<ArmType> types() {
        return List.of(stored.readable().put(stored::put).patch(this::patch).delete(stored::delete));
    }

    /** A patch is in the words of its version, and so is what it is merged into. */
    private Answer patch(ArmRequest request) {
        Answer before = stored.get(request);
        if (before.status() != 200 || before.body() == null) {
            return before;
        }
        if (!request.when().holds(Optional.of(etag(before)))) {
            return Conditions.failed();
        }
        ObjectNode merged = (ObjectNode) before.body();
        StoredType.merge(merged, request.body());
        return stored.put(request.with(merged, Precondition.over(etag(before))));
    }

    private static String etag(Answer answer) {
        return answer.headers().getOrDefault("ETag", "").replace("\"", "");
    }

    private static Optional<Answer> check(ArmRequest request, ObjectNode wanted, Optional<ArmResource> before) {
        Shape.Members form =
                FORMS.getOrDefault(request.apiVersion().toLowerCase(java.util.Locale.ROOT), Shape.object());
        return switch (ShapeReader.read(form, wanted.path("properties"))) {
            case ShapeReader.Reading.Fault fault ->
                Optional.of(Answer.invalid(fault.message()).at("properties." + fault.path()));
            case ShapeReader.Reading.Sound sound -> {
                wanted.set("properties", newest(request.apiVersion(), sound.value()));
                yield Optional.empty();
            }
        };
    }

    private static ObjectNode newest(String version, ObjectNode given) {
        if (version.equalsIgnoreCase(THIRD)) {
            return given;
        }
        boolean first = version.equalsIgnoreCase(FIRST);
        ObjectNode made = Json.object()
                .put("emails", Json.text(given, first ? "email" : "emails"))
                .put("phone", Json.text(given, "phone"));
        JsonNode alerts = given.path("alertNotifications");
        String state = first ? alerts.asString("Off") : alerts.path("state").asString("Off");
        made.put("isEnabled", state.equals("On"));
        ObjectNode alert = made.putArray("notificationsSources").addObject().put("sourceType", "Alert");
        alert.put("minimalSeverity", alerts.path("minimalSeverity").asString(first ? "High" : "Low"));
        if (first) {
            ObjectNode roles = made.putObject("notificationsByRole").put("state", Json.text(given, "alertsToAdmins"));
            roles.putArray("roles").add("Owner");
        } else if (given.has("notificationsByRole")) {
            made.set("notificationsByRole", given.get("notificationsByRole"));
        }
        return made;
    }

    private static void spell(ArmRequest request, ArmResource resource, ObjectNode json) {
        if (request.apiVersion().equalsIgnoreCase(THIRD)) {
            return;
        }
        JsonNode kept = json.path("properties");
        String state = kept.path("isEnabled").asBoolean(false) ? "On" : "Off";
        if (request.apiVersion().equalsIgnoreCase(FIRST)) {
            json.putObject("properties")
                    .put("email", Json.text(kept, "emails"))
                    .put("phone", Json.text(kept, "phone"))
                    .put("alertNotifications", state)
                    .put("alertsToAdmins", kept.at("/notificationsByRole/state").asString("Off"));
            return;
        }
        ObjectNode made = Json.object().put("emails", Json.text(kept, "emails")).put("phone", Json.text(kept, "phone"));
        made.putObject("alertNotifications")
                .put("state", state)
                .put(
                        "minimalSeverity",
                        kept.path("notificationsSources")
                                .valueStream()
                                .filter(s -> Json.text(s, "sourceType").equals("Alert"))
                                .map(s -> Json.text(s, "minimalSeverity"))
                                .findFirst()
                                .orElse("High"));
        if (kept.has("notificationsByRole")) {
            made.set("notificationsByRole", kept.get("notificationsByRole"));
        }
        json.set("properties", made);
    }
}
