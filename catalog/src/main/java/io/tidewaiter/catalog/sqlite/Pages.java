package io.tidewaiter.catalog.sqlite;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The pages of a database: those of its file, in front of them the newer ones of its write-ahead log. */
final class Pages {
    static final String MAGIC = "SQLite format 3\0";
    static final int HEADER_BYTES = 100;

    private final byte[] file;
    private final WriteAheadLog log;
    private final int pageBytes;
    private final int usableBytes;
    private final Charset charset;

    Pages(byte[] file, WriteAheadLog log) {
        this.file = file;
        this.log = log;
        Integer first = log.frames().get(1L);
        Span header = first == null ? Span.of(file) : new Span(log.bytes(), first, log.pageBytes());
        if (!isOne(file) || !new String(header.copy(0, 16), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new SqliteFault("its first bytes are not those of a SQLite database");
        }
        int declared = header.u16(16);
        this.pageBytes = declared == 1 ? 65536 : declared;
        this.usableBytes = pageBytes - header.u8(20);
        if (pageBytes < 512 || Integer.bitCount(pageBytes) != 1 || usableBytes < 480) {
            throw new SqliteFault("the pages have " + declared + " bytes");
        }
        if (log.pageBytes() != 0 && log.pageBytes() != pageBytes) {
            throw new SqliteFault(
                    "the pages have " + pageBytes + " bytes, those of the write-ahead log have " + log.pageBytes());
        }
        this.charset = switch ((int) header.u32(56)) {
            case 2 -> StandardCharsets.UTF_16LE;
            case 3 -> StandardCharsets.UTF_16BE;
            default -> StandardCharsets.UTF_8;
        };
    }

    static boolean isOne(byte[] file) {
        return file.length >= HEADER_BYTES
                && new String(file, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC);
    }

    /** A page by its number, from 1. */
    Span page(long number) {
        Integer frame = log.frames().get(number);
        if (frame != null) {
            return new Span(log.bytes(), frame, pageBytes);
        }
        long start = (number - 1) * pageBytes;
        if (number < 1 || start + pageBytes > file.length) {
            throw new SqliteFault("page " + number + " is behind the end of the file");
        }
        return new Span(file, (int) start, pageBytes);
    }

    int pageBytes() {
        return pageBytes;
    }

    /** Bytes of a page without what extensions of SQLite reserve at its end. */
    int usableBytes() {
        return usableBytes;
    }

    Charset charset() {
        return charset;
    }

    /** Bytes of the file and the log. */
    long bytes() {
        return (long) file.length + log.bytes().length;
    }
}
