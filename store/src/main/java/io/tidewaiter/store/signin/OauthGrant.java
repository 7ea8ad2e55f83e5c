package io.tidewaiter.store.signin;

import java.time.Instant;

/**
 * What may be exchanged for a token once: an authorization code (RFC 6749 §4.1), a device code (RFC 8628) or a refresh
 * token (RFC 6749 §6).
 *
 * @param hash SHA-256 of the value that the client holds, hexadecimal; the value itself is kept nowhere
 * @param userCode what a person types for a device; else empty
 * @param objectId who signed in; empty while nobody did
 * @param challenge the PKCE code challenge, S256 (RFC 7636); else empty
 * @param family one name for all that followed from one sign-in
 * @param changedAt when the state changed, for a device code: when it was last asked for
 */
public record OauthGrant(
        String hash,
        Kind kind,
        String userCode,
        String clientId,
        String objectId,
        String redirectUri,
        String challenge,
        String nonce,
        String family,
        State state,
        Instant changedAt,
        Instant expiresAt) {
    /** What it is. */
    public enum Kind {
        CODE("code"),
        DEVICE("device"),
        REFRESH("refresh");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The word in the database. */
        public String label() {
            return label;
        }

        static Kind of(String label) {
            for (Kind kind : values()) {
                if (kind.label.equals(label)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no kind of grant: " + label);
        }
    }

    /** Where it stands. */
    public enum State {
        PENDING("pending"),
        APPROVED("approved"),
        DECLINED("declined"),
        USED("used");

        private final String label;

        State(String label) {
            this.label = label;
        }

        /** The word in the database. */
        public String label() {
            return label;
        }

        static State of(String label) {
            for (State state : values()) {
                if (state.label.equals(label)) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state of a grant: " + label);
        }
    }
}
