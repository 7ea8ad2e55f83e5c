package io.tidewaiter.flow.vex;

import io.tidewaiter.assess.vex.VexEnvelope;
import io.tidewaiter.assess.vex.VexReader;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.pull.attached.AttachedDocument;
import io.tidewaiter.store.State;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.database.ContentHash;
import io.tidewaiter.store.judge.Judgement;
import io.tidewaiter.store.judge.RuleBook;
import io.tidewaiter.vuln.json.DocumentFault;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * VEX documents that hang on images in their registries, as {@code vexDocuments} resources at the registry: written when an
 * image is looked at and a document hangs on it, removed when it hangs there no more. A document speaks only for the image
 * that it hangs on, in its repository.
 *
 * <p>Who can push an image can hang a document on it, and would judge it. So a document waits for an approval like what
 * needs a second person, and is told beside the findings meanwhile; of registries that the operator trusts it counts at
 * once. Signatures are not verified.
 */
public final class AttachedVex {
    private static final System.Logger LOG = System.getLogger("vex");
    private static final String BY = "attached-vex";
    private static final String TYPE = "/providers/Tidewaiter.Security/vexDocuments/";
    private static final String PREFIX = "attached.";
    private static final int KNOWN_MAX = 100;
    private static final int PAGE = 200;
    private static final int HASH_CHARS = 24;

    private final State state;
    private final VexSettings settings;
    private final Source source;

    public AttachedVex(State state, VexSettings settings, Source source) {
        this.state = state;
        this.settings = settings;
        this.source = source;
    }

    /** Where documents come from. */
    @FunctionalInterface
    public interface Source {
        /** What hangs on a manifest; found only where all of it was listed. */
        Answer<List<AttachedDocument>> of(RegistryResource registry, String repository, Digest subject);
    }

    /** A manifest that documents can hang on, and the images that it stands for. */
    public record Subject(String repository, Digest digest, Collection<Digest> images) {}

    /** Whether anything is read at all. */
    public boolean isRead() {
        return settings.isAttachedRead();
    }

    /** Brings the resources in step with what hangs on a manifest; what cannot be listed changes nothing. */
    public void look(RegistryResource registry, Subject subject) {
        if (!settings.isAttachedRead()) {
            return;
        }
        switch (source.of(registry, subject.repository(), subject.digest())) {
            case Answer.Found<List<AttachedDocument>>(List<AttachedDocument> documents) ->
                apply(registry, subject, documents);
            case Answer.Invalid<List<AttachedDocument>>(String message) -> unread(subject, message);
            case Answer.Failed<List<AttachedDocument>>(String message) -> unread(subject, message);
            case Answer<List<AttachedDocument>> _ -> {}
        }
    }

    private static void unread(Subject subject, String why) {
        LOG.log(Level.WARNING, "vex attached unread image={0} why={1}", subject.digest(), why);
    }

    private void apply(RegistryResource registry, Subject subject, List<AttachedDocument> documents) {
        String prefix = PREFIX + hash(subject.repository() + "\n" + subject.digest()) + ".";
        Map<String, String> bodies = new LinkedHashMap<>();
        for (AttachedDocument document : documents) {
            body(subject, document).ifPresent(body -> bodies.put(prefix + hash(body), body));
        }
        Map<String, Judgement> known = new HashMap<>();
        String first = registry.id() + TYPE + prefix;
        for (Judgement one : state.judgements().list(Judgement.Kind.VEX, registry.id(), null, first, KNOWN_MAX)) {
            if (one.id().toLowerCase(Locale.ROOT).startsWith(first.toLowerCase(Locale.ROOT))) {
                known.put(one.name(), one);
            }
        }
        bodies.forEach((name, body) -> write(registry, name, body, Optional.ofNullable(known.remove(name))));
        for (Judgement gone : known.values()) {
            state.judgements().delete(gone.id(), Precondition.NONE, BY);
        }
    }

    private void write(RegistryResource registry, String name, String body, Optional<Judgement> before) {
        boolean pending = !settings.trusts(registry);
        boolean isOurs = before.isEmpty() || isUnjudged(before.get());
        if (!isOurs || (before.isPresent() && before.get().pending() == pending)) {
            return;
        }
        state.judgements()
                .put(
                        new Judgement.Draft(
                                Judgement.Kind.VEX, registry.id() + TYPE + name, registry.id(), name, body, pending),
                        Precondition.NONE,
                        BY);
    }

    /** Whether nobody but us has had a word in it. */
    private static boolean isUnjudged(Judgement one) {
        return one.changedBy().equals(BY) && one.approvedBy().isEmpty();
    }

    private static Optional<String> body(Subject subject, AttachedDocument attached) {
        try {
            Optional<JsonNode> document =
                    VexEnvelope.open(attached.text(), subject.digest().toString(), attached.isBound());
            if (document.isEmpty()
                    || VexReader.read(document.get().toString().getBytes(StandardCharsets.UTF_8))
                            .statements()
                            .isEmpty()) {
                return Optional.empty();
            }
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("document", document.get());
            ObjectNode told = body.putObject(RuleBook.ATTACHED);
            told.put("repository", subject.repository())
                    .put("subject", subject.digest().toString())
                    .put("manifest", attached.manifest().toString())
                    .put("mediaType", attached.mediaType());
            ArrayNode images = told.putArray("images");
            subject.images().forEach(image -> images.add(image.toString()));
            return Optional.of(body.toString());
        } catch (DocumentFault e) {
            LOG.log(
                    Level.INFO,
                    "vex attached refused image={0} artifact={1} why={2}",
                    subject.digest(),
                    attached.manifest(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** To be called at start: what was written when other registries were trusted follows those that are now. */
    public void reconsider() {
        String after = "";
        List<Judgement> page;
        do {
            page = state.judgements().list(Judgement.Kind.VEX, "/", null, after, PAGE);
            for (Judgement one : page) {
                after = one.id();
                Optional<RegistryResource> registry =
                        isUnjudged(one) ? state.resources().registry(one.scope()) : Optional.empty();
                registry.ifPresent(r -> write(r, one.name(), one.body(), Optional.of(one)));
            }
        } while (page.size() == PAGE);
    }

    /** Removes the documents of images that are in no registry any more. */
    public int forget() {
        List<String> gone = state.judgements().attachedToNothing(TYPE + PREFIX);
        gone.forEach(id -> state.judgements().delete(id, Precondition.NONE, BY));
        return gone.size();
    }

    private static String hash(String text) {
        return ContentHash.of(text).substring(0, HASH_CHARS);
    }
}
