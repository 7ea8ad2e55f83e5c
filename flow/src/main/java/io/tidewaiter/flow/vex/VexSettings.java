package io.tidewaiter.flow.vex;

import io.tidewaiter.model.resource.RegistryResource;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose VEX documents are read.
 *
 * @param folder documents that speak for everything
 * @param isAttachedRead whether what hangs on images in their registries is read
 * @param trusted login servers, in lower case, where what hangs on an image hides findings without anybody's approval;
 *     {@code *} for all
 */
public record VexSettings(Optional<Path> folder, boolean isAttachedRead, Set<String> trusted) {
    /** Attached documents are told and hide nothing. */
    public static final VexSettings STANDARD = new VexSettings(Optional.empty(), true, Set.of());

    public VexSettings {
        trusted = trusted.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** The same with a folder. */
    public VexSettings withFolder(Path other) {
        return new VexSettings(Optional.of(other), isAttachedRead, trusted);
    }

    /** The same with other registries that are trusted. */
    public VexSettings trusting(Set<String> others) {
        return new VexSettings(folder, isAttachedRead, others);
    }

    boolean trusts(RegistryResource registry) {
        return trusted.contains("*") || trusted.contains(registry.loginServer().toLowerCase(Locale.ROOT));
    }
}
