package io.tidewaiter.oci.client;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A request, without what proves who we are.
 *
 * @param body made anew for each attempt
 */
record Call(String method, URI uri, Map<String, String> headers, Supplier<HttpRequest.BodyPublisher> body) {
    Call {
        headers = Map.copyOf(headers);
    }

    static Call get(URI uri, Map<String, String> headers) {
        return new Call("GET", uri, headers, HttpRequest.BodyPublishers::noBody);
    }

    static Call of(String method, URI uri, Map<String, String> headers) {
        return new Call(method, uri, headers, HttpRequest.BodyPublishers::noBody);
    }

    /** Redirects are followed only where nothing is changed by asking. */
    boolean isReading() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
