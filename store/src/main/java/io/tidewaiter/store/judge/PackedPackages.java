package io.tidewaiter.store.judge;

import io.tidewaiter.store.database.Sql;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** An image's package versions in few bytes ({@code image_contents.packages}): some 260 bytes for 200 of them. */
public final class PackedPackages {
    private static final int BATCH = 500;

    private PackedPackages() {}

    /** Packs row numbers of {@code package_version}. */
    public static byte[] pack(Collection<Long> packages) {
        long[] sorted =
                packages.stream().mapToLong(Long::longValue).distinct().sorted().toArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream(sorted.length * 2);
        long before = 0;
        for (long one : sorted) {
            long difference = one - before;
            before = one;
            while (difference >= 0x80) {
                out.write((int) (difference & 0x7F) | 0x80);
                difference >>>= 7;
            }
            out.write((int) difference);
        }
        return out.toByteArray();
    }

    /** The row numbers, ascending. */
    static int[] unpack(byte[] bytes) {
        int[] packages = new int[bytes.length];
        int count = 0;
        long value = 0;
        long difference = 0;
        int shift = 0;
        for (byte one : bytes) {
            difference |= (one & 0x7FL) << shift;
            shift += 7;
            if (one >= 0) {
                value += difference;
                packages[count++] = (int) value;
                difference = 0;
                shift = 0;
            }
        }
        return Arrays.copyOf(packages, count);
    }

    /** Writes what an image contains now. */
    public static void write(Sql sql, long image, Collection<Long> packages) throws SQLException {
        sql.update("""
                INSERT INTO image_contents (image, packages) VALUES (?, ?)
                ON CONFLICT (image) DO UPDATE SET packages = excluded.packages
                """, image, pack(packages));
    }

    /**
     * Writes what holds for an image as long as nothing is found in it, beside what it contains: counting reads both of
     * every image, and the row of the verdict is ten times as long.
     */
    public static void writeHealth(Sql sql, long image, String health) throws SQLException {
        sql.update("""
                INSERT INTO image_contents (image, packages, health) VALUES (?, ?, ?)
                ON CONFLICT (image) DO UPDATE SET health = excluded.health
                """, image, new byte[0], health);
    }

    /** Packs the contents of images that an older version of this program wrote. */
    public static int writeMissing(Sql sql) throws SQLException {
        List<Long> images = sql.list("""
                SELECT i.id FROM image i
                WHERE NOT EXISTS (SELECT 1 FROM image_contents k WHERE k.image = i.id)
                  AND EXISTS (SELECT 1 FROM image_package c WHERE c.image = i.id AND c.valid_to IS NULL)
                LIMIT ?
                """, row -> row.getLong(1), BATCH);
        for (long image : images) {
            write(
                    sql,
                    image,
                    sql.list(
                            "SELECT package_version FROM image_package WHERE image = ? AND valid_to IS NULL",
                            row -> row.getLong(1),
                            image));
            sql.update("""
                    UPDATE image_contents SET health = coalesce((
                        SELECT v.health FROM image_verdict v WHERE v.image = image_contents.image AND v.valid_to IS NULL),
                        '')
                    WHERE image = ?
                    """, image);
        }
        return images.size();
    }
}
