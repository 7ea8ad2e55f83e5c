package io.tidewaiter.graph.table;

/** What a caller needs the right to read, for a row to be there. */
public enum Right {
    /** Findings, recommendations, plans: {@code Microsoft.Security/assessments/subAssessments/read}. */
    SECURITY("Microsoft.Security/assessments/subAssessments/read"),
    /** Registries: {@code Microsoft.ContainerRegistry/registries/read}. */
    RESOURCES("Microsoft.ContainerRegistry/registries/read"),
    /** Subscriptions and resource groups. */
    CONTAINERS("Microsoft.Resources/subscriptions/resourceGroups/read"),
    /** Role assignments. */
    AUTHORIZATION("Microsoft.Authorization/roleAssignments/read"),
    /** Role definitions. */
    ROLES("Microsoft.Authorization/roleDefinitions/read"),
    /** Policy assignments and exemptions. */
    POLICY("Microsoft.Authorization/policyAssignments/read");

    private final String action;

    Right(String action) {
        this.action = action;
    }

    /** The action as roles name it. */
    public String action() {
        return action;
    }
}
