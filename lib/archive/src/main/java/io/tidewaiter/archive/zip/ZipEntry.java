package io.tidewaiter.archive.zip;

import io.tidewaiter.archive.EntryPath;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * One entry of a zip (APPNOTE 4.3.12, or 4.3.7 where it is read from a stream).
 *
 * @param rawPath as written: UTF-8 where it is UTF-8, else ISO-8859-1
 * @param compressedBytes as declared; -1 where a stream tells it only after the content
 * @param expandedBytes as declared; -1 where a stream tells it only after the content
 * @param crc32 as declared
 * @param localHeaderOffset in the bytes that were opened
 */
public record ZipEntry(
        String rawPath,
        EntryPath path,
        int method,
        long compressedBytes,
        long expandedBytes,
        long crc32,
        long localHeaderOffset,
        Set<ZipProblem> problems) {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    public ZipEntry {
        Objects.requireNonNull(rawPath);
        Objects.requireNonNull(path);
        problems = problems.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(problems));
    }

    public boolean directory() {
        return rawPath.endsWith("/");
    }

    /** Whether its content can be read, as far as the headers tell. */
    public boolean readable() {
        return problems.stream().noneMatch(ZipProblem::blocking);
    }

    ZipEntry with(ZipProblem problem) {
        Set<ZipProblem> more = EnumSet.of(problem);
        more.addAll(problems);
        return new ZipEntry(rawPath, path, method, compressedBytes, expandedBytes, crc32, localHeaderOffset, more);
    }
}
