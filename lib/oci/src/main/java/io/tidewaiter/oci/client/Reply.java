package io.tidewaiter.oci.client;

import io.tidewaiter.oci.ForeignText;
import io.tidewaiter.oci.json.JsonValue;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An answer over HTTP, its body not yet read.
 *
 * @param uri who answered at last
 * @param elsewhere whether that was another host than the one asked
 */
record Reply(int status, HttpHeaders headers, BodyStream body, URI uri, boolean elsewhere) implements Closeable {
    private static final int ERROR_BYTES_MAX = 1 << 16;
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    /** An answer that has more bytes than are read of any. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException(String message) {
            super(message);
        }
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The body, which may have {@code bytesMax} at most. */
    byte[] bytes(int bytesMax) throws IOException {
        byte[] bytes = body.readNBytes(bytesMax);
        if (bytes.length == bytesMax && body.read() >= 0) {
            close();
            throw new TooLongException("the answer is longer than the " + bytesMax + " bytes allowed");
        }
        return bytes;
    }

    /** What a refusing registry said: {@code 404 (NAME_UNKNOWN)}; reads the body. */
    String said() {
        String code = errorCode();
        return status + (code.isEmpty() ? "" : " (" + code + ")");
    }

    /** The first error code of the body (distribution-spec 1.1, "Error codes"); empty where there is none. */
    private String errorCode() {
        try (this) {
            List<JsonValue> errors = JsonValue.object(bytes(ERROR_BYTES_MAX)).array("errors", 1000);
            String code = errors.isEmpty() ? "" : errors.getFirst().text("code");
            return CODE.matcher(code).matches() || code.isEmpty() ? code : ForeignText.quoted(code);
        } catch (IOException | IllegalArgumentException e) {
            return "";
        }
    }

    /** Reads a short rest, so that the connection can be used again, and closes. */
    void discard() {
        try (this) {
            List<Integer> bodiless = List.of(204, 304);
            if (!bodiless.contains(status)) {
                body.readNBytes(ERROR_BYTES_MAX);
            }
        } catch (IOException e) {
            // The answer was not wanted; its connection is closed.
        }
    }

    @Override
    public void close() {
        body.close();
    }
}
