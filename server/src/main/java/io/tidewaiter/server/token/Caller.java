package io.tidewaiter.server.token;

import java.util.List;

/**
 * Who calls, as the token says.
 *
 * @param clientId the application id
 * @param objectId the principal id that role assignments name
 * @param groups principal ids of the groups that the issuer of another directory says the caller is in; they count for
 *     this request alone
 * @param by what is written down as who did something: a program's client id; of people, and of whoever another issuer
 *     speaks for, the object id, because many of them come through one client and another issuer chooses client ids
 */
public record Caller(String clientId, String objectId, String tenantId, List<String> groups, String by) {
    /** Who calls now: bound while a request is answered, so that the groups of its token count for nobody else. */
    public static final ScopedValue<Caller> NOW = ScopedValue.newInstance();

    public Caller {
        groups = List.copyOf(groups);
    }

    /** A program of our own directory, which knows the groups itself. */
    public static Caller program(String clientId, String objectId, String tenantId) {
        return new Caller(clientId, objectId, tenantId, List.of(), clientId);
    }

    /** A person of our own directory. */
    public static Caller person(String clientId, String objectId, String tenantId) {
        return new Caller(clientId, objectId, tenantId, List.of(), objectId);
    }
}
