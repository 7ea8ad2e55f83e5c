package io.tidewaiter.bench.state;

import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanRequest;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.store.RegistrySummary;
import io.tidewaiter.store.State;
import io.tidewaiter.store.SubAssessmentQuery;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.judge.Judgement;
import io.tidewaiter.vuln.Severity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Makes a state of many images where there is none, and measures it. Arguments: folder, images. */
public final class StateSpeed {
    private static final int ROWS = 1_000;
    private static final int ROUNDS = 40;
    private static final int WARM_UP = 10;
    private static final int WRITERS = 16;
    private static final int RULES = 100_000;
    private static final Duration INTAKE = Duration.ofSeconds(10);

    private final State state;
    private final int images;

    private StateSpeed(State state, int images) {
        this.state = state;
        this.images = images;
    }

    /** Prints a line for each figure. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        int images = Integer.parseInt(arguments[1]);
        Path file = folder.resolve("state.db");
        if (!Files.exists(file)) {
            long start = System.nanoTime();
            new MadeState().fill(folder, images);
            say("made", String.format(Locale.ROOT, "%.0f s", seconds(start)));
        }
        say("storage per image", String.format(Locale.ROOT, "%.1f KB", Files.size(file) / 1024.0 / images));
        long start = System.nanoTime();
        try (State state = State.open(folder, Clock.systemUTC())) {
            state.scanQueue().counts();
            say("open to ready", String.format(Locale.ROOT, "%.2f s", seconds(start)));
            new StateSpeed(state, images).run();
        }
        System.exit(0);
    }

    private void run() throws InterruptedException, IOException {
        state.judgements().delete(rule("measured"), Precondition.NONE, "bench"); // of the run before
        long start = System.nanoTime();
        RegistrySummary first = state.images().summary(MadeState.registry(0));
        say("counting the largest registry, the first time", String.format(Locale.ROOT, "%.2f s", seconds(start)));
        say(
                "it has",
                String.format(
                        Locale.ROOT,
                        "%d findings in %d images",
                        first.findings().values().stream()
                                .mapToLong(Long::longValue)
                                .sum(),
                        first.images().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()));
        quantiles("counting it again", () -> state.images().summary(MadeState.registry(0)));
        quantiles("counting a registry of 1,000 images", () -> state.images().summary(MadeState.registry(7)));
        quantiles("first 1,000 sub-assessments of a registry", this::page);
        rule();
        manyRules();
        quantiles("the same list beside " + RULES + " rules", this::page);
        intake();
        System.gc();
        say("peak memory of the process", String.format(Locale.ROOT, "%d MB", peak()));
    }

    private void page() {
        int rows = state.images()
                .subAssessments(SubAssessmentQuery.of(MadeState.registry(0)).limit(ROWS))
                .rows()
                .size();
        if (rows != ROWS) {
            throw new IllegalStateException("a page of " + rows);
        }
    }

    private static String rule(String name) {
        return "/subscriptions/" + MadeState.SUBSCRIPTION + "/providers/Tidewaiter.Security/rules/" + name;
    }

    private void put(String name, String conditions) {
        String scope = "/subscriptions/" + MadeState.SUBSCRIPTION;
        state.judgements()
                .put(
                        new Judgement.Draft(
                                Judgement.Kind.RULE,
                                rule(name),
                                scope,
                                name,
                                "{\"justification\":\"measured\",\"conditions\":{" + conditions + "}}",
                                false),
                        Precondition.NONE,
                        "bench");
    }

    /** From before the rule is written until lists and counts have shown it. */
    private void rule() {
        String registry = MadeState.registry(0);
        long before = state.images().summary(registry).count(Severity.CRITICAL);
        long start = System.nanoTime();
        long startProcessor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        put("measured", "\"cves\":[\"CVE-2026-4242\"]");
        say("writing a rule", String.format(Locale.ROOT, "%.3f s", seconds(start)));
        long suppressed = 0;
        for (int i = 0; i <= 50; i++) {
            suppressed += state.images().summary(MadeState.registry(i)).suppressed();
        }
        say(
                "the same, and counting all 51 registries",
                String.format(
                        Locale.ROOT,
                        "%.2f s (%.2f s of the processor); %d findings hidden",
                        seconds(start),
                        (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startProcessor) / 1e9,
                        suppressed));
        long lists = System.nanoTime();
        page();
        say("and a list of 1,000", String.format(Locale.ROOT, "%.3f s", seconds(lists)));
        long after = state.images().summary(registry).count(Severity.CRITICAL);
        if (after >= before) {
            throw new IllegalStateException("the rule hid nothing");
        }
    }

