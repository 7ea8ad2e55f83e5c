package io.tidewaiter.server.security;

import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.AsOf;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.shape.ShapeReader;
import io.tidewaiter.server.stored.Conditions;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.ArmResourceStore;
import io.tidewaiter.store.arm.Written;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Microsoft.Security/pricings}: the switch of image scanning (Azure wire reference 2.5).
 *
 * <p>{@code ContainerRegistry} and {@code Containers}, which took its place, both switch it, per subscription and, since
 * 2024-01-01, per registry: a registry's own plan goes before the subscription's, unless that one is enforced. The other
 * names are Azure's other plans; they are kept as written and do nothing here.
 */
final class Pricings {
    private static final String TYPE = "Microsoft.Security/pricings";
    private static final List<String> VERSIONS =
            List.of("2017-08-01-preview", "2018-06-01", "2022-03-01", "2023-01-01", "2024-01-01");
    private static final List<String> OURS = List.of(Plan.CONTAINER_REGISTRY, Plan.CONTAINERS);
    private static final Pattern BY_NAMES =
            Pattern.compile("\\s*name\\s+in\\s+\\(([A-Za-z,\\s']*)\\)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Shape YES_NO = Shape.choice("True", "False");
    private static final Shape.Members BODY = Shape.object()
            .told("id", "name", "type")
            .must(
                    "properties",
                    Shape.object()
                            .must("pricingTier", Shape.choice("Standard", "Free"))
                            .may("subPlan", Shape.text(64))
                            .may("enforce", YES_NO)
                            .may(
                                    "extensions",
                                    new Shape.ListOf(
                                            Shape.object()
                                                    .must("name", Shape.text(128))
                                                    .must("isEnabled", YES_NO)
                                                    .may("additionalExtensionProperties", new Shape.Anything(4_096))
                                                    .told("operationStatus"),
                                            32))
                            .told(
                                    "freeTrialRemainingTime",
                                    "enablementTime",
                                    "deprecated",
                                    "replacedBy",
                                    "inherited",
                                    "inheritedFrom",
                                    "resourcesCoverageStatus"));

    private final ResourceStore resources;

    Pricings(ResourceStore resources) {
        this.resources = resources;
    }

    List<ArmType> types() {
        return List.of(ArmType.of(TYPE, VERSIONS)
                .list(this::list)
                .get(this::get)
                .put(this::put)
                .delete(this::delete));
    }

    private Answer list(ArmRequest request) {
        Matcher names = BY_NAMES.matcher(request.parameter("$filter").orElse(""));
        boolean filtered = names.matches();
        if (!filtered && request.parameter("$filter").isPresent()) {
            return Answer.error(400, "UnsupportedQuery", "The filter that is supported is name in (A,B).");
        }
        List<String> wanted = filtered ? List.of(names.group(1).replace("'", "").split("\\s*,\\s*")) : List.of();
        return fault(request)
                .orElseGet(() -> AsOf.of(
                        request,
                        asOf -> Paging.all(namesAt(request)
                                .filter(n -> !filtered
                                        || wanted.stream()
                                                .anyMatch(w -> w.strip().equalsIgnoreCase(n)))
                                .map(n -> json(request, n, asOf))
                                .toList())));
    }

    private static Stream<String> namesAt(ArmRequest request) {
        return isSubscription(request) ? Plan.NAMES.stream() : OURS.stream();
    }

    private static boolean isSubscription(ArmRequest request) {
        return Place.of(request.path().scope()) == Place.SUBSCRIPTION;
    }

    private Answer get(ArmRequest request) {
        return fault(request).orElseGet(() -> AsOf.of(request, asOf -> Answer.ok(json(request, name(request), asOf))));
    }

    private Answer put(ArmRequest request) {
        Optional<Answer> fault = fault(request);
        if (fault.isPresent()) {
            return fault.get();
        }
        return switch (ShapeReader.read(BODY, request.body())) {
            case ShapeReader.Reading.Fault wrong ->
                Answer.invalid(wrong.message()).at(wrong.path());
            case ShapeReader.Reading.Sound sound -> write(request, name(request), sound.value());
        };
    }

    private Answer write(ArmRequest request, String name, ObjectNode body) {
        String by = request.caller().by();
        Written written = resources
                .arm()
                .put(new ArmResourceStore.Wanted(id(request, name), TYPE, body.toString()), request.when(), by);
        if (written instanceof Written.Refused) {
            return Conditions.failed();
        }
        if (isSubscription(request)) {
            boolean standard = body.at("/properties/pricingTier").asString("").equals("Standard");
            resources.putPlan(new Plan(request.subscriptionId(), name, standard), by);
        }
        return Answer.ok(json(request, name, Optional.empty()));
    }

    /** Takes a registry's own plan away, so that it has its subscription's again. */
    private Answer delete(ArmRequest request) {
        Optional<Answer> fault = fault(request);
        if (fault.isPresent()) {
            return fault.get();
        }
        if (isSubscription(request)) {
            return Answer.error(400, "BadRequest", "A subscription's plan is switched to Free, not deleted.");
        }
        return resources
                .arm()
                .delete(
                        id(request, name(request)),
                        request.when(),
                        request.caller().by())
                .map(Answer::deleted)
                .orElseGet(Conditions::failed);
    }

    private static String name(ArmRequest request) {
        String asked = request.path().name();
        return Plan.NAMES.stream()
                .filter(n -> n.equalsIgnoreCase(asked))
                .findFirst()
                .orElse(asked);
    }

    private String id(ArmRequest request, String name) {
        return ScopeCheck.spelled(resources, request.path().scope()) + "/providers/" + TYPE + "/" + name;
    }

    private Optional<Answer> fault(ArmRequest request) {
        Scope scope = request.path().scope();
        boolean registry = scope.registry().isPresent();
        if (!isSubscription(request) && !registry) {
            return Optional.of(Answer.invalid("Plans are switched per subscription and per registry."));
        }
        if (registry && request.apiVersion().compareTo("2024") < 0) {
            return Optional.of(Answer.invalid("A registry's own plan is there since api-version 2024-01-01."));
        }
        Optional<Answer> absent = ScopeCheck.absent(resources, scope);
        if (absent.isPresent()) {
            return absent;
        }
        boolean unknown = request.path().isItem() && namesAt(request).noneMatch(name(request)::equals);
        return unknown
                ? Optional.of(Answer.error(
                        404,
                        "ResourceNotFound",
                        "There is no plan '" + Quoted.of(request.path().name()) + "' here; there are "
                                + String.join(", ", namesAt(request).toList()) + "."))
                : Optional.empty();
    }

    /** @param asOf the time that is asked about; empty for now. What of its registries is covered is told of now alone */
    private ObjectNode json(ArmRequest request, String name, Optional<Instant> asOf) {
        String id = id(request, name);
        ObjectNode json = Json.resource(id, name, TYPE);
        String above = "/subscriptions/" + request.subscriptionId();
        Optional<ArmResource> own = stored(id, asOf);
        Optional<ArmResource> inherited = stored(above + "/providers/" + TYPE + "/" + name, asOf);
        boolean enforced = inherited
                .map(Pricings::properties)
                .filter(p -> Json.text(p, "enforce").equals("True"))
                .isPresent();
        boolean isOwn = isSubscription(request) || (own.isPresent() && !enforced);
        JsonNode kept = (isOwn ? own : inherited).map(Pricings::properties).orElseGet(Json::object);
        String tier = isOwn && !isSubscription(request)
                ? Json.text(kept, "pricingTier")
                : asOf.map(then -> resources.planHistory().at(request.subscriptionId(), name, then))
                        .orElseGet(() -> resources.plan(request.subscriptionId(), name))
                        .map(Plan::pricingTier)
                        .orElse("Free");
        ObjectNode properties = json.putObject("properties").put("pricingTier", tier);
        spell(request.apiVersion(), properties, kept, name);
        if (request.apiVersion().compareTo("2024") > 0) {
            properties
                    .put("enforce", kept.path("enforce").asString("False"))
                    .put("inherited", isOwn ? "False" : "True");
            if (asOf.isEmpty()) {
                properties.put("resourcesCoverageStatus", coverage(request));
            }
            if (!isOwn) {
                properties.put("inheritedFrom", above);
            }
        }
        (isOwn ? own : inherited)
                .filter(r -> tier.equals("Standard") && request.apiVersion().compareTo("2023") > 0)
                .ifPresent(r -> properties.put("enablementTime", r.changedAt().toString()));
        return json;
    }

    private Optional<ArmResource> stored(String id, Optional<Instant> asOf) {
        return asOf.isPresent()
                ? resources.arm().get(TYPE, id, asOf.get())
                : resources.arm().get(id);
    }

    /** What came with each version. */
    private static void spell(String version, ObjectNode properties, JsonNode kept, String name) {
        if (version.compareTo("2018") > 0) {
            properties.put("freeTrialRemainingTime", "PT0S");
        }
        if (version.compareTo("2022") > 0) {
            if (kept.has("subPlan")) {
                properties.set("subPlan", kept.get("subPlan"));
            }
            if (Plan.isDeprecated(name)) {
                properties.put("deprecated", true).putArray("replacedBy").add(Plan.CONTAINERS);
            }
        }
        if (version.compareTo("2023") > 0 && kept.path("extensions") instanceof ArrayNode extensions) {
            properties.set("extensions", extensions);
        }
    }

    private String coverage(ArmRequest request) {
        List<RegistryResource> all =
                ScopeCheck.registries(resources, request.path().scope());
        long covered = all.stream().filter(resources::isCovered).count();
        if (all.isEmpty()) {
            boolean on = OURS.stream()
                    .flatMap(n -> resources.plan(request.subscriptionId(), n).stream())
                    .anyMatch(Plan::standard);
            return on ? "FullyCovered" : "NotCovered";
        }
        return covered == 0 ? "NotCovered" : covered == all.size() ? "FullyCovered" : "PartiallyCovered";
    }

    private static JsonNode properties(ArmResource pricing) {
        return Responses.JSON.readTree(pricing.body()).path("properties");
    }
}
