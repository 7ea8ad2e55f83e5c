package io.tidewaiter.archive.decode;

/** How a stream is compressed, told by its first bytes and never by its media type, which may lie. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD,
    XZ,
    BZIP2,
    LZ4,
    LZIP,
    UNIX_COMPRESS;

    /** Bytes that {@link #sniff} looks at; fewer are judged as far as they go. */
    public static final int SNIFF_BYTES = 10;

    /** The compression whose magic number the bytes begin with. */
    public static Compression sniff(byte[] bytes, int length) {
        if (begins(bytes, length, 0x1f, 0x8b)) {
            return GZIP;
        }
        if (begins(bytes, length, 0x28, 0xb5, 0x2f, 0xfd) || skippableFrame(bytes, length)) {
            return ZSTD;
        }
        if (begins(bytes, length, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        if (begins(bytes, length, 'B', 'Z', 'h') && length >= 10 && (bytes[4] & 0xff) == 0x31 && bytes[5] == 0x41) {
            return BZIP2;
        }
        if (begins(bytes, length, 0x04, 0x22, 0x4d, 0x18)) {
            return LZ4;
        }
        if (begins(bytes, length, 'L', 'Z', 'I', 'P', 1)) {
            return LZIP;
        }
        return begins(bytes, length, 0x1f, 0x9d) ? UNIX_COMPRESS : NONE;
    }

    /** RFC 8878 section 3.1.2: 0x184D2A50 to 0x184D2A5F, little endian. */
    private static boolean skippableFrame(byte[] bytes, int length) {
        return length >= 4 && (bytes[0] & 0xf0) == 0x50 && bytes[1] == 0x2a && bytes[2] == 0x4d && bytes[3] == 0x18;
    }

    private static boolean begins(byte[] bytes, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
