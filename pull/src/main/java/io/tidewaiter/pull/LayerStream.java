package io.tidewaiter.pull;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.scan.LayerReadException;
import io.tidewaiter.oci.BlobMismatchException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/** The bytes of a layer whose failures say which coverage fact they become. */
final class LayerStream extends FilterInputStream {
    private final String what;
    private final CoverageFact.Kind broken;

    /** {@code what} begins a message that names no blob; {@code broken} is what a broken source becomes. */
    LayerStream(InputStream source, String what, CoverageFact.Kind broken) {
        super(source);
        this.what = what;
        this.broken = broken;
    }

    static IOException told(String what, CoverageFact.Kind broken, IOException cause) {
        return switch (cause) {
            case LayerReadException told -> told;
            case InterruptedIOException interrupted -> interrupted;
            case BlobMismatchException mismatch ->
                of(CoverageFact.Kind.DIGEST_MISMATCH, String.valueOf(mismatch.getMessage()), cause);
            default -> of(broken, what + ": " + cause.getMessage(), cause);
        };
    }

    private static LayerReadException of(CoverageFact.Kind kind, String message, IOException cause) {
        LayerReadException failure = new LayerReadException(kind, message);
        failure.initCause(cause);
        return failure;
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw told(what, broken, e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            throw told(what, broken, e);
        }
    }
}
