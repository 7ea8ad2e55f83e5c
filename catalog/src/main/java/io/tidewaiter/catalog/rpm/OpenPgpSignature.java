package io.tidewaiter.catalog.rpm;

import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The key that made an OpenPGP signature (RFC 4880 and RFC 9580, sections 4.2 and 5.2), as the signature itself claims;
 * nothing is verified.
 */
final class OpenPgpSignature {
    private static final int SIGNATURE = 2;
    private static final int ISSUER = 16;
    private static final int ISSUER_FINGERPRINT = 33;
    private static final int ID_BYTES = 8;

    private final Bytes bytes;

    private OpenPgpSignature(byte[] packet) {
        this.bytes = new Bytes(packet, ByteOrder.BIG_ENDIAN);
    }

    /** The 16 hexadecimal digits of the key's id; empty where the bytes tell none. */
    static String keyId(byte[] packet) {
        try {
            return packet.length < 2 ? "" : new OpenPgpSignature(packet).read();
        } catch (RpmFault fault) {
            return "";
        }
    }

    private String read() {
        int tag = bytes.u8(0);
        boolean isNew = (tag & 0x40) != 0;
        if ((tag & 0x80) == 0 || (isNew ? tag & 0x3f : tag >> 2 & 0xf) != SIGNATURE) {
            return "";
        }
        int body = 1 + (isNew ? lengthBytes(1) : 1 << (tag & 3));
        if (!isNew && (tag & 3) == 3) {
            return "";
        }
        return switch (bytes.u8(body)) {
            case 2, 3 -> hex(body + 7);
            case 4 -> subpackets(body + 4, 2);
            case 5, 6 -> subpackets(body + 4, 4);
            default -> "";
        };
    }

    /** The hashed part, which the signature covers, and the one that it does not. */
    private String subpackets(long at, int countBytes) {
        long hashed = countBytes == 2 ? bytes.u16(at) : bytes.u32(at);
        String id = subpackets(at + countBytes, at + countBytes + hashed);
        if (!id.isEmpty()) {
            return id;
        }
        long next = at + countBytes + hashed;
        long plain = countBytes == 2 ? bytes.u16(next) : bytes.u32(next);
        return subpackets(next + countBytes, next + countBytes + plain);
    }

    private String subpackets(long from, long end) {
        String id = "";
        for (long at = from; at < end; ) {
            int lengthBytes = lengthBytes(at);
            long length = length(at);
            long body = at + lengthBytes;
            if (length < 1) {
                return id;
            }
            int type = bytes.u8(body) & 0x7f;
            if (type == ISSUER) {
                return hex(body + 1);
            }
            if (type == ISSUER_FINGERPRINT) {
                boolean isOld = bytes.u8(body + 1) == 4;
                id = hex(isOld ? body + length - ID_BYTES : body + 2);
            }
            at = body + length;
        }
        return id;
    }

    private int lengthBytes(long at) {
        int first = bytes.u8(at);
        return first < 192 ? 1 : first < 255 ? 2 : 5;
    }

    private long length(long at) {
        int first = bytes.u8(at);
        if (first < 192) {
            return first;
        }
        return first < 255 ? ((first - 192L) << 8) + bytes.u8(at + 1) + 192 : bytes.u32(at + 1);
    }

    private String hex(long at) {
        return HexFormat.of().formatHex(bytes.copy(at, ID_BYTES));
    }
}
