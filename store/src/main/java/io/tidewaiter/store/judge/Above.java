package io.tidewaiter.store.judge;

import java.util.List;

/**
 * What lies above a registry that rules can hang on. The picture is brought up to date before a read of the state begins
 * and not within it: to do so takes a connection, and whoever holds one must not wait for another.
 */
public interface Above {
    /** Brings the picture up to date. */
    void look();

    /**
     * The ids of the management groups over a registry, the nearest first, as they were last looked at.
     *
     * @param registryKey the registry's resource id in lower case
     */
    List<String> of(String registryKey);
}
