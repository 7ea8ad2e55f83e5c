package io.tidewaiter.server.token;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * An OpenID Connect issuer whose access tokens are accepted beside our own.
 *
 * @param issuer as its tokens spell it ({@code iss}), {@code https://…}; its keys are found by discovery
 * @param audience what {@code aud} of a token for us holds
 * @param objectIdClaim the claim that role assignments name; where a token lacks it, {@code sub} is turned into a GUID
 * @param groupsClaim the claim that lists the caller's groups, ids or names
 * @param caFile certificates to trust for it beside the usual ones, PEM
 */
public record OidcIssuer(
        String issuer, String audience, String objectIdClaim, String groupsClaim, Optional<Path> caFile) {
    /** The usual name of the claim with the groups. */
    public static final String GROUPS = "groups";

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** The claim of Azure's tokens. */
    public static final String OID = "oid";

    public OidcIssuer {
        if (!issuer.matches("https://[^\\s?#]+")) {
            throw new IllegalArgumentException("an issuer is https://host[/path], not " + issuer);
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException(
                    "issuer " + issuer + ": tokens of any audience are not accepted; name one");
        }
    }

    /** With groups where they usually are. */
    public OidcIssuer(String issuer, String audience, String objectIdClaim, Optional<Path> caFile) {
        this(issuer, audience, objectIdClaim, GROUPS, caFile);
    }

    /** The principal id of a subject whose token has no object id. */
    public String subject(String sub) {
        return made(sub);
    }

    /**
     * The principal id of an object id: a GUID as it is, anything else as a GUID that is made of issuer and value.
     *
     * @param isFirst whether no other issuer was configured before; GUIDs of the others are made as well, so that no
     *     issuer speaks for another one's principals
     */
    public String object(String id, boolean isFirst) {
        return isFirst && GUID.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : made("object\n" + id);
    }

    /** The principal id of a group, in the same way. */
    public String group(String group, boolean isFirst) {
        return isFirst && GUID.matcher(group).matches() ? group.toLowerCase(Locale.ROOT) : made("group\n" + group);
    }

    private String made(String name) {
        return UUID.nameUUIDFromBytes((issuer + "\n" + name).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
