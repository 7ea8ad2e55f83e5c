package io.tidewaiter.cli.command;

import java.nio.file.Path;

/** Where a user's own files lie (XDG base directories). */
public final class UserFiles {
    private UserFiles() {}

    /** Files that can be made again. */
    public static Path cache() {
        return base("XDG_CACHE_HOME", ".cache");
    }

    private static Path base(String variable, String usual) {
        String given = System.getenv().getOrDefault(variable, "");
        Path base = given.isEmpty() ? Path.of(System.getProperty("user.home"), usual) : Path.of(given);
        return base.resolve("tidewaiter");
    }
}
