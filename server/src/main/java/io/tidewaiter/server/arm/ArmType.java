package io.tidewaiter.server.arm;

import io.tidewaiter.server.http.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * A resource type, the versions it speaks and what can be done with it.
 *
 * @param name with its namespace, for example {@code Microsoft.Security/pricings}
 * @param apiVersions oldest first
 * @param permission the type as permissions name it, {@code PERMISSION/read}
 */
public record ArmType(String name, List<String> apiVersions, String permission, List<Operation> operations) {
    public ArmType {
        apiVersions = List.copyOf(apiVersions);
        operations = List.copyOf(operations);
    }

    /** A type whose permissions are named after it. */
    public static ArmType of(String name, List<String> apiVersions) {
        return new ArmType(name, apiVersions, name, List.of());
    }

    /** What answers a request. */
    @FunctionalInterface
    public interface Handler {
        /** Answers; every outcome that a caller can bring about is an answer, not an exception. */
        Answer answer(ArmRequest request);
    }

    /**
     * One method on items or on the collection.
     *
     * @param item whether the path ends in a name
     * @param permission the action that the caller needs; empty where being known is enough, because the handler
     *     shows only what the caller's roles reach
     */
    public record Operation(String method, boolean item, String permission, Handler handler) {}

    /** With GET on the collection. */
    public ArmType list(Handler handler) {
        return and(new Operation("GET", false, permission + "/read", handler));
    }

    /** With GET on the collection for every known caller; the handler filters. */
    public ArmType listForAll(Handler handler) {
        return and(new Operation("GET", false, "", handler));
    }

    /** With GET on an item. */
    public ArmType get(Handler handler) {
        return and(new Operation("GET", true, permission + "/read", handler));
    }

    /** With GET on an item for every known caller. */
    public ArmType getForAll(Handler handler) {
        return and(new Operation("GET", true, "", handler));
    }

    /** With PUT on an item. */
    public ArmType put(Handler handler) {
        return and(new Operation("PUT", true, permission + "/write", handler));
    }

    /** With PATCH on an item. */
    public ArmType patch(Handler handler) {
        return and(new Operation("PATCH", true, permission + "/write", handler));
    }

    /** With HEAD on an item: is it there? */
    public ArmType head(Handler handler) {
        return and(new Operation("HEAD", true, permission + "/read", handler));
    }

    /** With POST on what is then an action that only reads: reading is right enough. */
    public ArmType question(String right, Handler handler) {
        return and(new Operation("POST", false, right, handler));
    }

    /** With DELETE on an item. */
    public ArmType delete(Handler handler) {
        return and(new Operation("DELETE", true, permission + "/delete", handler));
    }

    /** With POST on what is then an action: the last word of the type's name. */
    public ArmType action(Handler handler) {
        return and(new Operation("POST", false, permission + "/action", handler));
    }

    /** With POST for every known caller, of JSON only; the handler shows only what the caller's roles reach. */
    public ArmType postForAll(Handler handler) {
        return and(new Operation("POST", false, "", handler));
    }

    private ArmType and(Operation operation) {
        List<Operation> more = new ArrayList<>(operations);
        more.add(operation);
        return new ArmType(name, apiVersions, permission, more);
    }
}
