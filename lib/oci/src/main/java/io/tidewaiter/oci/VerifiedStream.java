package io.tidewaiter.oci;

import io.tidewaiter.oci.hash.ContentHash;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A blob as it streams, held against its descriptor: a byte too many is refused when it arrives, a byte too few or
 * another digest at the end. Who stops reading early has verified nothing.
 */
public final class VerifiedStream extends FilterInputStream {
    private final Descriptor descriptor;
    private final String what;
    private final MessageDigest hash;
    private long count;
    private @Nullable BlobMismatchException mismatch;
    private boolean verified;

    /** Verifies {@code source}; {@code what} begins the message, for example {@code pull blob HOST/NAME@DIGEST}. */
    public VerifiedStream(InputStream source, Descriptor descriptor, String what) {
        super(source);
        this.descriptor = descriptor;
        this.what = what;
        this.hash = hash(descriptor.digest().algorithm());
    }

    /** The digest of bytes. */
    public static Digest digest(String algorithm, byte[] bytes) {
        return new Digest(algorithm, HexFormat.of().formatHex(hash(algorithm).digest(bytes)));
    }

    private static MessageDigest hash(String algorithm) {
        return algorithm.equals("sha512") ? ContentHash.sha512() : ContentHash.sha256();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (mismatch != null) {
            throw mismatch;
        }
        if (verified) {
            return -1;
        }
        int read = in.read(buffer, offset, length);
        if (read < 0) {
            atEnd();
            return -1;
        }
        count += read;
        if (count > descriptor.size()) {
            throw failed("there are more than the " + descriptor.size() + " bytes that its descriptor names");
        }
        hash.update(buffer, offset, read);
        if (count == descriptor.size() && read > 0) {
            compare(); // before the last bytes are handed out: nobody needs to ask for the end
        }
        return read;
    }

    private void atEnd() throws BlobMismatchException {
        if (count != descriptor.size()) {
            throw failed("there are " + count + " bytes instead of " + descriptor.size());
        }
        if (count == 0) {
            compare();
        }
        verified = true;
    }

    private void compare() throws BlobMismatchException {
        Digest seen = new Digest(descriptor.digest().algorithm(), HexFormat.of().formatHex(hash.digest()));
        if (!seen.equals(descriptor.digest())) {
            throw failed("the bytes have the digest " + seen);
        }
    }

    private BlobMismatchException failed(String seen) {
        BlobMismatchException failure = new BlobMismatchException(what + ": " + seen + "; push the image again");
        mismatch = failure;
        return failure;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long left = bytes;
        byte[] sink = new byte[8192];
        while (left > 0) {
            int read = read(sink, 0, (int) Math.min(left, sink.length));
            if (read < 0) {
                break;
            }
            left -= read;
        }
        return bytes - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
