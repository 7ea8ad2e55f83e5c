package io.tidewaiter.model.inventory;

import io.tidewaiter.version.Ecosystem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The distribution that an image says it is (os-release(5)).
 *
 * @param id lower-case {@code ID}; empty where the image names none
 * @param versionId {@code VERSION_ID}; empty for rolling releases
 * @param codename {@code VERSION_CODENAME}
 * @param prettyName {@code PRETTY_NAME}
 * @param idLike {@code ID_LIKE}, closest first
 * @param channels what else the image says of where its packages come from, sorted, each {@code kind:value}, for example
 *     {@code content-set:rhel-9-for-x86_64-baseos-rpms} (the kinds are in docs/guide/distributions.md)
 * @param ecosystem whose advisories speak for it, in OSV's spelling where OSV has it; null where no feed is known
 */
public record OperatingSystem(
        String id,
        String versionId,
        String codename,
        String prettyName,
        List<String> idLike,
        List<String> channels,
        @Nullable Ecosystem ecosystem) {
    /** An image without a distribution, for example from scratch. */
    public static final OperatingSystem NONE = new OperatingSystem("", "", "", "", List.of(), List.of(), null);

    public OperatingSystem {
        idLike = List.copyOf(idLike);
        channels = channels == null
                ? List.of()
                : channels.stream().sorted().distinct().toList(); // old records lack it
    }

    /** The same without channels. */
    public OperatingSystem(
            String id,
            String versionId,
            String codename,
            String prettyName,
            List<String> idLike,
            @Nullable Ecosystem ecosystem) {
        this(id, versionId, codename, prettyName, idLike, List.of(), ecosystem);
    }

    /** The same with these channels. */
    public OperatingSystem withChannels(List<String> found) {
        return new OperatingSystem(id, versionId, codename, prettyName, idLike, found, ecosystem);
    }

    /** Whether the image names a distribution at all. */
    public boolean isNamed() {
        return !id.isEmpty();
    }
}
