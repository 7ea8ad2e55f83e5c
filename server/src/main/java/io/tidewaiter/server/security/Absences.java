package io.tidewaiter.server.security;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.store.ResourceStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Azure's clients list beside findings, and of which there is none here: scanning images raises no alerts, and no
 * compliance standard is judged. The lists are empty, rather than unknown, so that who reads everything is not stopped.
 */
final class Absences {
    private static final List<String> ALERTS =
            List.of("2019-01-01", "2020-01-01", "2021-01-01", "2021-11-01", "2022-01-01");
    private static final List<String> COMPLIANCE = List.of("2019-01-01-preview", "2019-01-01");
    private static final List<String> NETWORK = List.of("2015-06-01-preview", "2020-01-01");
    private static final List<String> CONNECTORS = List.of(
            "2021-07-01-preview",
            "2022-05-01-preview",
            "2022-08-01-preview",
            "2023-10-01-preview",
            "2024-08-01-preview");
    private static final Map<String, List<String>> VERSIONS = new TreeMap<>(Map.ofEntries(
            Map.entry("alerts", ALERTS),
            Map.entry("locations/alerts", ALERTS),
            Map.entry("alertsSuppressionRules", List.of("2019-01-01-preview")),
            Map.entry("tasks", List.of("2015-06-01-preview")),
            Map.entry("locations/tasks", List.of("2015-06-01-preview")),
            Map.entry("regulatoryComplianceStandards", COMPLIANCE),
            Map.entry("regulatoryComplianceStandards/regulatoryComplianceControls", COMPLIANCE),
            Map.entry(
                    "regulatoryComplianceStandards/regulatoryComplianceControls/regulatoryComplianceAssessments",
                    COMPLIANCE),
            Map.entry("topologies", NETWORK),
            Map.entry("locations/topologies", NETWORK),
            Map.entry("allowedConnections", NETWORK),
            Map.entry("jitNetworkAccessPolicies", NETWORK),
            Map.entry("locations/jitNetworkAccessPolicies", NETWORK),
            Map.entry("discoveredSecuritySolutions", NETWORK),
            Map.entry("externalSecuritySolutions", NETWORK),
            Map.entry("securitySolutions", NETWORK),
            Map.entry("securitySolutionsReferenceData", NETWORK),
            Map.entry("applicationWhitelistings", NETWORK),
            Map.entry("adaptiveApplicationControls", NETWORK),
            Map.entry("iotSecuritySolutions", List.of("2019-08-01")),
            Map.entry("securityConnectors", CONNECTORS),
            Map.entry("autoProvisioningSettings", List.of("2017-08-01-preview")),
            Map.entry("workspaceSettings", List.of("2017-08-01-preview"))));

    private final ResourceStore resources;

    Absences(ResourceStore resources) {
        this.resources = resources;
    }

    List<ArmType> types() {
        List<ArmType> types = new ArrayList<>();
        VERSIONS.forEach((name, versions) -> types.add(ArmType.of("Microsoft.Security/" + name, versions)
                .list(request -> ScopeCheck.absent(resources, request.path().scope())
                        .orElseGet(() ->
                                parent(name, request).map(Answer::notFound).orElseGet(() -> Paging.all(List.of()))))
                .get(request -> Answer.notFound(request.path().whole().id()))));
        return types;
    }

    /** What a list would hang on that is not there; any place may be a location. */
    private static Optional<String> parent(String type, ArmRequest request) {
        return type.contains("/") && !type.startsWith("locations/")
                ? Optional.of(request.path().protectedScope().id())
                : Optional.empty();
    }
}
