package io.tidewaiter.server;

import io.tidewaiter.model.assess.Health;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.server.intake.IntakeEndpoint;
import io.tidewaiter.store.RegistrySummary;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** What the service counts, in the text format of Prometheus 0.0.4. */
final class Metrics {
    private final State state;
    private final IntakeEndpoint intake;
    private final Instant startedAt;

    Metrics(State state, IntakeEndpoint intake, Instant startedAt) {
        this.state = state;
        this.intake = intake;
        this.startedAt = startedAt;
    }

    String text() {
        StringBuilder out = new StringBuilder();
        head(out, "tidewaiter_start_time_seconds", "gauge", "When the service started.");
        out.append("tidewaiter_start_time_seconds ")
                .append(startedAt.getEpochSecond())
                .append('\n');
        head(out, "tidewaiter_intake_requests_total", "counter", "Push events since the start.");
        line(out, "tidewaiter_intake_requests_total", "outcome", "accepted", intake.accepted());
        line(out, "tidewaiter_intake_requests_total", "outcome", "refused", intake.refused());
        ScanQueue.Counts queue = state.scanQueue().counts();
        head(out, "tidewaiter_queue_jobs", "gauge", "Scan jobs by state.");
        line(out, "tidewaiter_queue_jobs", "state", "waiting", queue.waiting());
        line(out, "tidewaiter_queue_jobs", "state", "leased", queue.leased());
        line(out, "tidewaiter_queue_jobs", "state", "failed", queue.failed());
        head(out, "tidewaiter_images", "gauge", "Images by health.");
        images().forEach((health, count) -> line(out, "tidewaiter_images", "health", health.label(), count));
        return out.toString();
    }

    private Map<Health, Long> images() {
        Map<Health, Long> images = new EnumMap<>(Health.class);
        for (Health health : Health.values()) {
            images.put(health, 0L);
        }
        for (RegistryResource registry : state.resources().registries()) {
            RegistrySummary summary = state.images().summary(registry.id());
            images.replaceAll((health, count) -> count + summary.count(health));
        }
        return images;
    }

    private static void head(StringBuilder out, String name, String type, String help) {
        out.append("# HELP ").append(name).append(' ').append(help).append('\n');
        out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void line(StringBuilder out, String name, String label, String value, long number) {
        out.append(name)
                .append('{')
                .append(label)
                .append("=\"")
                .append(value)
                .append("\"} ")
                .append(number)
                .append('\n');
    }
}
