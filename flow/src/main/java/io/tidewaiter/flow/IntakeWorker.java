package io.tidewaiter.flow;

import io.tidewaiter.intake.EventReader;
import io.tidewaiter.intake.RegistryEvent;
import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.store.IntakeLog;
import io.tidewaiter.store.ResourceStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From events that are written down to scan requests: reads each body once, in order. */
final class IntakeWorker {
    private static final int ENTRIES_AT_A_TIME = 100;
    private static final int NOTE_CHARS_MAX = 500;

    private final IntakeLog log;
    private final ResourceStore resources;
    private final EventReader reader = new EventReader();

    IntakeWorker(IntakeLog log, ResourceStore resources) {
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
        boolean scans = resources
                .plan(registry.subscriptionId(), Plan.CONTAINER_REGISTRY)
                .map(Plan::standard)
                .orElse(false);
        List<ScanRequest> requests = new ArrayList<>();
        List<IntakeLog.Deletion> deletions = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (RegistryEvent event : events) {
            switch (event) {
                case RegistryEvent.Pushed pushed -> {
                    if (scans) {
                        requests.add(request(entry.registryId(), pushed, entry.receivedAt()));
                    } else {
                        notes.add("not scanned: the plan " + Plan.CONTAINER_REGISTRY + " of the subscription is Free");
                    }
                }
                case RegistryEvent.Deleted deleted ->
                    deletions.add(new IntakeLog.Deletion(
                            entry.registryId(), deleted.repository(), deleted.tag(), deleted.digest()));
                case RegistryEvent.Ignored ignored -> notes.add("ignored: " + ignored.reason());
                case RegistryEvent.Refused refused -> notes.add("refused: " + refused.reason());
            }
        }
        String note = String.join("; ", notes.stream().distinct().toList());
        log.done(
                entry.id(),
                requests,
                deletions,
                note.length() > NOTE_CHARS_MAX ? note.substring(0, NOTE_CHARS_MAX) : note);
    }

    private static ScanRequest request(String registryId, RegistryEvent.Pushed pushed, Instant receivedAt) {
        return new ScanRequest(
                registryId, pushed.repository(), pushed.tag(), pushed.digest(), pushed.mediaType(), receivedAt);
    }
}
