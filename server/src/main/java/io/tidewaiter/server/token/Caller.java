package io.tidewaiter.server.token;

import java.util.List;

/**
 * Who calls, as the token says.
 *
 * @param clientId the application id
 * @param objectId the principal id that role assignments name
 * @param groups principal ids of the groups that the issuer of another directory says the caller is in; they count for
 *     this request alone
 */
public record Caller(String clientId, String objectId, String tenantId, List<String> groups) {
    /** Who calls now: bound while a request is answered, so that the groups of its token count for nobody else. */
    public static final ScopedValue<Caller> NOW = ScopedValue.newInstance();

    public Caller {
        groups = List.copyOf(groups);
    }

    /** A caller of our own directory, which knows the groups itself. */
    public Caller(String clientId, String objectId, String tenantId) {
        this(clientId, objectId, tenantId, List.of());
    }
}
