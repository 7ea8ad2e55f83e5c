package io.tidewaiter.server.directory;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Body;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.resource.Json;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.token.Caller;
import io.tidewaiter.server.token.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The part of Microsoft Graph that {@code az role assignment} needs to turn object ids into names and names into object
 * ids (wire reference 6.2).
 *
 * <p>Whoever has a role anywhere may ask who somebody is whose id or name they know; the lists of everybody need the
 * right to read service principals at the tenant.
 */
public final class GraphEndpoint {
    private static final int BODY_BYTES_MAX = 256 << 10;
    private static final int IDS_MAX = 1_000;
    private static final int ITEMS_MAX = 999;
    private static final String LIST = "Tidewaiter.Security/servicePrincipals/read";
    private static final Pattern EQUAL = Pattern.compile(
            "\\s*(servicePrincipalNames/any\\(\\s*\\w+:\\s*\\w+|appId|id|displayName|userPrincipalName|mail|mailNickname)"
                    + "\\s+eq\\s+'([^']*)'\\s*\\)?\\s*",
            Pattern.CASE_INSENSITIVE);

    private final Tokens tokens;
    private final AccessCheck access;
    private final Directory directory;

    public GraphEndpoint(Tokens tokens, AccessCheck access, Directory directory) {
        this.tokens = tokens;
        this.access = access;
        this.directory = directory;
    }

    /** Answers what is below {@code /v1.0/}. */
    public Answer answer(HttpServletRequest request, String path) throws IOException {
        String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Answer.error(401, "InvalidAuthenticationToken", "Access token is empty.");
        }
        return switch (tokens.read(header.substring(7).strip())) {
            case Tokens.Reading.Refused refused -> Answer.error(401, refused.code(), refused.message());
            case Tokens.Reading.Valid valid -> known(request, path, valid.caller());
        };
    }

    private Answer known(HttpServletRequest request, String path, Caller caller) throws IOException {
        if (!access.reaches(caller.objectId(), Scope.TENANT)) {
            return denied();
        }
        if (request.getMethod().equals("POST") && path.equalsIgnoreCase("directoryObjects/getByIds")) {
            return byIds(request);
        }
        String[] segments = path.split("/");
        Optional<Directory.Kind> kind = kind(segments[0]);
        if (path.equalsIgnoreCase("me") && request.getMethod().equals("GET")) {
            return one(directory.find(caller.objectId()));
        }
        if (kind.isEmpty() || segments.length > 2 || !request.getMethod().equals("GET")) {
            return Answer.error(
                    400, "BadRequest", "Resource not found for the segment '" + Quoted.of(segments[0]) + "'.");
        }
        return segments.length == 2
                ? one(directory.find(segments[1]).filter(e -> e.kind() == kind.get()))
                : list(Optional.ofNullable(request.getParameter("$filter")).orElse(""), kind.get(), caller);
    }

    private static Answer denied() {
        return Answer.error(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
    }

    private static Optional<Directory.Kind> kind(String segment) {
        return switch (segment.toLowerCase(Locale.ROOT)) {
            case "serviceprincipals" -> Optional.of(Directory.Kind.ServicePrincipal);
            case "users" -> Optional.of(Directory.Kind.User);
            case "groups" -> Optional.of(Directory.Kind.Group);
            default -> Optional.empty();
        };
    }

    private static Answer one(Optional<Directory.Entry> entry) {
        return entry.map(e -> Answer.ok(json(e)))
                .orElseGet(() -> Answer.error(404, "Request_ResourceNotFound", "There is no such object."));
    }

    private Answer list(String filter, Directory.Kind kind, Caller caller) {
        if (filter.isBlank()) {
            return access.allows(caller.objectId(), LIST, Scope.TENANT) ? found(kind, e -> true) : denied();
        }
        Predicate<Directory.Entry> any = e -> false;
        for (String clause : filter.split("(?i)\\s+or\\s+")) {
            Matcher matcher = EQUAL.matcher(clause);
            if (!matcher.matches()) {
                return Answer.error(
                        400, "Request_UnsupportedQuery", "The filter '" + Quoted.of(filter) + "' is not supported.");
            }
            any = any.or(equal(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2)));
        }
        return found(kind, any);
    }

    private static Predicate<Directory.Entry> equal(String member, String value) {
        return switch (member) {
            case "id" -> e -> e.objectId().equalsIgnoreCase(value);
            case "displayname" -> e -> e.displayName().equalsIgnoreCase(value);
            default -> e -> e.name().equalsIgnoreCase(value);
        };
    }

    private Answer found(Directory.Kind kind, Predicate<Directory.Entry> wanted) {
        return value(
                directory.all().filter(e -> e.kind() == kind).filter(wanted).limit(ITEMS_MAX));
    }

    private Answer byIds(HttpServletRequest request) throws IOException {
        Optional<byte[]> bytes = Body.read(request, BODY_BYTES_MAX);
        if (bytes.isEmpty()) {
            return Answer.error(413, "Request_BadRequest", "The body is too large.");
        }
        try {
            JsonNode ids = Responses.JSON.readTree(bytes.get()).path("ids");
            Set<String> wanted = new HashSet<>();
            ids.forEach(id -> wanted.add(id.asString("").toLowerCase(Locale.ROOT)));
            return !ids.isArray() || ids.size() > IDS_MAX
                    ? Answer.error(400, "Request_BadRequest", "'ids' is an array of at most " + IDS_MAX + " ids.")
                    : value(directory
                            .all()
                            .filter(e -> wanted.contains(e.objectId().toLowerCase(Locale.ROOT))));
        } catch (JacksonException e) {
            return Answer.error(400, "Request_BadRequest", "The body is not JSON that can be read.");
        }
    }

    private static Answer value(Stream<Directory.Entry> entries) {
        List<ObjectNode> all = entries.map(GraphEndpoint::json).toList();
        ObjectNode body = Json.object();
        body.putArray("value").addAll(all);
        return Answer.ok(body);
    }

    private static ObjectNode json(Directory.Entry entry) {
        ObjectNode json = Json.object().put("id", entry.objectId()).put("displayName", entry.displayName());
        switch (entry.kind()) {
            case ServicePrincipal ->
                json.put("@odata.type", "#microsoft.graph.servicePrincipal")
                        .put("appId", entry.name())
                        .put("servicePrincipalType", "Application")
                        .putArray("servicePrincipalNames")
                        .add(entry.name());
            case User -> json.put("@odata.type", "#microsoft.graph.user").put("userPrincipalName", entry.name());
            case Group -> json.put("@odata.type", "#microsoft.graph.group").put("mailNickname", entry.name());
        }
        return json;
    }
}
