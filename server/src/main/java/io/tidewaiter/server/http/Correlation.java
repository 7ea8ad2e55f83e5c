package io.tidewaiter.server.http;

import jakarta.servlet.ServletRequest;

/** The id under which a request is spoken of: the one that its caller gave it, else our own. */
public final class Correlation {
    /** That of the request that is being answered. */
    public static final ScopedValue<String> NOW = ScopedValue.newInstance();

    private static final String ATTRIBUTE = Correlation.class.getName();

    private Correlation() {}

    static void keep(ServletRequest request, String id) {
        request.setAttribute(ATTRIBUTE, id);
    }

    /** What the headers of this request's answer say. */
    public static String of(ServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }
}
