package io.tidewaiter.oci.hash;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The hash functions that name content (OCI image-spec descriptor.md, "Registered algorithms").
 *
 * <p>The JDK's SHA-256 is fast once the optimising compiler has seen it (1.4 GB/s); before that it does 150 MB/s, which
 * is a third of the processor time of a short scan. OpenSSL's is fast from the first byte.
 */
public final class ContentHash {
    private ContentHash() {}

    /** A fresh SHA-256, for one thread. */
    public static MessageDigest sha256() {
        return of(OpensslLibrary.Kind.SHA256);
    }

    /** A fresh SHA-1, for one thread: what apk records of files, and nothing to trust content by. */
    public static MessageDigest sha1() {
        return of(OpensslLibrary.Kind.SHA1);
    }

    /** A fresh MD5, for one thread: what dpkg records of files, and nothing to trust content by. */
    public static MessageDigest md5() {
        return of(OpensslLibrary.Kind.MD5);
    }

    /** A fresh SHA-512, for one thread. */
    public static MessageDigest sha512() {
        return ofJdk("SHA-512");
    }

    /** Whether SHA-256 is libcrypto's. */
    public static boolean isNative() {
        return of(OpensslLibrary.Kind.SHA256) instanceof OpensslDigest;
    }

    private static MessageDigest of(OpensslLibrary.Kind kind) {
        Optional<OpensslLibrary> library = OpensslLibrary.get().filter(one -> one.has(kind));
        return library.isPresent() ? new OpensslDigest(library.get(), kind) : ofJdk(kind.algorithm);
    }

    static MessageDigest ofJdk(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has them", e);
        }
    }
}
