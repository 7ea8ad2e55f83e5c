package io.tidewaiter.advisory.debian;

import io.tidewaiter.version.Ecosystem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Code names of Debian's releases, as the tracker writes them, to the ecosystems that the catalog names. */
final class DebianReleases {
    private static final Map<String, String> NUMBERS = Map.ofEntries(
            Map.entry("woody", "3.0"),
            Map.entry("sarge", "3.1"),
            Map.entry("etch", "4.0"),
            Map.entry("lenny", "5.0"),
            Map.entry("squeeze", "6.0"),
            Map.entry("wheezy", "7"),
            Map.entry("jessie", "8"),
            Map.entry("stretch", "9"),
            Map.entry("buster", "10"),
            Map.entry("bullseye", "11"),
            Map.entry("bookworm", "12"),
            Map.entry("trixie", "13"),
            Map.entry("forky", "14"),
            Map.entry("duke", "15"),
            Map.entry("sid", "sid"));

    private DebianReleases() {}

    /** The release, or null where the code name is not known. */
    static @Nullable Ecosystem of(String codename) {
        String number = NUMBERS.get(codename);
        return number == null ? null : new Ecosystem("Debian", number);
    }
}
