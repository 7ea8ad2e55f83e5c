package io.tidewaiter.intake;

import io.tidewaiter.oci.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of a push notification (CNCF distribution "Notifications"; ACR webhook schema).
 *
 * <p>The two differ in the envelope only: distribution wraps a list into {@code events}, ACR sends one event. Either
 * form is accepted from either sender, so that a relay in between does no harm.
 */
public final class EventReader {
    /** The largest body that is read. */
    public static final int BODY_BYTES_MAX = 1 << 20;

    private static final int EVENTS_MAX = 1_000;
    private static final int NESTING_MAX = 32;
    private static final int QUOTED_MAX = 80;
    /** How our own client calls itself. */
    private static final String OUR_AGENT = "tidewaiter";

    private static final Set<String> IMAGE_MEDIA_TYPES = Set.of(
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v1+prettyjws");
    // The grammars of the OCI distribution-spec 1.1, "Pulling manifests".
    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128}");

    private final JsonMapper mapper;

    public EventReader() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(BODY_BYTES_MAX)
                        .maxNestingDepth(NESTING_MAX)
                        .maxStringLength(BODY_BYTES_MAX)
                        .maxNumberLength(64)
                        .build())
                .build();
        mapper = JsonMapper.builder(factory).build();
    }

    /** What a body says: its events in their order, or why it says nothing. */
    public sealed interface Reading {
        /** The events, ignored and refused ones included: nothing is silently dropped. */
        record Events(List<RegistryEvent> events) implements Reading {
            public Events {
                events = List.copyOf(events);
            }
        }

        /** The body is not a notification; the reason names what was seen and where. */
        record NotANotification(String reason) implements Reading {}
    }

    /** Reads one body; never throws on any bytes. */
    public Reading read(byte[] body) {
        if (body.length > BODY_BYTES_MAX) {
            return new Reading.NotANotification(
                    "the body has " + body.length + " bytes, at most " + BODY_BYTES_MAX + " are read");
        }
        JsonNode root;
        try {
            root = mapper.readTree(body);
        } catch (JacksonException e) {
            return new Reading.NotANotification(
                    "the body is not JSON that can be read: " + quoted(e.getOriginalMessage()));
        }
        if (root == null || !root.isObject()) {
            return new Reading.NotANotification("the body is not a JSON object");
        }
        JsonNode events = root.get("events");
        if (events == null) {
            return root.has("action")
                    ? new Reading.Events(List.of(event(root)))
                    : new Reading.NotANotification("the body has neither \"events\" nor \"action\"");
        }
        return events.isArray() ? envelope(events) : new Reading.NotANotification("\"events\" is not an array");
    }

    private static Reading envelope(JsonNode events) {
        if (events.size() > EVENTS_MAX) {
            return new Reading.NotANotification(
                    "the body holds " + events.size() + " events, at most " + EVENTS_MAX + " are read");
        }
        List<RegistryEvent> read = new ArrayList<>(events.size());
        for (JsonNode event : events) {
            read.add(event(event));
        }
        return new Reading.Events(read);
    }

    private static RegistryEvent event(JsonNode event) {
        String action = text(event, "action").toLowerCase(Locale.ROOT);
        JsonNode target = event.path("target");
        String repository = text(target, "repository");
        return switch (action) {
            case "push" -> pushed(target, repository);
            case "delete" -> deleted(target, repository);
            case "pull" -> pulled(event, target, repository);
            case "quarantine", "chart_push", "chart_delete" -> told(action, target, repository);
            case "" -> new RegistryEvent.Refused(repository, "the event has no action");
            default -> new RegistryEvent.Ignored(repository, "action " + quoted(action));
        };
    }

    private static RegistryEvent pushed(JsonNode target, String repository) {
        String mediaType = MediaType.bare(text(target, "mediaType"));
        if (!mediaType.isEmpty() && !IMAGE_MEDIA_TYPES.contains(mediaType)) {
            return new RegistryEvent.Ignored(repository, "pushed " + quoted(mediaType) + ", which is no manifest");
        }
        String tag = text(target, "tag");
        String digest = text(target, "digest");
        String fault = fault(repository, tag, digest);
        return fault == null
                ? new RegistryEvent.Pushed(repository, tag, digest, mediaType)
                : new RegistryEvent.Refused(quoted(repository), fault);
    }

    private static RegistryEvent deleted(JsonNode target, String repository) {
        String tag = text(target, "tag");
        String digest = text(target, "digest");
        String fault = fault(repository, tag, digest);
        return fault == null
                ? new RegistryEvent.Deleted(repository, tag, digest)
                : new RegistryEvent.Refused(quoted(repository), fault);
    }

    /** What we pull to scan it is not wanted by anybody; a pull of a blob follows from that of its manifest. */
    private static RegistryEvent pulled(JsonNode event, JsonNode target, String repository) {
        if (text(event.path("request"), "useragent").startsWith(OUR_AGENT)) {
            return new RegistryEvent.Ignored(repository, "a pull of ours");
        }
        String digest = text(target, "digest");
        if (!IMAGE_MEDIA_TYPES.contains(MediaType.bare(text(target, "mediaType"))) || digest.isEmpty()) {
            return new RegistryEvent.Ignored(repository, "action \"pull\" of what is no manifest");
        }
        String fault = fault(repository, "", digest);
        return fault == null
                ? new RegistryEvent.Pulled(repository, digest)
                : new RegistryEvent.Refused(quoted(repository), fault);
    }

    private static RegistryEvent told(String action, JsonNode target, String repository) {
        String tag = text(target, "tag");
        String digest = text(target, "digest");
        String mediaType = MediaType.bare(text(target, "mediaType"));
        String fault = fault(repository, tag, digest);
        return fault == null
                ? new RegistryEvent.Told(repository, action, tag, digest, cut(mediaType))
                : new RegistryEvent.Refused(quoted(repository), fault);
    }

    private static String cut(String text) {
        return text.length() > QUOTED_MAX ? text.substring(0, QUOTED_MAX) : text;
    }

    private static @Nullable String fault(String repository, String tag, String digest) {
        if (repository.length() > 255 || !REPOSITORY.matcher(repository).matches()) {
            return "not a repository name: " + quoted(repository);
        }
        if (!tag.isEmpty() && !TAG.matcher(tag).matches()) {
            return "not a tag: " + quoted(tag);
        }
        if (!digest.isEmpty() && !DIGEST.matcher(digest).matches()) {
            return "not a digest: " + quoted(digest);
        }
        return tag.isEmpty() && digest.isEmpty() ? "the event names neither tag nor digest" : null;
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.stringValue() : "";
    }

    private static String quoted(String foreign) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < foreign.length() && i < QUOTED_MAX; i++) {
            char c = foreign.charAt(i);
            out.append(c < ' ' || c == 0x7f ? '?' : c);
        }
        return out.append(foreign.length() > QUOTED_MAX ? "…\"" : "\"").toString();
    }
}
