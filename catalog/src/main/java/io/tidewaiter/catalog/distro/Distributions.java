package io.tidewaiter.catalog.distro;

import io.tidewaiter.model.inventory.OperatingSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** From the fields of os-release(5) to the distribution that the rest of the system speaks of. */
public final class Distributions {
    private Distributions() {}

    /** The distribution that the fields of one os-release file mean. */
    public static OperatingSystem of(SortedMap<String, String> osReleaseFields) {
        String id = id(osReleaseFields);
        if (id.isEmpty()) {
            return OperatingSystem.NONE;
        }
        List<String> idLike = idLike(osReleaseFields);
        return new OperatingSystem(
                id,
                osReleaseFields.getOrDefault("VERSION_ID", ""),
                osReleaseFields.getOrDefault("VERSION_CODENAME", ""),
                osReleaseFields.getOrDefault("PRETTY_NAME", ""),
                idLike,
                Ecosystems.of(id, idLike, osReleaseFields));
    }

    static String id(Map<String, String> fields) {
        return lower(fields.getOrDefault("ID", ""));
    }

    static List<String> idLike(Map<String, String> fields) {
        List<String> idLike = new ArrayList<>();
        for (String like : lower(fields.getOrDefault("ID_LIKE", "")).split("\\s+")) {
            if (!like.isEmpty()) {
                idLike.add(like);
            }
        }
        return idLike;
    }

    private static String lower(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
