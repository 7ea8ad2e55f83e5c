package io.tidewaiter.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words for whoever named it. */
public final class FileFault {
    private FileFault() {}

    /** Without the file's name and in one line; whoever says what was tried has named it. */
    public static String told(IOException fault) {
        return switch (fault) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "we may not; check its permissions";
            case FileSystemException system when system.getReason() != null -> system.getReason();
            default -> String.valueOf(fault.getMessage()).lines().findFirst().orElse(fault.toString());
        };
    }
}
