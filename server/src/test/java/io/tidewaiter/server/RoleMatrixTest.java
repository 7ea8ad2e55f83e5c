package io.tidewaiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.BuiltInRoles;
import io.tidewaiter.server.role.RoleDefinition;
import io.tidewaiter.server.role.Scope;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every endpoint × every caller × every foreign scope: denied, and the denial says of what and where. */
class RoleMatrixTest {
    private static final Path PAGE = Path.of("..", "docs", "guide", "roles.md");

    @TempDir
    static Path folder;

    private static RunningServer running;
    private static String mine;
    private static String theirs;

    @BeforeAll
    static void start() {
        running = RunningServer.start(folder);
        mine = "/subscriptions/" + running.admin.subscriptionId();
        theirs = "/subscriptions/" + UUID.randomUUID();
        running.put(theirs + "?api-version=2022-12-01", "{\"displayName\":\"theirs\"}", running.adminToken);
        running.registry("Mine");
        running.put(
                registry(theirs) + RunningServer.REGISTRY_VERSION,
                "{\"properties\":{\"loginServer\":\"theirs.example\"}}",
                running.adminToken);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String registry(String subscription) {
        String name = subscription.equals(mine) ? "Mine" : "Theirs";
        return subscription + "/resourceGroups/RG-One/providers/Microsoft.ContainerRegistry/registries/" + name;
    }

    /** An operation of a type at a scope. */
    private record Call(String method, String path, String permission, String scope) {}

    /** Every operation at a subscription, a resource group, a registry and the tenant, as far as its type can lie there. */
    private static List<Call> calls(String subscription) {
        List<Call> calls = new ArrayList<>();
        for (ArmType type : running.server.armTypes()) {
            for (ArmType.Operation operation : type.operations()) {
                for (String scope : scopes(type, subscription)) {
                    calls.add(call(type, operation, scope));
                }
            }
        }
        return calls;
    }

    private static List<String> scopes(ArmType type, String subscription) {
        String name = type.name().toLowerCase(Locale.ROOT);
        if (name.endsWith("/register") || name.endsWith("/operations")) {
            return List.of("", subscription);
        }
        if (name.startsWith("microsoft.resources/subscriptions")) {
            return List.of(subscription);
        }
        if (name.startsWith("microsoft.resources/tenants") || name.startsWith("microsoft.management/")) {
            return List.of("");
        }
        if (name.startsWith("microsoft.resources/")) {
            return List.of(subscription);
        }
        if (name.startsWith("microsoft.containerregistry/registries")) {
            return List.of(subscription + "/resourceGroups/RG-One");
        }
        return List.of("", subscription, subscription + "/resourceGroups/RG-One", registry(subscription));
    }

    private static Call call(ArmType type, ArmType.Operation operation, String scope) {
        String[] parts = type.name().split("/");
        String version = "?api-version=" + type.apiVersions().getLast();
        StringBuilder path = new StringBuilder();
        if (type.name().startsWith("Microsoft.Resources/subscriptions")) {
            boolean groups = parts.length > 2;
            path.append(groups || operation.item() ? scope : "/subscriptions");
            if (groups) {
                path.append("/resourceGroups").append(operation.item() ? "/RG-One" : "");
            }
        } else if (type.name().startsWith("Microsoft.Resources/")
                && !parts[1].equals("register")
                && !parts[1].equals("operations")) {
            path.append(scope).append('/').append(parts[1]).append(operation.item() ? "/Microsoft.Security" : "");
        } else {
            path.append(scope).append("/providers/").append(parts[0]);
            for (int i = 1; i < parts.length; i++) {
                path.append('/').append(parts[i]);
                boolean named = i < parts.length - 1 || operation.item();
                path.append(named ? "/" + name(parts, i, scope) : "");
            }
        }
        return new Call(operation.method(), path + version, operation.permission(), scope);
    }

    private static String name(String[] parts, int i, String scope) {
        if (parts[i].equals("registries")) {
            return scope.startsWith(theirs) ? "Theirs" : "Mine";
        }
        return switch (parts[i]) {
            case "assessments" -> "dbd0cb49-b563-45e7-9724-889e799fa648";
            case "pricings" -> "ContainerRegistry";
            default -> "00000000-0000-4000-8000-000000000000";
        };
    }

    private static RunningServer.Reply send(Call call, String token) {
        HttpRequest.Builder request = running.request(call.path(), token);
        return running.send(
                call.method().equals("PUT")
                                || call.method().equals("POST")
                                || call.method().equals("PATCH")
                        ? request.method(call.method(), BodyPublishers.ofString("{}"))
                                .build()
                        : request.method(call.method(), BodyPublishers.noBody()).build());
    }

    @Test
    void whoHasEveryRoleElsewhereHasNoneHere() {
        Map<String, String> callers = new LinkedHashMap<>();
        callers.put(
                "nobody",
                running.principal("matrix-none", BuiltInRoles.all().get(2).name(), registry(mine)));
        for (RoleDefinition role : BuiltInRoles.all()) {
            callers.put(role.roleName(), running.principal("matrix-" + role.name(), role.name(), mine));
        }
        List<Call> foreign = calls(theirs).stream()
                .filter(c -> !c.permission().isEmpty() && !c.method().equals("HEAD"))
                .toList();
        int combinations = 0;
        for (Map.Entry<String, String> caller : callers.entrySet()) {
            for (Call call : foreign) {
                RunningServer.Reply reply = send(call, caller.getValue());
                String what = caller.getKey() + " " + call.method() + " " + call.path();
                assertThat(reply.status()).as(what).isEqualTo(403);
                assertThat(reply.code()).as(what).isEqualTo("AuthorizationFailed");
                assertThat(reply.message().toLowerCase(Locale.ROOT))
                        .as(what)
                        .contains("'" + call.permission().toLowerCase(Locale.ROOT) + "'")
                        .contains("over scope '" + call.scope().toLowerCase(Locale.ROOT));
                combinations++;
            }
        }
        int anonymous = 0;
        for (Call call : calls(theirs)) {
            RunningServer.Reply reply = send(call, "");
            assertThat(reply.status())
                    .as("nobody " + call.method() + " " + call.path())
                    .isEqualTo(401);
            anonymous++;
        }
        System.out.println("role matrix: " + combinations + " combinations of endpoint, caller and foreign scope were"
                + " denied; " + anonymous + " without a token");
        assertThat(combinations).isGreaterThan(1_000);
    }

    @Test
    void whatIsOpenToAllShowsNothingOfOthers() {
        String stranger =
                running.principal("matrix-stranger", BuiltInRoles.all().get(2).name(), registry(mine));
        for (Call call : calls(theirs)) {
            if (call.permission().isEmpty() && call.method().equals("GET")) {
                RunningServer.Reply reply = send(call, stranger);
                assertThat(reply.raw().body())
                        .as(call.path())
                        .doesNotContain("theirs.example")
                        .doesNotContain("\"displayName\":\"theirs\"");
            }
        }
    }

    @Test
    void theAnswerIsTheRolesAndNothingElse() {
        // The same question put to the check itself, for every role at every height.
        int asked = 0;
        for (RoleDefinition role : BuiltInRoles.all()) {
            for (String held : List.of(mine, mine + "/resourceGroups/RG-One", registry(mine))) {
                AccessCheck check = new AccessCheck(
                        id -> List.of(new RoleAssignment("n", held, role.name(), "p")),
                        BuiltInRoles::of,
                        scope -> List.of());
                for (String action : actions()) {
                    for (String at : List.of(mine, mine + "/resourceGroups/RG-One", registry(mine), theirs, "/")) {
                        boolean below = Scope.of(held).contains(Scope.of(at));
                        assertThat(check.allows("p", action, Scope.of(at)))
                                .as(role.roleName() + " on " + held + ": " + action + " at " + at)
                                .isEqualTo(below && role.allows(action));
                        asked++;
                    }
                }
            }
        }
        System.out.println("role matrix: the check was asked " + asked + " times");
    }

    private static Set<String> actions() {
        Set<String> actions = new TreeSet<>();
        running.server
                .armTypes()
                .forEach(type -> type.operations().stream()
                        .map(ArmType.Operation::permission)
                        .filter(p -> !p.isEmpty())
                        .forEach(actions::add));
        return actions;
    }

    @Test
    void thePageIsMadeFromTheTable() throws IOException {
        String page = page();
        if (Boolean.getBoolean("tidewaiter.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8))
                .as("docs/guide/roles.md is stale: run this test with -Dtest.args=-Dtidewaiter.write=true")
                .isEqualTo(page);
    }

    private static String page() {
        List<RoleDefinition> roles = BuiltInRoles.all().stream()
                .filter(r -> r.permissions().getFirst().actions().stream()
                        .noneMatch(a -> a.startsWith("Microsoft.ContainerRegistry/registries/")))
                .toList();
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| action |");
        roles.forEach(r -> page.append(' ').append(r.roleName()).append(" |"));
        page.append("\n|---|").append("---|".repeat(roles.size())).append('\n');
        for (String action : actions()) {
            page.append("| `").append(action).append("` |");
            roles.forEach(r -> page.append(r.allows(action) ? " yes |" : " |"));
            page.append('\n');
        }
        page.append("\n## The roles\n\n| role | id | may |\n|---|---|---|\n");
        for (RoleDefinition role : BuiltInRoles.all()) {
            page.append("| ")
                    .append(role.roleName())
                    .append(" | `")
                    .append(role.name())
                    .append("` | ")
                    .append(role.description())
                    .append(" |\n");
        }
        return page.toString();
    }

    private static final String HEAD = """
            # Roles

            This page is made from the code by `RoleMatrixTest`, which fails when it is stale.

            Nothing is allowed that no role allows. A role is given to a principal (a service principal, a user, a group)
            on a scope, and holds there and on everything below: management group → subscription → resource group →
            resource → what hangs on it. A denial (403 `AuthorizationFailed`) names the action and the scope.

            Groups are `Tidewaiter.Security/groups` at the tenant: `members` are object ids, of other groups, too; a role
            of the group is a role of each of them. Custom roles are `Microsoft.Authorization/roleDefinitions` that you
            PUT: `actions` and `notActions` with `*`, and `assignableScopes`; who writes one needs
            `Microsoft.Authorization/roleDefinitions/write` on every one of those. Conditions on assignments are refused.
            Moving a subscription or a management group gives and takes roles: it needs
            `Microsoft.Authorization/roleAssignments/write` on what moves and
            `Microsoft.Management/managementGroups/write` on both ends.

            Every change is in the audit: `GET {scope}/providers/Tidewaiter.Security/auditEvents?api-version=2026-11-01`
            shows those of a scope and below, the latest first. It is only ever added to.

            ## Who may do what

            """;
}
