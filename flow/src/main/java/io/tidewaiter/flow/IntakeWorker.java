package io.tidewaiter.flow;

import io.tidewaiter.flow.discover.Covered;
import io.tidewaiter.intake.EventReader;
import io.tidewaiter.intake.RegistryEvent;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.store.IntakeLog;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.announce.ImageUse;
import io.tidewaiter.store.announce.RegistryNotice;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From events that are written down to scan requests: reads each body once, in order. */
final class IntakeWorker {
    private static final System.Logger LOG = System.getLogger("intake");
    private static final int ENTRIES_AT_A_TIME = 100;
    private static final int NOTE_CHARS_MAX = 500;

    private final IntakeLog log;
    private final ResourceStore resources;
    private final Covered covered;
    private final Steps steps;
    private final EventReader reader = new EventReader();

    IntakeWorker(IntakeLog log, ResourceStore resources, Covered covered, Steps steps) {
        this.covered = covered;
        this.steps = steps;
        this.log = log;
        this.resources = resources;
    }

    /** Works on everything that is there. */
    void drain() {
        List<IntakeLog.Entry> entries = log.pending(ENTRIES_AT_A_TIME);
        while (!entries.isEmpty()) {
            entries.forEach(this::take);
            entries = log.pending(ENTRIES_AT_A_TIME);
        }
    }

    private void take(IntakeLog.Entry entry) {
        Optional<RegistryResource> registry = resources.registry(entry.registryId());
        if (registry.isEmpty()) {
            log.done(entry.id(), List.of(), List.of(), "the registry is not known any more");
            return;
        }
        switch (reader.read(entry.body())) {
            case EventReader.Reading.Events read -> events(entry, registry.get(), read.events());
            case EventReader.Reading.NotANotification(String reason) ->
                log.done(entry.id(), List.of(), List.of(), "not read: " + reason);
        }
    }

    private void events(IntakeLog.Entry entry, RegistryResource registry, List<RegistryEvent> events) {
        Following following = new Following(entry, covered.whyNot(registry));
        events.forEach(following::take);
        steps.reached(Steps.Step.EVENT_READ);
        log.done(entry.id(), following.all());
        steps.reached(Steps.Step.EVENT_DONE);
    }

    /** Collects what follows from the events of one body. */
    private static final class Following {
        private final IntakeLog.Entry entry;
        private final Optional<String> whyNot;
        private final List<ScanRequest> requests = new ArrayList<>();
        private final List<IntakeLog.Deletion> deletions = new ArrayList<>();
        private final List<ImageUse.Pull> pulls = new ArrayList<>();
        private final List<RegistryNotice> notices = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();

        Following(IntakeLog.Entry entry, Optional<String> whyNot) {
            this.entry = entry;
            this.whyNot = whyNot;
        }

        void take(RegistryEvent event) {
            switch (event) {
                case RegistryEvent.Pushed pushed -> {
                    whyNot.ifPresentOrElse(
                            notes::add, () -> requests.add(request(entry.registryId(), pushed, entry.receivedAt())));
                    notices.add(new RegistryNotice(
                            "push", pushed.repository(), pushed.tag(), pushed.digest(), pushed.mediaType()));
                }
                case RegistryEvent.Deleted deleted -> {
                    deletions.add(new IntakeLog.Deletion(
                            entry.registryId(), deleted.repository(), deleted.tag(), deleted.digest()));
                    if (!deleted.digest().isEmpty()) { // Azure's registry tells nothing of a tag alone
                        notices.add(new RegistryNotice("delete", deleted.repository(), "", deleted.digest(), ""));
                    }
                }
                case RegistryEvent.Pulled(String repository, String digest) ->
                    pulls.add(new ImageUse.Pull(repository, digest));
                case RegistryEvent.Told told ->
                    notices.add(new RegistryNotice(
                            told.action(), told.repository(), told.tag(), told.digest(), told.mediaType()));
                case RegistryEvent.Ignored ignored -> notes.add("ignored: " + ignored.reason());
                case RegistryEvent.Refused refused -> {
                    notes.add("refused: " + refused.reason());
                    // It was answered 202, as a registry would send it for ever: nobody else hears of it.
                    LOG.log(
                            Level.WARNING,
                            "intake refused registry={0} entry={1} why={2}",
                            entry.registryId(),
                            Long.toString(entry.id()),
                            refused.reason());
                }
            }
        }

        IntakeLog.Consequences all() {
            String note = String.join("; ", notes.stream().distinct().toList());
            return new IntakeLog.Consequences(
                    requests,
                    deletions,
                    pulls,
                    notices,
                    note.length() > NOTE_CHARS_MAX ? note.substring(0, NOTE_CHARS_MAX) : note);
        }
    }

    private static ScanRequest request(String registryId, RegistryEvent.Pushed pushed, Instant receivedAt) {
        return new ScanRequest(
                registryId, pushed.repository(), pushed.tag(), pushed.digest(), pushed.mediaType(), receivedAt);
    }
}
