package io.tidewaiter.server.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Outermost: the headers of every response (Azure wire reference 1.5), and the last catch.
 *
 * <p>What goes wrong inside is logged under the request's id; the caller sees the id and nothing else.
 */
public final class HeadersFilter implements Filter {
    private static final System.Logger LOG = System.getLogger(HeadersFilter.class.getName());
    private static final DateTimeFormatter ROUTED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._\\-]{1,64}");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse out = (HttpServletResponse) response;
        String requestId = UUID.randomUUID().toString();
        head(http, out, requestId);
        try {
            chain.doFilter(request, response);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "serve caller-gone requestId=" + requestId, e);
            throw e; // the connection broke: there is nobody to answer
        } catch (ServletException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "serve request-failed requestId=" + requestId, e);
            if (!out.isCommitted()) {
                out.resetBuffer();
                write(
                        out,
                        500,
                        Answer.error(500, "InternalServerError", "The request failed. Its id is " + requestId + "."));
            }
        }
    }

    private static void head(HttpServletRequest request, HttpServletResponse response, String requestId) {
        String correlation = request.getHeader("x-ms-correlation-request-id");
        String known = correlation != null && ID.matcher(correlation).matches() ? correlation : requestId;
        Correlation.keep(request, known);
        response.setHeader("x-ms-request-id", requestId);
        response.setHeader("x-ms-correlation-request-id", known);
        response.setHeader("x-ms-routing-request-id", "LOCAL:" + ROUTED.format(Instant.now()) + ":" + requestId);
        String client = request.getHeader("x-ms-client-request-id");
        if (client != null
                && ID.matcher(client).matches()
                && "true".equalsIgnoreCase(request.getHeader("x-ms-return-client-request-id"))) {
            response.setHeader("x-ms-client-request-id", client);
        }
        response.setHeader("Cache-Control", "no-cache, no-store");
        response.setHeader("Strict-Transport-Security", "max-age=31536000");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }

    static void write(HttpServletResponse response, int status, Answer answer) throws IOException {
        byte[] body = Responses.JSON.writeValueAsString(answer.body()).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType("application/json;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
