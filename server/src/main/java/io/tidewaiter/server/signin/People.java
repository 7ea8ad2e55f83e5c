package io.tidewaiter.server.signin;

import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.model.resource.UserAccount;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.token.ClientSecrets;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.signin.SignInStore;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code Tidewaiter.Security/users}, at the tenant: who may sign in with a name and a password.
 *
 * <p>The name in the path is the user name; the object id works as well. A password that was not given is made here and
 * stands in the answer that made it, and nowhere else.
 */
public final class People {
    private static final String TYPE = "Tidewaiter.Security/users";
    private static final List<String> VERSIONS = List.of("2026-11-01");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._@+-]{0,126}[A-Za-z0-9])?");
    private static final int PASSWORD_CHARS_MIN = 12;
    private static final int PASSWORD_CHARS_MAX = 256;

    private final SignInStore store;
    private final ResourceStore roles;
    private final ClientSecrets secrets;
    private final String tenantId;
    private final ReentrantLock naming = new ReentrantLock();

    public People(SignInStore store, ResourceStore roles, ClientSecrets secrets, String tenantId) {
        this.store = store;
        this.roles = roles;
        this.secrets = secrets;
        this.tenantId = tenantId;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(TYPE, VERSIONS)
                        .list(request -> Paging.all(
                                store.users().stream().map(People::json).toList()))
                        .get(this::get)
                        .put(this::put)
                        .delete(this::delete),
                ArmType.of(TYPE + "/resetPassword", VERSIONS).action(this::reset));
    }

    private Answer get(ArmRequest request) {
        return found(request.path().name())
                .map(u -> Answer.ok(json(u)))
                .orElseGet(() -> Answer.notFound(request.path().whole().id()));
    }

    private Answer put(ArmRequest request) {
        String name = request.path().name();
        if (!request.path().scope().segments().isEmpty()) {
            return Answer.invalid("Users belong to the tenant, not to a subscription.");
        }
        JsonNode properties = request.body().path("properties");
        String given = properties.path("password").asString("");
        if (!NAME.matcher(name).matches()) {
            return Answer.invalid("A user name has 1 to 128 letters, digits, '.', '_', '@', '+' or '-'.");
        }
        if (!given.isEmpty() && (given.length() < PASSWORD_CHARS_MIN || given.length() > PASSWORD_CHARS_MAX)) {
            return Answer.invalid(
                    "A password has " + PASSWORD_CHARS_MIN + " to " + PASSWORD_CHARS_MAX + " characters.");
        }
        naming.lock(); // between the look at the names and the write nobody else takes one
        try {
            Optional<UserAccount> before = found(name);
            String shown = properties
                    .path("displayName")
                    .asString(before.map(UserAccount::displayName).orElse(name));
            if (before.isPresent()) {
                return Answer.ok(json(saved(request, before.get(), shown, given)));
            }
            String password = given.isEmpty() ? secrets.create() : given;
            UserAccount made =
                    new UserAccount(UUID.randomUUID().toString(), tenantId, name, shown, secrets.hash(password));
            store.putUser(made, request.caller().by());
            return Answer.created(given.isEmpty() ? withPassword(made, password) : json(made));
        } finally {
            naming.unlock();
        }
    }

    private Answer reset(ArmRequest request) {
        Optional<UserAccount> before = found(request.path().names().getFirst());
        if (before.isEmpty()) {
            return Answer.notFound(request.path().protectedScope().id());
        }
        String password = secrets.create();
        return Answer.ok(withPassword(saved(request, before.get(), before.get().displayName(), password), password));
    }

    /** Replaces what is shown and, where one is given, the password; whoever was signed in with the old one is not any more. */
    private UserAccount saved(ArmRequest request, UserAccount before, String shown, String password) {
        UserAccount after = new UserAccount(
                before.objectId(),
                before.tenantId(),
                before.userName(),
                shown,
                password.isEmpty() ? before.passwordHash() : secrets.hash(password));
        store.putUser(after, request.caller().by());
        if (!password.isEmpty()) {
            store.revokeGrants(before.objectId());
        }
        return after;
    }

    /** Takes the roles first: a token that is still in force must not outlive its owner. */
    private Answer delete(ArmRequest request) {
        Optional<UserAccount> before = found(request.path().name());
        String by = request.caller().by();
        if (before.isPresent()) {
            for (RoleAssignment held : roles.roleAssignments(before.get().objectId())) {
                roles.deleteRoleAssignment(held.scope(), held.name(), by);
            }
            store.deleteUser(before.get().objectId(), by);
        }
        return Answer.deleted(before.isPresent());
    }

    private Optional<UserAccount> found(String name) {
        return store.user(name).or(() -> store.userOf(name));
    }

    private static ObjectNode withPassword(UserAccount user, String password) {
        ObjectNode json = json(user);
        json.withObject("/properties").put("password", password);
        return json;
    }

    private static ObjectNode json(UserAccount user) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", "/providers/" + TYPE + "/" + user.userName())
                .put("name", user.userName())
                .put("type", TYPE);
        json.putObject("properties")
                .put("objectId", user.objectId())
                .put("tenantId", user.tenantId())
                .put("userPrincipalName", user.userName())
                .put("displayName", user.displayName());
        return json;
    }
}
