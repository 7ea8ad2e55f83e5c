package io.tidewaiter.server.arm;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Body;
import io.tidewaiter.server.http.Correlation;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.token.Authority;
import io.tidewaiter.server.token.Caller;
import io.tidewaiter.server.token.Tokens;
import io.tidewaiter.store.arm.Precondition;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The way of every ARM request: path, type, version, caller, right, body, handler; the first that refuses answers. */
public final class ArmEndpoint {
    /** The largest body of a PUT or POST. */
    public static final int BODY_BYTES_MAX = 1 << 20;

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final String BEARER = "Bearer ";

    private final ArmTypes types;
    private final Authority authority;
    private final Tokens tokens;
    private final AccessCheck access;
    private final Throttle throttle;

    public ArmEndpoint(ArmTypes types, Authority authority, Tokens tokens, AccessCheck access, Throttle throttle) {
        this.throttle = throttle;
        this.types = types;
        this.authority = authority;
        this.tokens = tokens;
        this.access = access;
    }

    /** Answers one request. */
    public Answer answer(HttpServletRequest request) throws IOException {
        Optional<ArmPath> path = ArmPath.parse(request.getRequestURI());
        if (path.isEmpty()) {
            return Answer.error(404, "NotFound", "There is nothing at this path.");
        }
        Optional<ArmType> type = types.of(path.get());
        if (type.isEmpty()) {
            return types.unknown(path.get());
        }
        Map<String, String> query = query(request);
        Optional<Answer> fault = ArmTypes.versionFault(type.get(), Optional.ofNullable(query.get("api-version")));
        return fault.isPresent() ? fault.get() : known(request, path.get(), type.get(), query);
    }

    /** Path and version are sound: who calls? */
    private Answer known(HttpServletRequest request, ArmPath path, ArmType type, Map<String, String> query)
            throws IOException {
        String header = request.getHeader("Authorization");
        if (header == null || header.isBlank()) {
            return unauthorized(
                    "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.");
        }
        if (!header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return unauthorized(
                    "AuthenticationFailedInvalidHeader",
                    "Authentication failed. The 'Authorization' header is provided in an invalid format.");
        }
        return switch (tokens.read(header.substring(BEARER.length()).strip())) {
            case Tokens.Reading.Refused refused -> unauthorized(refused.code(), refused.message());
            case Tokens.Reading.Valid valid -> {
                ArmRequest asked = new ArmRequest(path, query, empty(), valid.caller(), when(request), url(request));
                ScopedValue.CallableOp<Answer, IOException> answer = () -> admitted(request, asked, type);
                yield ScopedValue.where(Caller.NOW, valid.caller())
                        .where(Correlation.NOW, Correlation.of(request))
                        .call(answer);
            }
        };
    }

    /** The caller is known: have they asked too much? */
    private Answer admitted(HttpServletRequest http, ArmRequest request, ArmType type) throws IOException {
        Throttle.Turn turn = throttle.turn(request.caller().objectId());
        return turn.refused().isPresent()
                ? turn.refused().get()
                : called(http, request, type).with(left(http.getMethod()), String.valueOf(turn.remaining()));
    }

    /** The header that tells what is left for requests of this kind; all kinds have one budget here. */
    private static String left(String method) {
        String kind = switch (method) {
            case "GET", "HEAD" -> "reads";
            case "DELETE" -> "deletes";
            default -> "writes";
        };
        return "x-ms-ratelimit-remaining-subscription-" + kind;
    }

    /** The caller is let in: what do they want, and may they? */
    private Answer called(HttpServletRequest http, ArmRequest request, ArmType type) throws IOException {
        List<ArmType.Operation> here = type.operations().stream()
                .filter(o -> o.item() == request.path().isItem())
                .toList();
        Optional<ArmType.Operation> operation = of(here, http.getMethod());
        if (operation.isEmpty()) {
            return notAllowed(http.getMethod(), here);
        }
        String permission = operation.get().permission();
        Scope scope = request.path().protectedScope();
        if (!permission.isEmpty() && !access.allows(request.caller().objectId(), permission, scope)) {
            return request.denied(permission, scope);
        }
        String subscription = request.path().whole().subscriptionId().orElse("");
        if (!subscription.isEmpty() && !GUID.matcher(subscription).matches()) {
            return Answer.error(
                    400,
                    "InvalidSubscriptionId",
                    "The provided subscription identifier '" + Quoted.of(subscription) + "' is malformed or invalid.");
        }
        if (http.getMethod().equals("HEAD")) {
            return headed(operation.get().handler().answer(request), request.path());
        }
        Answer answer = Set.of("GET", "DELETE").contains(http.getMethod())
                ? operation.get().handler().answer(request)
                : withBody(http, request, operation.get());
        return Statuses.known(answer, type, http.getMethod(), request.apiVersion());
    }

