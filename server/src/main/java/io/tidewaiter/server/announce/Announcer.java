package io.tidewaiter.server.announce;

import io.tidewaiter.graph.form.AssessmentForm;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.graph.form.SubAssessmentForm;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.oci.hash.ContentHash;
import io.tidewaiter.server.resource.Assessments;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.store.State;
import io.tidewaiter.store.SubAssessmentRow;
import io.tidewaiter.store.announce.Affected;
import io.tidewaiter.store.announce.Announcement;
import io.tidewaiter.store.announce.Outbox;
import io.tidewaiter.store.change.ChangeLog;
import io.tidewaiter.store.sync.ScanReader;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows the change sequence and writes down who is to be told what, together with how far it has come. What changed is
 * the difference between the moment before a change and the change; an image that nobody pushed or pulled for long is
 * passed over.
 */
final class Announcer {
    private static final System.Logger LOG = System.getLogger("announce");
    private static final int CHANGES_AT_ONCE = 500;
    private static final String SUB_ASSESSMENT = "Microsoft.Security/assessments/subAssessments";

    private final State state;
    private final Assessments assessments;
    private final AssessmentKey usual;
    private final AnnounceSettings settings;

    Announcer(State state, Assessments assessments, AssessmentKey usual, AnnounceSettings settings) {
        this.state = state;
        this.assessments = assessments;
        this.usual = usual;
        this.settings = settings;
    }

    /** Goes on with what happened since; whether there may be more. */
    boolean look() {
        Optional<Outbox.Cursor> cursor = state.outbox().cursor();
        Targets targets = Targets.read(state.resources());
        if (targets.isEmpty()) {
            if (cursor.isPresent()) {
                state.outbox().forgetCursor();
            }
            return false;
        }
        ChangeLog.Span span = state.changes().span();
        if (cursor.isEmpty() || !span.continues(cursor.get().change())) {
            if (cursor.isPresent()) {
                LOG.log(
                        Level.WARNING,
                        "announce gap from={0} to={1}",
                        cursor.get().change(),
                        span.last());
            }
            state.outbox().followed(Outbox.Cursor.at(span.last()), List.of(), List.of());
            return false;
        }
        return follow(cursor.get(), targets);
    }

    /** A stretch of the sequence, or the next images of one that touches many. */
    private boolean follow(Outbox.Cursor cursor, Targets targets) {
        Instant now = state.now();
        List<ChangeLog.Entry> entries =
                state.changes().read(sql -> ChangeLog.after(sql, cursor.change(), CHANGES_AT_ONCE)).stream()
                        .takeWhile(entry -> entry.at().isBefore(now)) // more may happen within this very millisecond
                        .takeWhile(entry -> cursor.until() == 0 || entry.id() <= cursor.until())
                        .toList();
        if (entries.isEmpty()) {
            return false;
        }
        Map<String, List<String>> judged = new HashMap<>();
        state.changes()
                .read(sql -> Affected.scopes(sql, entries))
                .forEach(scope -> judged.put(scope, registriesIn(scope)));
        Affected affected =
                state.changes().read(sql -> Affected.by(sql, entries, scope -> judged.getOrDefault(scope, List.of())));
        new Telling(targets, affected, cursor).write();
        return true;
    }

    private List<String> registriesIn(String scope) {
        return ScopeCheck.registries(state.resources(), Scope.of(scope)).stream()
                .map(RegistryResource::id)
                .toList();
    }

    /** One stretch of the sequence, until it is written. */
    private final class Telling {
        private final Targets targets;
        private final Affected affected;
        private final Outbox.Cursor cursor;
        private final Affected.Part part;
        private final List<Announcement.Draft> drafts = new ArrayList<>();
        private final List<Outbox.Told> told = new ArrayList<>();
        private final Set<String> registries = new LinkedHashSet<>();

        Telling(Targets targets, Affected affected, Outbox.Cursor cursor) {
            this.targets = targets;
            this.affected = affected;
            this.cursor = cursor;
            this.part = affected.part(cursor.image(), settings.imagesAtOnce());
        }

        void write() {
            if (cursor.until() == 0) {
                affected.jobs().forEach(this::scan);
                affected.judgements().forEach(this::judgement);
                registries.addAll(affected.registries());
            }
            part.images().forEach(this::image);
            registries.forEach(this::registry);
            Outbox.Cursor next = part.isLast()
                    ? Outbox.Cursor.at(affected.last())
                    : new Outbox.Cursor(
                            cursor.change(), affected.last(), part.images().lastKey());
            state.outbox().followed(next, drafts, told);
        }

        private void scan(long job) {
            String registryId = state.changes().read(sql -> Affected.registryOfJob(sql, job));
            Optional<ScanReader.Scan> scan = state.scans().get(registryId, job);
            if (scan.isPresent() && scan.get().finishedAt() != null) {
                for (Targets.Subscription to :
                        targets.of(state.resources(), registryId).subscriptions()) {
                    if (to.wants(EventSubscriptions.SCAN_COMPLETED)) {
                        drafts.add(CloudEvents.scan(to, scan.get()));
                    }
                }
            }
        }

