package io.tidewaiter.catalog.distro;

import io.tidewaiter.catalog.osrelease.OsReleaseCataloger;
import io.tidewaiter.model.inventory.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** From the fields of os-release(5) to the distribution that the rest of the system speaks of. */
public final class Distributions {
    private Distributions() {}

    /**
     * The distribution of an image: of all its files the first, in the order of {@link OsReleaseCataloger#PATHS}, that
     * names an {@code ID}.
     *
     * @param fieldsByPath what each of these files says
     */
    public static OperatingSystem choose(Map<String, SortedMap<String, String>> fieldsByPath) {
        for (String path : OsReleaseCataloger.PATHS) {
            SortedMap<String, String> fields = fieldsByPath.get(path);
            if (fields != null && !fields.getOrDefault("ID", "").isEmpty()) {
                return of(fields);
            }
        }
        return OperatingSystem.NONE;
    }

    /** The distribution that the fields of one os-release file mean. */
    public static OperatingSystem of(SortedMap<String, String> osReleaseFields) {
        String id = lower(osReleaseFields.getOrDefault("ID", ""));
        if (id.isEmpty()) {
            return OperatingSystem.NONE;
        }
        List<String> idLike = new ArrayList<>();
        for (String like : lower(osReleaseFields.getOrDefault("ID_LIKE", "")).split("\\s+")) {
            if (!like.isEmpty()) {
                idLike.add(like);
            }
        }
        return new OperatingSystem(
                id,
                osReleaseFields.getOrDefault("VERSION_ID", ""),
                osReleaseFields.getOrDefault("VERSION_CODENAME", ""),
                osReleaseFields.getOrDefault("PRETTY_NAME", ""),
                idLike,
                Ecosystems.of(id, idLike, osReleaseFields));
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
