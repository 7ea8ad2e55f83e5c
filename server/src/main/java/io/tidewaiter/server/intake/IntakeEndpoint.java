package io.tidewaiter.server.intake;

import io.tidewaiter.intake.EventKind;
import io.tidewaiter.intake.EventReader;
import io.tidewaiter.intake.RegistryEvent;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Body;
import io.tidewaiter.server.http.Quoted;
import io.tidewaiter.store.IntakeLog;
import io.tidewaiter.store.ResourceStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code POST /intake/{registry}/{kind}}: a registry says that something changed.
 *
 * <p>The answer 202 is given after the body is on disk, and only then: whatever dies afterwards, the event is there.
 * What the event means is found out later; here it only has to be an event.
 */
public final class IntakeEndpoint {
    private final ResourceStore resources;
    private final IntakeLog log;
    private final IntakeSecrets secrets;
    private final Runnable appended;
    private final EventReader reader = new EventReader();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** @param appended called after an event was written down */
    public IntakeEndpoint(ResourceStore resources, IntakeLog log, IntakeSecrets secrets, Runnable appended) {
        this.resources = resources;
        this.log = log;
        this.secrets = secrets;
        this.appended = appended;
    }

    /** Events written down since the start. */
    public long accepted() {
        return accepted.sum();
    }

    /** Requests refused since the start. */
    public long refused() {
        return refused.sum();
    }

    /** Answers one event. */
    public Answer answer(HttpServletRequest request, String registryName, String kindSegment) throws IOException {
        Answer answer = judged(request, registryName, kindSegment);
        (answer.status() < 300 ? accepted : refused).increment();
        return answer;
    }

    private Answer judged(HttpServletRequest request, String registryName, String kindSegment) throws IOException {
        Optional<EventKind> kind = EventKind.ofSegment(kindSegment);
        Optional<RegistryResource> registry = resources.registries().stream()
                .filter(r -> r.name().equalsIgnoreCase(registryName))
                .findFirst();
        if (kind.isEmpty() || registry.isEmpty()) {
            return Answer.error(
                    404,
                    "ResourceNotFound",
                    "There is no intake '" + Quoted.of(kindSegment) + "' of a registry '" + Quoted.of(registryName)
                            + "'.");
        }
        if (!secrets.matches(registry.get().id(), secret(request))) {
            return Answer.error(
                            401,
                            "AuthenticationFailed",
                            "The secret of this registry's intake is missing or wrong; listIntakeCredentials tells it.")
                    .with("WWW-Authenticate", "Bearer realm=\"intake\"");
        }
        Optional<byte[]> body = Body.read(request, EventReader.BODY_BYTES_MAX);
        if (body.isEmpty()) {
            return Answer.error(
                    413,
                    "RequestContentTooLarge",
                    "The event is larger than " + EventReader.BODY_BYTES_MAX + " bytes.");
        }
        return switch (reader.read(body.get())) {
            case EventReader.Reading.NotANotification no -> Answer.invalid(no.reason());
            case EventReader.Reading.Events events -> write(registry.get(), kind.get(), body.get(), events);
        };
    }

    private Answer write(RegistryResource registry, EventKind kind, byte[] body, EventReader.Reading.Events events) {
        if (kind == EventKind.ACR && isPing(events)) {
            return new Answer(200, JsonNodeFactory.instance.objectNode(), Map.of());
        }
        long entry = log.append(registry.id(), kind.segment(), body);
        appended.run();
        return new Answer(202, JsonNodeFactory.instance.objectNode().put("id", String.valueOf(entry)), Map.of());
    }

    private static boolean isPing(EventReader.Reading.Events events) {
        return events.events().size() == 1
                && events.events().getFirst() instanceof RegistryEvent.Ignored ignored
                && ignored.reason().equals("action \"ping\"");
    }

    /** The bearer token, or the password of basic credentials with any user name. */
    private static String secret(HttpServletRequest request) {
        String header = Optional.ofNullable(request.getHeader("Authorization")).orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return header.substring(7).strip();
        }
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            String text =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            return text.substring(text.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return ""; // not base64: as if it were not there
        }
    }
}
