package io.tidewaiter.server.signin;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The few HTML pages of the issuer: no script, no cookie, nothing from elsewhere.
 *
 * <p>What comes from a request stands in them only through {@link #escaped}.
 */
final class Page {
    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private Page() {}

    /** A page; {@code body} is HTML. */
    static ServerResponse of(int status, String title, String body) {
        byte[] bytes = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>%1$s</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <style>
            body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f3f5f7;color:#15202b}
            main{max-width:24rem;margin:10vh auto;padding:2rem;background:#fff;border-radius:8px}
            label{display:block;margin-top:1rem}
            input{width:100%%;box-sizing:border-box;padding:.5rem;font:inherit;border:1px solid #6b7a88;border-radius:4px}
            button{margin-top:1.5rem;padding:.5rem 1.25rem;font:inherit;border:0;border-radius:4px;background:#0b5cad;color:#fff}
            button.other{background:#52606d}
            .wrong{color:#a4141d}
            </style></head>
            <body><main><h1>%1$s</h1>
            %2$s
            </main></body></html>
            """.formatted(escaped(title), body).getBytes(StandardCharsets.UTF_8);
        return ServerResponse.status(status)
                .contentType(HTML)
                .contentLength(bytes.length)
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
                .build((request, response) -> {
                    response.getOutputStream().write(bytes);
                    return null;
                });
    }

    /** A page that only says something. */
    static ServerResponse saying(int status, String title, String text) {
        return of(status, title, "<p>" + escaped(text) + "</p>");
    }

    /** Fields that go back as they came. */
    static String hidden(Map<String, String> fields) {
        StringBuilder html = new StringBuilder();
        fields.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> html.append("<input type=\"hidden\" name=\"")
                        .append(escaped(field.getKey()))
                        .append("\" value=\"")
                        .append(escaped(field.getValue()))
                        .append("\">\n"));
        return html.toString();
    }

    /** The fields for name and password, with what was wrong before; {@code name} is shown again. */
    static String nameAndPassword(String name, String wrong) {
        String said = wrong.isEmpty() ? "" : "<p class=\"wrong\" role=\"alert\">" + escaped(wrong) + "</p>\n";
        return said + """
                <label>User name
                <input name="username" autocomplete="username" required value="%s"></label>
                <label>Password
                <input name="password" type="password" autocomplete="current-password" required></label>
                """.formatted(escaped(name));
    }

    /** Text for HTML, inside an attribute in double quotes too. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
