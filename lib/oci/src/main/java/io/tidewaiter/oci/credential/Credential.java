package io.tidewaiter.oci.credential;

/** What proves who we are to a registry. The text form of each hides the secret. */
public sealed interface Credential {
    /** A user's name and password or access token. */
    record UserPassword(String user, String password) implements Credential {
        @Override
        public String toString() {
            return "UserPassword[user=" + user + ", password=hidden]";
        }
    }

    /** A refresh token that a registry's token service exchanges for access tokens (OAuth2). */
    record IdentityToken(String token) implements Credential {
        @Override
        public String toString() {
            return "IdentityToken[hidden]";
        }
    }

    /** A token that is presented to the registry as it is. */
    record RegistryToken(String token) implements Credential {
        @Override
        public String toString() {
            return "RegistryToken[hidden]";
        }
    }
}
