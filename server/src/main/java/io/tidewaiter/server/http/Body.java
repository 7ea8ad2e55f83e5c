package io.tidewaiter.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/** Reads request bodies, never more than asked for. */
public final class Body {
    private Body() {}

    /** The body; empty where it is larger than the limit. Throws where the sender breaks off. */
    public static Optional<byte[]> read(HttpServletRequest request, int bytesMax) throws IOException {
        if (request.getContentLengthLong() > bytesMax) {
            return Optional.empty();
        }
        byte[] body = request.getInputStream().readNBytes(bytesMax + 1);
        return body.length > bytesMax ? Optional.empty() : Optional.of(body);
    }
}
