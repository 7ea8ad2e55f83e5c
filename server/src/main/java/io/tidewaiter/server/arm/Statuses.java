package io.tidewaiter.server.arm;

import io.tidewaiter.server.http.Answer;
import java.util.List;
import java.util.Set;

/**
 * The status of a success where Azure's own description of a type knows one only: its clients take every other for a
 * failure, also 201 of what was made and 200 of what was removed.
 */
final class Statuses {
    /**
     * One status.
     *
     * @param before versions before this one; empty for all
     */
    private record Only(String type, String method, int status, String before) {}

    private static final Set<Integer> SUCCESSES = Set.of(200, 201, 204);
    private static final List<Only> ALL = List.of(
            new Only("Microsoft.Security/assessmentMetadata", "PUT", 200, ""),
            new Only("Microsoft.Security/assessmentMetadata", "DELETE", 200, ""),
            new Only("Microsoft.Security/settings", "PUT", 200, ""),
            new Only("Microsoft.Security/securityContacts", "PUT", 200, "2020"),
            new Only("Microsoft.Security/securityContacts", "DELETE", 204, "2020"),
            new Only("Microsoft.Security/automations", "DELETE", 204, ""),
            new Only("Microsoft.Management/managementGroups", "PUT", 200, ""),
            new Only("Microsoft.Management/managementGroups", "DELETE", 204, ""),
            new Only("Microsoft.Authorization/roleDefinitions", "PUT", 201, ""),
            new Only("Microsoft.Authorization/roleAssignments", "PUT", 201, "2020-10"));

    private Statuses() {}

    /** The answer with the status that the type's clients know; what is no success stays as it is. */
    static Answer known(Answer answer, ArmType type, String method, String version) {
        if (!SUCCESSES.contains(answer.status())) {
            return answer;
        }
        return ALL.stream()
                .filter(only -> only.type().equalsIgnoreCase(type.name())
                        && only.method().equals(method)
                        && (only.before().isEmpty() || version.compareTo(only.before()) < 0))
                .findFirst()
                .map(only -> new Answer(only.status(), only.status() == 204 ? null : answer.body(), answer.headers()))
                .orElse(answer);
    }
}