    private void manyRules() throws InterruptedException {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        together(() -> {
            for (int i = next.getAndIncrement(); i < RULES; i = next.getAndIncrement()) {
                put("many" + i, "\"cves\":[\"CVE-1999-" + i + "\"]");
            }
        });
        say("writing " + RULES + " rules", String.format(Locale.ROOT, "%.1f s", seconds(start)));
        start = System.nanoTime();
        state.images().summary(MadeState.registry(7));
        say("reading them, counting a registry", String.format(Locale.ROOT, "%.2f s", seconds(start)));
        start = System.nanoTime();
        state.changes().read(state.ruleHistory()::read);
        say("reading their history", String.format(Locale.ROOT, "%.2f s", seconds(start)));
        AtomicInteger number = new AtomicInteger();
        Runnable one = () -> put("last", "\"cves\":[\"CVE-2025-" + (10_000 + number.getAndIncrement()) + "\"]");
        quantiles("one more rule beside them: written", one);
        quantiles("one more, a registry of 1,000 images counted", () -> {
            one.run();
            state.images().summary(MadeState.registry(7));
        });
        quantiles("one more, the history of all read", () -> {
            one.run();
            state.changes().read(state.ruleHistory()::read);
        });
    }

    /** Events of known digests: written down, turned into jobs, leased, attached; every step durable. */
    private void intake() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        long end = System.nanoTime() + INTAKE.toNanos();
        byte[] body = "{\"events\":[]}".getBytes(StandardCharsets.UTF_8);
        long start = System.nanoTime();
        together(() -> {
            while (System.nanoTime() < end) {
                int image = next.getAndIncrement() % images;
                ScanRequest request = new ScanRequest(
                        MadeState.registry(0),
                        "pushed/app" + image % 100,
                        "t" + image,
                        MadeState.digest("image", image),
                        "",
                        Clock.systemUTC().instant());
                long entry = state.intakeLog().append(MadeState.registry(0), "distribution", body);
                state.intakeLog().done(entry, List.of(request), List.of(), "");
                state.scanQueue().lease(Duration.ofMinutes(1)).ifPresent(job -> {
                    String digest = job.request().digest();
                    if (state.images().isKnown(digest, "catalog-4", MadeState.digest("advisories", 1))) {
                        ImageIdentity identity = new ImageIdentity(
                                "reg0.example/pushed",
                                Digest.parse(digest),
                                "application/vnd.oci.image.manifest.v1+json",
                                "linux/amd64",
                                1);
                        state.images().attach(job, MadeState.SUBSCRIPTION, identity);
                        done.incrementAndGet();
                    }
                });
            }
        });
        say(
                "durable intake of known digests",
                String.format(Locale.ROOT, "%.0f acknowledged scans/s", done.get() / seconds(start)));
    }

    private static void together(Runnable work) throws InterruptedException {
        List<Thread> threads = IntStream.range(0, WRITERS)
                .mapToObj(i -> Thread.ofVirtual().start(work))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Wall time and, for a machine that others use as well, the processor's. */
    private static void quantiles(String what, Runnable work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        List<Long> nanos = new ArrayList<>();
        List<Long> processor = new ArrayList<>();
        for (int i = 0; i < WARM_UP; i++) {
            work.run();
        }
        LongStream.range(0, ROUNDS).forEach(i -> {
            long start = System.nanoTime();
            long startProcessor = threads.getCurrentThreadCpuTime();
            work.run();
            processor.add(threads.getCurrentThreadCpuTime() - startProcessor);
            nanos.add(System.nanoTime() - start);
        });
        say(
                what,
                String.format(
                        Locale.ROOT,
                        "p50 %.0f ms, p95 %.0f ms; of the processor p50 %.0f ms, p95 %.0f ms",
                        quantile(nanos, 0.5),
                        quantile(nanos, 0.95),
                        quantile(processor, 0.5),
                        quantile(processor, 0.95)));
    }

    private static double quantile(List<Long> nanos, double share) {
        Collections.sort(nanos);
        return nanos.get((int) Math.ceil(ROUNDS * share) - 1) / 1e6;
    }

    private static long peak() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return -1;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void say(String what, String figure) {
        System.out.println(what + ": " + figure);
    }
}
