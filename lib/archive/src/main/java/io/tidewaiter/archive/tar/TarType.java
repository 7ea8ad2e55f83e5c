package io.tidewaiter.archive.tar;

/** What kind of file an entry makes (POSIX.1-2024 pax, "ustar interchange format", typeflag). */
public enum TarType {
    REGULAR,
    DIRECTORY,
    SYMLINK,
    HARDLINK,
    CHAR,
    BLOCK,
    FIFO,
    /** A vendor's type; container runtimes do not unpack it. Its content is handed out like a regular file's. */
    OTHER
}
