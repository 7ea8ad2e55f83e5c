package io.tidewaiter.cli.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a user's own files lie (XDG base directories). */
public final class UserFiles {
    private UserFiles() {}

    /** Files that can be made again. */
    public static Path cache() {
        return base("XDG_CACHE_HOME", ".cache");
    }

    /** What went wrong with a file, in words and on one line. */
    public static String fault(IOException fault) {
        return switch (fault) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "we may not; check its permissions";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(fault.getMessage()).lines().findFirst().orElse(fault.toString());
        };
    }

    private static Path base(String variable, String usual) {
        String given = System.getenv().getOrDefault(variable, "");
        Path base = given.isEmpty() ? Path.of(System.getProperty("user.home"), usual) : Path.of(given);
        return base.resolve("tidewaiter");
    }
}
