package io.tidewaiter.server.stored;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.AsOf;
import io.tidewaiter.server.resource.Known;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.shape.ShapeReader;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.ArmResourceStore;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.arm.Written;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The handlers of a declared type.
 *
 * <p>PUT replaces, PATCH merges (RFC 7396), both under If-Match and If-None-Match; a list shows what hangs on its scope
 * and on everything below; {@code asOf} shows what was there at a time.
 */
public final class StoredType {
    private static final int PATCH_TRIES = 8;
    private static final Shape.Members ENVELOPE = Shape.object().told("id", "name", "type", "etag", "systemData");

    private final Declaration declaration;
    private final ResourceStore resources;

    public StoredType(Declaration declaration, ResourceStore resources) {
        this.declaration = declaration;
        this.resources = resources;
    }

    /** The type with everything that can be done with it. */
    public ArmType all() {
        return readable().put(this::put).patch(this::patch).delete(this::delete);
    }

    /** The type, to be read only. */
    public ArmType readable() {
        return ArmType.of(declaration.type(), declaration.apiVersions())
                .list(this::list)
                .get(this::get);
    }

    /** Lists what hangs on the scope and below it. */
    public Answer list(ArmRequest request) {
        return AsOf.of(request, asOf -> misplaced(request, asOf).orElseGet(() -> list(request, asOf)));
    }

    private Answer list(ArmRequest request, Optional<Instant> asOf) {
        Optional<String> after = Paging.after(request);
        OptionalInt top = Paging.top(request);
        if (after.isEmpty() || top.isEmpty()) {
            return after.isEmpty() ? Paging.badToken() : Paging.badTop();
        }
        int max = top.getAsInt();
        List<ArmResource> found = asOf.isPresent()
                ? resources.arm().list(declaration.type(), prefix(request), asOf.get()).stream()
                        .filter(r -> key(r).compareTo(after.get()) > 0)
                        .toList()
                : page(request, after.get());
        boolean more = found.size() > max;
        List<ArmResource> page = more ? found.subList(0, max) : found;
        return Paging.of(
                request,
                page.stream().map(r -> json(request, r)).toList(),
                more ? Optional.of(key(page.getLast())) : Optional.empty());
    }

    private List<ArmResource> page(ArmRequest request, String after) {
        Scope scope = request.path().scope();
        if (Place.of(scope) != Place.MANAGEMENT_GROUP) {
            return resources.arm().list(declaration.type(), prefix(request), after, Paging.LIST_MAX + 1);
        }
        return resources.arm().list(declaration.type(), "", after, Integer.MAX_VALUE).stream()
                .filter(r -> ScopeCheck.covers(resources, scope, Scope.of(r.id())))
                .toList();
    }

    /** Where the ids of a list begin. */
    private static String prefix(ArmRequest request) {
        Scope on = request.path().protectedScope();
        boolean child = !request.path().names().isEmpty();
        if (child) {
            return request.path().whole().id() + "/";
        }
        return on.segments().isEmpty() || Place.of(on) == Place.MANAGEMENT_GROUP ? "" : on.id() + "/";
    }

    /** One resource. */
    public Answer get(ArmRequest request) {
        return AsOf.of(request, asOf -> misplaced(request, asOf).orElseGet(() -> get(request, asOf)));
    }

    private Answer get(ArmRequest request, Optional<Instant> asOf) {
        String id = request.path().whole().id();
        return asOf.map(then -> resources.arm().get(declaration.type(), id, then))
                .orElseGet(() -> found(id))
                .map(r -> Answer.ok(json(request, r)).with("ETag", '"' + r.etag() + '"'))
                .orElseGet(() -> Answer.notFound(id));
    }

    private Optional<ArmResource> found(String id) {
        return resources.arm().get(id).filter(r -> r.type().equalsIgnoreCase(declaration.type()));
    }

    /** Creates or replaces. */
    public Answer put(ArmRequest request) {
        Optional<Answer> fault = misplaced(request);
        if (fault.isPresent()) {
            return fault.get();
        }
        if (!declaration.names().matcher(request.path().name()).matches()) {
            return Answer.error(
                    400,
                    "InvalidResourceName",
                    "The name '" + Quoted.of(request.path().name()) + "' does not match "
                            + declaration.names().pattern() + ".");
        }
        Optional<ArmResource> before = found(request.path().whole().id());
        return write(request, request.body(), before, request.when());
    }

    /** Merges into what is there. */
    public Answer patch(ArmRequest request) {
        String id = request.path().whole().id();
        Optional<Answer> fault = misplaced(request);
        for (int i = 0; i < PATCH_TRIES && fault.isEmpty(); i++) {
            Optional<ArmResource> before = found(id);
            if (before.isEmpty()) {
                return Answer.notFound(id);
            }
            if (!request.when().holds(Optional.of(before.get().etag()))) {
                return Conditions.failed();
            }
            ObjectNode merged = body(before.get());
            merge(merged, request.body());
            Answer answer = write(
                    request, merged, before, Precondition.over(before.get().etag()));
            if (answer.status() != 412) {
                return answer;
            }
        }
        return fault.orElseGet(Conditions::failed);
    }

