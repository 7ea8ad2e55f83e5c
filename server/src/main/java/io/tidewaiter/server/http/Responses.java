package io.tidewaiter.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns answers into what Spring MVC sends. */
public final class Responses {
    /** The one JSON mapper of the service; of a member that is there twice nobody knows which one was meant. */
    public static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final MediaType JSON_UTF8 = new MediaType("application", "json", StandardCharsets.UTF_8);

    private Responses() {}

    /** The response of an answer. */
    public static ServerResponse of(Answer answer) {
        ServerResponse.BodyBuilder builder = ServerResponse.status(answer.status());
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            builder.header(header.getKey(), header.getValue());
        }
        byte[] bytes = answer.body() == null ? new byte[0] : JSON.writeValueAsBytes(answer.body());
        if (answer.body() != null) {
            builder.contentType(JSON_UTF8);
        }
        return builder.contentLength(bytes.length).build((request, response) -> {
            response.getOutputStream().write(bytes);
            return null;
        });
    }
}
