package io.tidewaiter.server.security;

import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.server.stored.Declaration;
import io.tidewaiter.server.stored.Place;
import io.tidewaiter.server.stored.StoredType;
import io.tidewaiter.store.ResourceStore;
import java.util.List;

/** Who is to remediate what until when: {@code governanceAssignments} on an assessment, {@code governanceRules}. */
final class Governance {
    private static final List<String> VERSIONS = List.of("2022-01-01-preview");
    private static final Shape.Members MAIL = Shape.object()
            .may("disableManagerEmailNotification", new Shape.Flag())
            .may("disableOwnerEmailNotification", new Shape.Flag());
    private static final Shape.Members ASSIGNMENT = Shape.object()
            .may("owner", Shape.text(256))
            .must("remediationDueDate", new Shape.Time())
            .may(
                    "remediationEta",
                    Shape.object().must("eta", new Shape.Time()).must("justification", Shape.text(1_024)))
            .may("isGracePeriod", new Shape.Flag())
            .may("governanceEmailNotification", MAIL)
            .may(
                    "additionalData",
                    Shape.object()
                            .may("ticketNumber", new Shape.Whole(0, Integer.MAX_VALUE))
                            .may("ticketLink", Shape.text(1_024))
                            .may("ticketStatus", Shape.text(128)));
    private static final Shape.Members RULE = Shape.object()
            .must("displayName", Shape.text(256))
            .may("description", Shape.text(1_024))
            .may("remediationTimeframe", Shape.text("P?[0-9.:DTHMS]{1,32}", "a duration"))
            .may("isGracePeriod", new Shape.Flag())
            .must("rulePriority", new Shape.Whole(0, 1_000))
            .may("isDisabled", new Shape.Flag())
            .must("ruleType", Shape.choice("Integrated", "ServiceNow"))
            .must("sourceResourceType", Shape.choice("Assessments"))
            .may("excludedScopes", new Shape.ListOf(Shape.text(1_024), 100))
            .must("conditionSets", new Shape.ListOf(new Shape.Anything(8_192), 100))
            .may("includeMemberScopes", new Shape.Flag())
            .must(
                    "ownerSource",
                    Shape.object()
                            .must("type", Shape.choice("ByTag", "Manually"))
                            .may("value", Shape.text(256)))
            .may("governanceEmailNotification", MAIL)
            .told("tenantId", "metadata");

    private final ResourceStore resources;

    Governance(ResourceStore resources) {
        this.resources = resources;
    }

    List<ArmType> types() {
        return List.of(
                new StoredType(
                                Declaration.of(
                                                "Microsoft.Security/assessments/governanceAssignments",
                                                VERSIONS,
                                                Place.RESOURCE,
                                                Place.RESOURCE_GROUP,
                                                Place.SUBSCRIPTION)
                                        .body(Shape.object().must("properties", ASSIGNMENT)),
                                resources)
                        .all(),
                new StoredType(
                                Declaration.of(
                                                "Microsoft.Security/governanceRules",
                                                VERSIONS,
                                                Place.SUBSCRIPTION,
                                                Place.MANAGEMENT_GROUP)
                                        .body(Shape.object().must("properties", RULE)),
                                resources)
                        .all());
    }
}
