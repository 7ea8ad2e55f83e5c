package io.tidewaiter.catalog.digest;

import io.tidewaiter.oci.hash.ContentHash;
import java.security.MessageDigest;

/** What package managers record of their files. */
public enum DigestKind {
    MD5(32),
    SHA1(40),
    SHA256(64);

    /** Hexadecimal digits. */
    final int digits;

    DigestKind(int digits) {
        this.digits = digits;
    }

    MessageDigest fresh() {
        return switch (this) {
            case MD5 -> ContentHash.md5();
            case SHA1 -> ContentHash.sha1();
            case SHA256 -> ContentHash.sha256();
        };
    }
}
