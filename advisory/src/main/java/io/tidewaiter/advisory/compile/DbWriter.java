package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.AdvisoryException;
import io.tidewaiter.advisory.DbHeader;
import io.tidewaiter.advisory.DbSection;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

/** Lays the sections of a database out, sums them and puts the file in its place in one step. */
final class DbWriter {
    private final Map<DbSection, List<byte[]>> sections = new EnumMap<>(DbSection.class);

    void section(DbSection section, List<byte[]> parts) {
        sections.put(section, parts);
    }

    /** The entries in one section, and where each begins in the other. */
    void table(DbSection offsets, DbSection entries, List<byte[]> parts) {
        ByteBuffer begins =
                ByteBuffer.allocate(Math.multiplyExact(parts.size() + 1, 4)).order(ByteOrder.LITTLE_ENDIAN);
        long at = 0;
        begins.putInt(0);
        for (byte[] part : parts) {
            at += part.length;
            if (at > 0xffff_ffffL) {
                throw new AdvisoryException(
                        AdvisoryException.Code.LIMIT_REACHED,
                        "write advisory database: section " + entries + " has more than 4 GiB; compile fewer feeds");
            }
            begins.putInt((int) at);
        }
        section(offsets, List.of(begins.array()));
        section(entries, parts);
    }

    DbHeader write(Path target) {
        DbHeader header = header();
        // Not a "temporary file" of the JDK: those can be read by nobody else, and a service may run as another user.
        Path half = target.resolveSibling("advisories-" + UUID.randomUUID() + ".part");
        try {
            try {
                try (OutputStream out =
                        new BufferedOutputStream(Files.newOutputStream(half, StandardOpenOption.CREATE_NEW), 1 << 16)) {
                    out.write(header.toBytes());
                    for (DbSection section : DbSection.values()) {
                        for (byte[] part : parts(section)) {
                            out.write(part);
                        }
                    }
                }
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw AdvisoryException.unreadable(
                    "write advisory database " + target, e, "check the folder and its free space");
        }
        return header;
    }

    private DbHeader header() {
        MessageDigest digest = FeedReader.sha256();
        CRC32 sum = new CRC32();
        Map<DbSection, DbHeader.Span> spans = new EnumMap<>(DbSection.class);
        long at = DbHeader.BYTES;
        long headBytes = at;
        for (DbSection section : DbSection.values()) {
            long from = at;
            for (byte[] part : parts(section)) {
                digest.update(part);
                at += part.length;
                if (section.isInHead()) {
                    sum.update(part);
                }
            }
            headBytes = section.isInHead() ? at : headBytes;
            spans.put(section, new DbHeader.Span(from, at - from));
        }
        return new DbHeader(headBytes, at, digest.digest(), (int) sum.getValue(), spans);
    }

    private List<byte[]> parts(DbSection section) {
        return sections.getOrDefault(section, List.of());
    }
}
