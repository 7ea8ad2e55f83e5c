package io.tidewaiter.server.resource;

import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.SubAssessmentForm;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.ImageStore;
import io.tidewaiter.store.Page;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.SubAssessmentQuery;
import io.tidewaiter.store.SubAssessmentRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code Microsoft.Security/assessments/subAssessments}: one per image and finding (Azure wire reference 2.1). */
public final class SubAssessments {
    private static final List<String> VERSIONS = List.of("2019-01-01-preview");
    private static final String NESTED = "Microsoft.Security/assessments/subAssessments";

    private final ResourceStore resources;
    private final ImageStore images;
    private final AssessmentKey usual;

    /** @param usual whose form the list over all assessments has */
    public SubAssessments(ResourceStore resources, ImageStore images, AssessmentKey usual) {
        this.resources = resources;
        this.images = images;
        this.usual = usual;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(NESTED, VERSIONS).list(this::listOfOne).get(this::get),
                new ArmType("Microsoft.Security/subAssessments", VERSIONS, NESTED, List.of()).list(this::listOfAll));
    }

    private Answer listOfAll(ArmRequest request) {
        return list(request, usual);
    }

    private Answer listOfOne(ArmRequest request) {
        Optional<AssessmentKey> key = AssessmentKey.of(request.path().names().getFirst());
        return key.isPresent()
                ? list(request, key.get())
                : Answer.notFound(request.path().protectedScope().id());
    }

    private Answer list(ArmRequest request, AssessmentKey key) {
        return AsOf.of(request, asOf -> list(request, key, asOf));
    }

    private Answer list(ArmRequest request, AssessmentKey key, Optional<Instant> asOf) {
        Scope scope = request.path().scope();
        Optional<String> after = Paging.after(request);
        Known known = new Known(resources, asOf);
        Optional<Answer> absent = known.absent(scope);
        if (absent.isPresent() || after.isEmpty()) {
            return absent.orElseGet(Paging::badToken);
        }
        Page<SubAssessmentRow> page;
        try {
            SubAssessmentQuery query = SubAssessmentQuery.of(places(scope, known))
                    .after(after.get())
                    .limit(rows(request));
            page = images.subAssessments(asOf.map(query::at).orElse(query));
        } catch (IllegalArgumentException e) {
            return Paging.badToken(); // the form is ours, the content is not
        }
        Map<String, String> hosts = new HashMap<>();
        List<ObjectNode> items = page.rows().stream()
                .map(row -> SubAssessmentForm.json(row, key, host(row, known, hosts)))
                .toList();
        return Paging.of(request, items, page.after().isEmpty() ? Optional.empty() : Optional.of(page.after()));
    }

    /** What an id's beginning says is below it; a management group's subscriptions do not begin with its id. */
    private static List<String> places(Scope scope, Known known) {
        return scope.managementGroup().isEmpty()
                ? List.of(scope.id())
                : known.subscriptions(scope).stream()
                        .map(id -> "/subscriptions/" + id)
                        .toList();
    }

    /** {@code $top} up to a thousand; without it a page as Azure's are. */
    private static int rows(ArmRequest request) {
        String top = request.parameter("$top").orElse("");
        return top.matches("[1-9]\\d{0,5}") ? Math.min(Integer.parseInt(top), Paging.LIST_MAX) : Paging.ITEMS_MAX;
    }

    private Answer get(ArmRequest request) {
        return AsOf.of(request, asOf -> get(request, asOf));
    }

    /** A row in the form of an assessment, for lists of other kinds. */
    public static ObjectNode json(ResourceStore resources, SubAssessmentRow row, AssessmentKey key) {
        String host = resources
                .registry(row.registryId())
                .map(RegistryResource::loginServer)
                .orElse("");
        return SubAssessmentForm.json(row, key, host);
    }

    private Answer get(ArmRequest request, Optional<Instant> asOf) {
        Optional<AssessmentKey> key = AssessmentKey.of(request.path().names().getFirst());
        Optional<RegistryResource> registry =
                new Known(resources, asOf).registry(request.path().scope().id());
        Optional<SubAssessmentRow> row = registry.flatMap(
                r -> images.subAssessment(r.id(), request.path().name(), asOf.orElse(null)));
        return key.isPresent() && row.isPresent()
                ? Answer.ok(SubAssessmentForm.json(
                        row.get(), key.get(), registry.get().loginServer()))
                : Answer.notFound(request.path().whole().id());
    }

    private static String host(SubAssessmentRow row, Known known, Map<String, String> hosts) {
        return hosts.computeIfAbsent(
                row.registryId(),
                id -> known.registry(id).map(RegistryResource::loginServer).orElse(""));
    }
}
