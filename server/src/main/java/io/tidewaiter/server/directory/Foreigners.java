package io.tidewaiter.server.directory;

import io.tidewaiter.server.token.OidcIssuer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Principals of other issuers: our directory does not know them, so whoever gives them a role says what they are. Where no
 * issuer is configured there are none.
 */
public final class Foreigners {
    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String GROUP = "group:";
    private static final String SUBJECT = "subject:";
    private static final String OBJECT = "object:";

    private final List<OidcIssuer> issuers;

    public Foreigners(List<OidcIssuer> issuers) {
        this.issuers = List.copyOf(issuers);
    }

    /**
     * A principal of another issuer.
     *
     * @param type as role assignments spell it
     */
    public record Foreigner(String objectId, String type) {}

    /**
     * The principal that a role assignment names: a GUID of the first issuer with its type, or {@code group:NAME},
     * {@code subject:NAME} and {@code object:ID} of the one issuer there is, or with {@code @ISSUER} behind the name.
     */
    public Optional<Foreigner> named(String principalId, String type) {
        if (issuers.isEmpty()) {
            return Optional.empty();
        }
        if (GUID.matcher(principalId).matches()) {
            return type.isEmpty() ? Optional.empty() : Optional.of(new Foreigner(principalId, type));
        }
        if (principalId.startsWith(GROUP)) {
            return of(principalId.substring(GROUP.length()))
                    .map(n -> new Foreigner(n.issuer().group(n.name(), isFirst(n.issuer())), or(type, "ForeignGroup")));
        }
        if (principalId.startsWith(OBJECT)) {
            return of(principalId.substring(OBJECT.length()))
                    .map(n -> new Foreigner(n.issuer().object(n.name(), isFirst(n.issuer())), or(type, "User")));
        }
        return principalId.startsWith(SUBJECT)
                ? of(principalId.substring(SUBJECT.length()))
                        .map(n -> new Foreigner(n.issuer().subject(n.name()), or(type, "User")))
                : Optional.empty();
    }

    private boolean isFirst(OidcIssuer issuer) {
        return issuer.equals(issuers.getFirst());
    }

    private record Named(OidcIssuer issuer, String name) {}

    private Optional<Named> of(String name) {
        for (OidcIssuer issuer : issuers) {
            if (name.endsWith("@" + issuer.issuer())) {
                return Optional.of(new Named(
                        issuer,
                        name.substring(0, name.length() - issuer.issuer().length() - 1)));
            }
        }
        return issuers.size() == 1 && !name.isEmpty()
                ? Optional.of(new Named(issuers.getFirst(), name))
                : Optional.empty();
    }

    private static String or(String given, String usual) {
        return given.isEmpty() ? usual : given;
    }
}
