package io.tidewaiter.archive.tar;

import io.tidewaiter.archive.EntryPath;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One entry of a tar archive, extension headers applied.
 *
 * @param rawPath the path as written; bytes that are no UTF-8 are kept, see {@link TarText}
 * @param path the normalised path
 * @param mode permission bits, without the file type
 * @param size bytes of content that the handler's sink is given; of a sparse file with its holes
 * @param linkTarget of symbolic and hard links as written, else empty
 * @param mtimeSeconds since 1970, fractions cut off, absurd values clamped
 * @param devMajor of devices, else 0
 * @param devMinor of devices, else 0
 * @param records PAX records that say more than the fields above: {@code SCHILY.xattr.*}, {@code MSWINDOWS.*}, ...; sorted
 * @param headerOffset where in the archive its first header block begins, extension headers included
 */
public record TarEntry(
        String rawPath,
        EntryPath path,
        TarType type,
        int mode,
        long size,
        String linkTarget,
        long uid,
        long gid,
        long mtimeSeconds,
        long devMajor,
        long devMinor,
        Map<String, String> records,
        long headerOffset) {
    public TarEntry {
        Objects.requireNonNull(rawPath);
        Objects.requireNonNull(path);
        Objects.requireNonNull(type);
        Objects.requireNonNull(linkTarget);
        records = records.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(records));
    }
}