        private void image(long image, Affected.Window window) {
            for (Affected.Lying lying : state.changes()
                    .read(sql -> Affected.lying(sql, image, window.first().minusMillis(1)))) {
                Targets here = targets.of(state.resources(), lying.registryId());
                registries.add(lying.registryId().toLowerCase(Locale.ROOT));
                if (!here.isEmpty() && !isQuiet(image)) {
                    ImageDiff diff = ImageDiff.of(state.images(), lying.registryId(), lying.digest(), window);
                    here.subscriptions().forEach(to -> findings(to, diff, window.last()));
                    here.automations().forEach(to -> subAssessments(to, diff, window.last()));
                }
            }
        }

        /** Nobody wants the image any more; one that is gone is told of, so that its findings end. */
        private boolean isQuiet(long image) {
            return !settings.quietAfter().isZero()
                    && state.imageUse()
                            .wantedAt(image)
                            .filter(at -> at.plus(settings.quietAfter()).isBefore(state.now()))
                            .isPresent();
        }

        private void findings(Targets.Subscription to, ImageDiff diff, Instant at) {
            if (!to.wants(EventSubscriptions.FINDINGS_CHANGED)) {
                return;
            }
            List<SubAssessmentRow> came = atLeast(diff.appeared(), to.minimumSeverity());
            List<SubAssessmentRow> went = atLeast(diff.vanished(), to.minimumSeverity());
            // the same image may lie in several repositories of a registry
            Stream.concat(came.stream(), went.stream())
                    .map(SubAssessmentRow::repository)
                    .distinct()
                    .forEach(repository -> {
                        List<SubAssessmentRow> cameHere = in(came, repository);
                        List<SubAssessmentRow> wentHere = in(went, repository);
                        SubAssessmentRow any = cameHere.isEmpty() ? wentHere.getFirst() : cameHere.getFirst();
                        drafts.add(CloudEvents.findings(to, any, at, cameHere, wentHere));
                    });
        }

        private static List<SubAssessmentRow> atLeast(List<SubAssessmentRow> rows, String severity) {
            return rows.stream()
                    .filter(row -> CloudEvents.isAtLeast(row, severity))
                    .toList();
        }

        private static List<SubAssessmentRow> in(List<SubAssessmentRow> rows, String repository) {
            return rows.stream()
                    .filter(row -> row.repository().equals(repository))
                    .toList();
        }

        private void judgement(String key, Instant at) {
            for (Targets.Subscription to : targets.subscriptions()) {
                Scope judgement = Scope.of(key);
                boolean touches = to.scope().contains(judgement)
                        || ScopeCheck.covers(
                                state.resources(),
                                new Scope(judgement
                                        .segments()
                                        .subList(
                                                0,
                                                Math.max(0, judgement.segments().size() - 4))),
                                to.scope());
                if (touches && to.wants(EventSubscriptions.JUDGEMENT_CHANGED)) {
                    drafts.add(CloudEvents.judgement(to, key, at));
                }
            }
        }

        // Automations

        private void subAssessments(Targets.Automation to, ImageDiff diff, Instant at) {
            List<JsonNode> sources = to.sources("SubAssessments");
            if (sources.isEmpty()) {
                return;
            }
            for (SubAssessmentRow row : diff.changed()) {
                tell(to, sources, json(row), row.registryId() + row.name() + at);
            }
            for (SubAssessmentRow row : diff.gone()) {
                ObjectNode json = json(row); // Azure tells what is gone as healthy
                json.withObject("/properties/status").put("code", "Healthy").put("cause", "");
                tell(to, sources, json, row.registryId() + row.name() + at);
            }
        }

        private ObjectNode json(SubAssessmentRow row) {
            String host = state.resources()
                    .registry(row.registryId())
                    .map(RegistryResource::loginServer)
                    .orElse("");
            return SubAssessmentForm.json(row, usual, host);
        }

        private void registry(String registryId) {
            Targets here = targets.of(state.resources(), registryId);
            List<Targets.Automation> wanting = here.automations().stream()
                    .filter(one -> !one.sources("Assessments").isEmpty())
                    .toList();
            Optional<RegistryResource> registry = state.resources().registry(registryId);
            if (wanting.isEmpty() || registry.isEmpty()) {
                return;
            }
            ObjectNode json = assessments.json(registry.get(), usual);
            ObjectNode undated = json.deepCopy(); // since when is noted after the fact, which is told once
            AssessmentForm.undate(undated);
            String hash = hash(undated.toString());
            for (Targets.Automation to : wanting) {
                if (!state.outbox().told(to.id(), registryId).equals(Optional.of(hash))) {
                    tell(to, to.sources("Assessments"), json, registryId + hash + affected.last());
                    told.add(new Outbox.Told(to.id(), registryId, hash));
                }
            }
        }

        private void tell(Targets.Automation to, List<JsonNode> sources, ObjectNode event, String unique) {
            if (sources.stream().noneMatch(source -> RuleSets.hold(source, event))) {
                return;
            }
            String id = UUID.nameUUIDFromBytes(
                            (to.id().toLowerCase(Locale.ROOT) + unique).getBytes(StandardCharsets.UTF_8))
                    .toString();
            String type = event.path("type").asString("");
            for (int action : to.actions()) {
                drafts.add(new Announcement.Draft(
                        to.id(),
                        action,
                        id,
                        type.equals(SUB_ASSESSMENT) ? "SubAssessments" : "Assessments",
                        event.at("/properties/displayName").asString(""),
                        event.toString()));
            }
        }

        private static String hash(String text) {
            byte[] digest = ContentHash.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        }
    }
}
