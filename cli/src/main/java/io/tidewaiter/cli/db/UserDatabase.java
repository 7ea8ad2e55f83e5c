package io.tidewaiter.cli.db;

import java.nio.file.Path;
import java.util.Map;

/** Where the advisory database of the person lies who names none. */
public final class UserDatabase {
    private static final String FILE = "advisories.db";

    private UserDatabase() {}

    /** {@code $TIDEWAITER_DB}, else {@code tidewaiter/advisories.db} in the user's data folder (XDG base directories). */
    public static Path path() {
        return path(System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    static Path path(Map<String, String> environment, Path home) {
        String named = environment.getOrDefault("TIDEWAITER_DB", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path folder = data.isEmpty() ? home.resolve(".local").resolve("share") : Path.of(data);
        return folder.resolve("tidewaiter").resolve(FILE);
    }
}
