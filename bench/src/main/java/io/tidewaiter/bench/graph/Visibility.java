package io.tidewaiter.bench.graph;

import io.tidewaiter.graph.Graph;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Scans of known images arrive, each moving a tag; how long until queries see the last one written. */
final class Visibility {
    private static final int A_SECOND = 200;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final State state;
    private final Graph graph;
    private final List<Place> places;
    private final Random random = new Random(20261128);

    Visibility(State state, Graph graph) {
        this.state = state;
        this.graph = graph;
        this.places = state.changes()
                .read(sql -> sql.list("""
                SELECT r.registry_id, p.repository, i.digest
                FROM image_presence p JOIN registry_seen r ON r.id = p.registry JOIN image i ON i.id = p.image
                WHERE p.tag = '' AND p.valid_to IS NULL
                """, row -> new Place(row.getString(1), row.getString(2), row.getString(3))));
    }

    private record Place(String registry, String repository, String digest) {}

    /** The delays in milliseconds, sorted: of a scan every 50 ms, from its commit until the graph has applied it. */
    List<Double> delays() throws InterruptedException {
        List<Double> delays = new ArrayList<>();
        Thread writer = Thread.ofPlatform().start(this::write);
        while (writer.isAlive()) {
            long last = state.changes().span().last();
            long start = System.nanoTime();
            while (graph.applied() < last
                    && System.nanoTime() - start < Duration.ofSeconds(30).toNanos()) {
                LockSupport.parkNanos(2_000_000);
            }
            delays.add((System.nanoTime() - start) / 1e6);
            LockSupport.parkNanos(50_000_000);
        }
        writer.join();
        delays.sort(null);
        return delays;
    }

    private void write() {
        long start = System.nanoTime();
        int done = 0;
        while (System.nanoTime() - start < LONG.toNanos()) {
            scan(places.get(random.nextInt(places.size())), done);
            done++;
            long due = start + done * 1_000_000_000L / A_SECOND;
            LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
        }
        System.out.println(String.format(
                Locale.ROOT, "scans that arrived: %.0f a second", done * 1e9 / (System.nanoTime() - start)));
    }

    private void scan(Place place, int number) {
        ScanRequest request = new ScanRequest(
                place.registry(), place.repository(), "t" + number % 50, place.digest(), "", Instant.now());
        state.scanQueue().enqueue(request);
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images()
                .attach(
                        job,
                        place.registry().split("/", -1)[2],
                        new ImageIdentity(
                                "reg.example/app",
                                Digest.parse(place.digest()),
                                "application/vnd.oci.image.manifest.v1+json",
                                "linux/amd64",
                                1));
    }
}
