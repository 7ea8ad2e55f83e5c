package io.tidewaiter.server.security;

import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.store.ResourceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Azure's clients list beside findings, and of which there is none here: scanning images raises no alerts, and no
 * compliance standard is judged. The lists are empty, rather than unknown, so that who reads everything is not stopped.
 */
final class Absences {
    private static final Map<String, List<String>> VERSIONS = new TreeMap<>(Map.of(
            "alerts", List.of("2019-01-01", "2020-01-01", "2021-01-01", "2021-11-01", "2022-01-01"),
            "locations/alerts", List.of("2019-01-01", "2020-01-01", "2021-01-01", "2021-11-01", "2022-01-01"),
            "alertsSuppressionRules", List.of("2019-01-01-preview"),
            "tasks", List.of("2015-06-01-preview"),
            "regulatoryComplianceStandards", List.of("2019-01-01-preview", "2019-01-01"),
            "workspaceSettings", List.of("2017-08-01-preview")));

    private final ResourceStore resources;

    Absences(ResourceStore resources) {
        this.resources = resources;
    }

    List<ArmType> types() {
        List<ArmType> types = new ArrayList<>();
        VERSIONS.forEach((name, versions) -> types.add(ArmType.of("Microsoft.Security/" + name, versions)
                .list(request ->
                        ScopeCheck.absent(resources, request.path().scope()).orElseGet(() -> Paging.all(List.of())))
                .get(request -> Answer.notFound(request.path().whole().id()))));
        return types;
    }
}
