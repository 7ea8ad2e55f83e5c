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
 * @param ecosystem the OSV ecosystem of its advisories; null where no feed is known for it
 */
public record OperatingSystem(
        String id,
        String versionId,
        String codename,
        String prettyName,
        List<String> idLike,
        @Nullable Ecosystem ecosystem) {
    /** An image without a distribution, for example from scratch. */
    public static final OperatingSystem NONE = new OperatingSystem("", "", "", "", List.of(), null);

    public OperatingSystem {
        idLike = List.copyOf(idLike);
    }

    /** Whether the image names a distribution at all. */
    public boolean isNamed() {
        return !id.isEmpty();
    }
}
