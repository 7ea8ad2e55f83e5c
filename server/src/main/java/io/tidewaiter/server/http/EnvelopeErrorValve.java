package io.tidewaiter.server.http;

import java.io.IOException;
import java.util.UUID;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** What Tomcat refuses before any of our code runs (a broken request line, an encoding) is told as an ARM error too. */
public final class EnvelopeErrorValve extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        String code = switch (status) {
            case 404 -> "ResourceNotFound";
            case 405 -> "HttpMethodNotAllowed";
            case 501 -> "NotImplemented";
            default -> status >= 500 ? "InternalServerError" : "BadRequest";
        };
        String message = status > 501 || status == 500 ? "The request failed." : "The request cannot be understood.";
        try {
            byte[] body = Responses.JSON.writeValueAsBytes(
                    Answer.error(status, code, message).body());
            if (response.getHeader("x-ms-request-id") == null) {
                String id = UUID.randomUUID().toString();
                response.setHeader("x-ms-request-id", id);
                response.setHeader("x-ms-correlation-request-id", id);
                response.setHeader("Cache-Control", "no-cache, no-store");
            }
            response.setContentType("application/json;charset=utf-8");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the caller has gone", e);
        }
    }
}