    private Answer write(ArmRequest request, ObjectNode given, Optional<ArmResource> before, Precondition when) {
        return switch (ShapeReader.read(withEnvelope(), given)) {
            case ShapeReader.Reading.Fault wrong ->
                Answer.invalid(wrong.message()).at(wrong.path());
            case ShapeReader.Reading.Sound sound -> {
                Optional<Answer> refused = declaration.check().fault(request, sound.value(), before);
                yield refused.isPresent() ? refused.get() : store(request, sound.value(), when);
            }
        };
    }

    private Shape.Members withEnvelope() {
        Shape.Members all = declaration.body();
        for (Map.Entry<String, Shape.Member> member : ENVELOPE.members().entrySet()) {
            all = all.members().containsKey(member.getKey()) ? all : all.told(member.getKey());
        }
        return all;
    }

    private Answer store(ArmRequest request, ObjectNode body, Precondition when) {
        Written written = resources
                .arm()
                .put(
                        new ArmResourceStore.Wanted(id(request), declaration.type(), body.toString()),
                        when,
                        request.caller().by());
        return switch (written) {
            case Written.Refused refused -> Conditions.failed();
            case Written.Created created ->
                Answer.created(json(request, created.resource()))
                        .with("ETag", '"' + created.resource().etag() + '"');
            case Written.Replaced replaced ->
                Answer.ok(json(request, replaced.resource()))
                        .with("ETag", '"' + replaced.resource().etag() + '"');
        };
    }

    /** The id in the spelling of what is above it, of the type as declared, and of the name as asked. */
    private String id(ArmRequest request) {
        String type = declaration.type();
        boolean child = request.path().types().size() > 1;
        String own = child ? type.substring(type.lastIndexOf('/') + 1) : "providers/" + type;
        Scope parent = child ? parent(request) : request.path().scope();
        return ScopeCheck.spelled(resources, parent) + "/" + own + "/"
                + request.path().name();
    }

    /** Removes it and what hangs on it. */
    public Answer delete(ArmRequest request) {
        String id = request.path().whole().id();
        Optional<Answer> fault = misplaced(request);
        if (fault.isPresent()) {
            return fault.get();
        }
        if (found(id).isEmpty()) {
            return Answer.deleted(false);
        }
        return resources
                .arm()
                .delete(id, request.when(), request.caller().by())
                .map(Answer::deleted)
                .orElseGet(Conditions::failed);
    }

    /** The JSON of a resource for a reader. */
    public ObjectNode json(ArmRequest request, ArmResource resource) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", resource.id())
                .put("name", resource.name())
                .put("type", declaration.type());
        if (declaration.etag()) {
            json.put("etag", resource.etag());
        }
        ShapeReader.shown(declaration.body(), body(resource)).forEachEntry(json::set);
        declaration.view().complete(request, resource, json);
        return json;
    }

    private static ObjectNode body(ArmResource resource) {
        return (ObjectNode) Responses.JSON.readTree(resource.body());
    }

    /** What says that there is no such place, or that the type does not belong there. */
    private Optional<Answer> misplaced(ArmRequest request) {
        return misplaced(request, Optional.empty());
    }

    private Optional<Answer> misplaced(ArmRequest request, Optional<Instant> asOf) {
        Scope scope = request.path().scope();
        Place place = Place.of(scope);
        boolean lists = !request.path().isItem();
        boolean child = request.path().types().size() > 1;
        boolean belongs = declaration.places().contains(place)
                || (lists && declaration.places().stream().anyMatch(p -> p.compareTo(place) > 0));
        if (!belongs) {
            return Optional.of(
                    Answer.invalid("'" + declaration.type() + "' does not belong at '" + Quoted.of(scope.id()) + "'."));
        }
        Scope parent = child ? parent(request) : scope;
        return new Known(resources, asOf).absent(parent);
    }

    private static Scope parent(ArmRequest request) {
        List<String> all = request.path().segments();
        return new Scope(all.subList(0, all.size() - (request.path().isItem() ? 2 : 1)));
    }

    /** Merges as RFC 7396 says. */
    public static void merge(ObjectNode into, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            JsonNode before = into.get(entry.getKey());
            if (entry.getValue().isNull()) {
                into.remove(entry.getKey());
            } else if (before instanceof ObjectNode inner && entry.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static String key(ArmResource resource) {
        return resource.id().toLowerCase(Locale.ROOT);
    }
}
