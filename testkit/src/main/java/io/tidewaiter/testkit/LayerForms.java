package io.tidewaiter.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The forms in which a tar is stored as a layer, each written from its specification: gzip (RFC 1952), zstd (RFC 8878, raw
 * blocks), eStargz (stargz-snapshotter, estargz.md), zstd:chunked (containers/storage).
 */
public final class LayerForms {
    private static final int BLOCK = 512;
    private static final int ZSTD_BLOCK_BYTES_MAX = 128 << 10;
    private static final byte[] ZSTD_MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    private LayerForms() {}

    /**
     * A layer as stored.
     *
     * @param tar what it expands to; a format may add entries of its own
     */
    public record Stored(byte[] bytes, byte[] tar) {}

    /** One gzip member with any extra field, which may be empty. */
    public static byte[] gzipMember(byte[] content, byte[] extra) {
        Deflater deflater = new Deflater(6, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, (byte) (extra.length > 0 ? 4 : 0), 0, 0, 0, 0, 0, (byte) 255});
        if (extra.length > 0) {
            out.writeBytes(little(2, extra.length));
            out.writeBytes(extra);
        }
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        CRC32 crc = new CRC32();
        crc.update(content);
        out.writeBytes(little(4, crc.getValue()));
        out.writeBytes(little(4, content.length));
        return out.toByteArray();
    }

    /** The tar in many gzip members, an empty one and one with an extra field among them. */
    public static byte[] gzipMembers(byte[] tar, int pieceBytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(gzipMember(new byte[0], new byte[0]));
        for (int at = 0; at < tar.length; at += pieceBytes) {
            byte[] piece = Arrays.copyOfRange(tar, at, Math.min(tar.length, at + pieceBytes));
            out.writeBytes(gzipMember(piece, new byte[] {'T', 'W', 2, 0, 1, 2}));
        }
        return out.toByteArray();
    }

    /** One zstd frame of raw blocks. */
    public static byte[] zstdFrame(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ZSTD_MAGIC);
        out.write(0xa0); // the content's size in four bytes, a single segment, no checksum, no dictionary
        out.writeBytes(little(4, content.length));
        int at = 0;
        do {
            int size = Math.min(ZSTD_BLOCK_BYTES_MAX, content.length - at);
            boolean last = at + size == content.length;
            out.writeBytes(little(3, (last ? 1 : 0) | ((long) size << 3)));
            out.write(content, at, size);
            at += size;
        } while (at < content.length);
        return out.toByteArray();
    }

    /** A frame that decoders skip. */
    public static byte[] zstdSkippable(byte[] content) {
        return joined(little(4, 0x184d2a50L), little(4, content.length), content);
    }

    /** The tar in several zstd frames with skippable ones before, between and after them. */
    public static byte[] zstdFrames(byte[] tar) {
        byte[] note = zstdSkippable("not for you".getBytes(StandardCharsets.UTF_8));
        int half = tar.length / 2;
        return joined(
                note,
                zstdFrame(Arrays.copyOf(tar, half)),
                note,
                zstdFrame(Arrays.copyOfRange(tar, half, tar.length)),
                note);
    }

    /** One entry of a ustar archive with its header and padding. */
    private record Piece(String name, char type, long size, byte[] bytes) {}

    private static List<Piece> pieces(byte[] tar) {
        List<Piece> found = new ArrayList<>();
        int at = 0;
        while (at + BLOCK <= tar.length && tar[at] != 0) {
            int nameEnd = at;
            while (tar[nameEnd] != 0 && nameEnd < at + 100) {
                nameEnd++;
            }
            long size = Long.parseLong(new String(tar, at + 124, 11, StandardCharsets.US_ASCII), 8);
            int length = (int) (BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK);
            found.add(new Piece(
                    new String(tar, at, nameEnd - at, StandardCharsets.UTF_8),
                    (char) tar[at + 156],
                    size,
                    Arrays.copyOfRange(tar, at, at + length)));
            at += length;
        }
        return found;
    }

    /**
     * An eStargz layer: one gzip member per entry, the table as the last entry, and the footer that points to it.
     *
     * @param tar of entries with short names
     * @param lie what becomes of the table before it is written
     */
    public static Stored estargz(byte[] tar, UnaryOperator<String> lie) {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        List<String> entries = new ArrayList<>();
        byte[] landmark =
                new TarBuilder().file(".no.prefetch.landmark", new byte[] {0xf}).build();
        List<Piece> pieces = new ArrayList<>(pieces(landmark));
        pieces.addAll(pieces(tar));
        for (Piece piece : pieces) {
            entries.add(entry(piece, stored.size()));
            stored.writeBytes(gzipMember(piece.bytes(), new byte[0]));
            plain.writeBytes(piece.bytes());
        }
        String table = lie.apply("{\"version\":1,\"entries\":[" + String.join(",", entries) + "]}");
        byte[] end = new TarBuilder().file("stargz.index.json", table).build();
        int offset = stored.size();
        stored.writeBytes(gzipMember(end, new byte[0]));
        plain.writeBytes(end);
        byte[] pointer = "%016xSTARGZ".formatted(offset).getBytes(StandardCharsets.US_ASCII);
        stored.writeBytes(gzipMember(new byte[0], joined(new byte[] {'S', 'G', 22, 0}, pointer)));
        return new Stored(stored.toByteArray(), plain.toByteArray());
    }

    private static String entry(Piece piece, int offset) {
        String type = switch (piece.type()) {
            case '5' -> "dir";
            case '2' -> "symlink";
            case '1' -> "hardlink";
            default -> "reg";
        };
        return "{\"name\":\"%s\",\"type\":\"%s\",\"size\":%d,\"offset\":%d}"
                .formatted(piece.name(), type, piece.size(), offset);
    }

    /** A zstd:chunked layer: frames per entry, then manifest, tar-split and footer in skippable frames. */
    public static byte[] zstdChunked(byte[] tar, UnaryOperator<String> lie) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Piece> pieces = pieces(tar);
        int end = 0;
        for (Piece piece : pieces) {
            out.writeBytes(zstdFrame(piece.bytes()));
            end += piece.bytes().length;
        }
        out.writeBytes(zstdFrame(Arrays.copyOfRange(tar, end, tar.length)));
        String entries = pieces.stream().map(piece -> entry(piece, 0)).collect(Collectors.joining(","));
        byte[] manifest = zstdFrame(
                lie.apply("{\"version\":1,\"entries\":[" + entries + "]}").getBytes(StandardCharsets.UTF_8));
        byte[] split = zstdFrame(new byte[10]);
        long manifestAt = out.size() + 8L;
        out.writeBytes(zstdSkippable(manifest));
        long splitAt = out.size() + 8L;
        out.writeBytes(zstdSkippable(split));
        ByteBuffer footer = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        for (long field :
                new long[] {manifestAt, manifest.length, manifest.length, 1, splitAt, split.length, split.length}) {
            footer.putLong(field);
        }
        footer.put("GNUlInUx".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(zstdSkippable(footer.array()));
        return out.toByteArray();
    }

    private static byte[] little(int bytes, long value) {
        byte[] out = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (value >>> (8 * i));
        }
        return out;
    }

    /** Parts, one after the other. */
    public static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
