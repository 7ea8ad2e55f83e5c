package io.tidewaiter.server.role;

import java.util.List;
import java.util.Locale;

/**
 * What a role allows ({@code Microsoft.Authorization/roleDefinitions}).
 *
 * @param name the role's GUID
 * @param assignableScopes where it may be assigned; {@code /} for everywhere
 * @param custom whether somebody made it, rather than us
 */
public record RoleDefinition(
        String name,
        String roleName,
        String description,
        List<Permission> permissions,
        List<String> assignableScopes,
        boolean custom) {
    public RoleDefinition {
        permissions = List.copyOf(permissions);
        assignableScopes = List.copyOf(assignableScopes);
    }

    /**
     * A part of a role.
     *
     * @param actions what is allowed; {@code *} stands for any run of characters
     * @param notActions what is subtracted, within this part only
     * @param dataActions what is allowed inside a resource; shown, not judged here
     */
    public record Permission(
            List<String> actions, List<String> notActions, List<String> dataActions, List<String> notDataActions) {
        public Permission {
            actions = List.copyOf(actions);
            notActions = List.copyOf(notActions);
            dataActions = List.copyOf(dataActions);
            notDataActions = List.copyOf(notDataActions);
        }

        private boolean allows(String action) {
            return actions.stream().anyMatch(pattern -> matches(pattern, action))
                    && notActions.stream().noneMatch(pattern -> matches(pattern, action));
        }
    }

    /** Whether this role alone allows the action, for example {@code Microsoft.Security/assessments/read}. */
    public boolean allows(String action) {
        return permissions.stream().anyMatch(permission -> permission.allows(action));
    }

    /** Whether a pattern with {@code *} covers the whole action, without regard to case. */
    static boolean matches(String pattern, String action) {
        String p = pattern.toLowerCase(Locale.ROOT);
        String a = action.toLowerCase(Locale.ROOT);
        int star = p.indexOf('*');
        if (star < 0) {
            return p.equals(a);
        }
        if (!a.startsWith(p.substring(0, star))) {
            return false;
        }
        int at = star;
        int from = star + 1;
        for (int next = p.indexOf('*', from); next >= 0; next = p.indexOf('*', from)) {
            String part = p.substring(from, next);
            int found = a.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
            from = next + 1;
        }
        String tail = p.substring(from);
        return a.length() - at >= tail.length() && a.endsWith(tail);
    }
}