    /** Whatever can be read can be asked for its being there. */
    private static Optional<ArmType.Operation> of(List<ArmType.Operation> here, String method) {
        Optional<ArmType.Operation> exact =
                here.stream().filter(o -> o.method().equals(method)).findFirst();
        return exact.isEmpty() && method.equals("HEAD") ? of(here, "GET") : exact;
    }

    /** ARM says 204 of what is there, which is how its clients ask. */
    private static Answer headed(Answer answer, ArmPath path) {
        return answer.status() == 200 && path.isItem() ? new Answer(204, null, answer.headers()) : answer;
    }

    private static Answer withBody(HttpServletRequest http, ArmRequest request, ArmType.Operation operation)
            throws IOException {
        String type = Optional.ofNullable(http.getContentType()).orElse("").toLowerCase(Locale.ROOT);
        if (operation.method().equals("POST")
                && operation.permission().isEmpty()
                && !type.startsWith("application/json")) {
            return Answer.error(
                    415, "UnsupportedMediaType", "The request content is not of the type application/json.");
        }
        String coding = header(http, "Content-Encoding");
        if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
            return Answer.error(
                            415,
                            "UnsupportedMediaType",
                            "The request content is of the encoding '" + Quoted.of(coding) + "'; send it as it is.")
                    .with("Accept-Encoding", "identity");
        }
        Optional<byte[]> bytes = Body.read(http, BODY_BYTES_MAX);
        if (bytes.isEmpty()) {
            return Answer.error(
                    413, "RequestContentTooLarge", "The request content is larger than " + BODY_BYTES_MAX + " bytes.");
        }
        if (bytes.get().length == 0) {
            return operation.handler().answer(request);
        }
        JsonNode body;
        try {
            body = Responses.JSON.readTree(bytes.get());
        } catch (JacksonException e) {
            return Answer.invalid("The request content is not JSON that can be read: " + Quoted.of(reason(e)));
        }
        try {
            return body instanceof ObjectNode object
                    ? operation.handler().answer(request.with(object))
                    : Answer.invalid("The request content is not a JSON object.");
        } catch (JacksonException e) {
            return Answer.invalid(
                    "The request content has a value of another type than is asked for, or out of range.");
        }
    }

    /** What the reader of JSON says, without its own settings, and where. */
    private static String reason(JacksonException problem) {
        TokenStreamLocation at = problem.getLocation();
        return withoutSettings(problem.getOriginalMessage())
                + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    /** A message up to the clause that names a setting, in backticks, or a source. */
    private static String withoutSettings(String said) {
        int setting = said.indexOf('`');
        int source = said.indexOf("[Source");
        int first = setting < 0 || source < 0 ? Math.max(setting, source) : Math.min(setting, source);
        int clause = Math.max(said.lastIndexOf(", ", first), said.lastIndexOf(" (", first));
        if (clause < 0) {
            return said;
        }
        String kept = said.substring(0, clause);
        return kept.lastIndexOf('(') > kept.lastIndexOf(')') ? kept + ")" : kept;
    }

    private static Answer notAllowed(String method, List<ArmType.Operation> here) {
        String allowed = here.stream().map(ArmType.Operation::method).sorted().collect(Collectors.joining(", "));
        return Answer.notAllowed(method, allowed);
    }

    private Answer unauthorized(String code, String message) {
        String challenge =
                "Bearer authorization_uri=\"" + authority.issuer() + "\", error=\"invalid_token\", error_description=\""
                        + Quoted.of(message).replace('"', '\'') + '"';
        return Answer.error(401, code, message).with("WWW-Authenticate", challenge);
    }

    private String url(HttpServletRequest request) {
        return authority.urlFor(header(request, "Host"));
    }

    private static Precondition when(HttpServletRequest request) {
        return new Precondition(header(request, "If-Match"), header(request, "If-None-Match"));
    }

    private static String header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }

    private static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Map<String, String> query(HttpServletRequest request) {
        Map<String, String> query = new HashMap<>();
        String raw = Optional.ofNullable(request.getQueryString()).orElse("");
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.putIfAbsent(
                        unescaped(pair.substring(0, equals)).toLowerCase(Locale.ROOT),
                        unescaped(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String unescaped(String text) {
        try {
            return java.net.URLDecoder.decode(text, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // a stray percent sign stands for itself
        }
    }
}
