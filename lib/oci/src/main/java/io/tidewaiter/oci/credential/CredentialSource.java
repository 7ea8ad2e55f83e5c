package io.tidewaiter.oci.credential;

import io.tidewaiter.oci.Registry;
import java.util.Optional;

/** Knows which credential belongs to which registry. */
@FunctionalInterface
public interface CredentialSource {
    /** The credential for a registry; empty for anonymous access. */
    Optional<Credential> find(Registry registry);

    /** Anonymous everywhere. */
    static CredentialSource none() {
        return registry -> Optional.empty();
    }

    /** One credential, for one registry only. */
    static CredentialSource of(Registry only, Credential credential) {
        return registry -> registry.equals(only) ? Optional.of(credential) : Optional.empty();
    }
}
