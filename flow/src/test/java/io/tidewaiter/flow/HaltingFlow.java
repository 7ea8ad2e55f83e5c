package io.tidewaiter.flow;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.catalog.CellProgram;
import io.tidewaiter.catalog.ImageCataloger;
import io.tidewaiter.catalog.base.KnownBases;
import io.tidewaiter.flow.discover.ReconcileSettings;
import io.tidewaiter.flow.discover.Reconciler;
import io.tidewaiter.flow.reevaluate.Advisories;
import io.tidewaiter.flow.vex.VexSettings;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.pull.ImagePuller;
import io.tidewaiter.pull.PlatformChoice;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.pull.References;
import io.tidewaiter.pull.Source;
import io.tidewaiter.store.ScanQueue;
import io.tidewaiter.store.State;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A process that works until nothing is left to do, or until it reaches a step, where it ends as by kill -9. */
final class HaltingFlow {
    static final int KILLED = 137;

    /** In the place of a step: no thread can be had in the middle of the first scan. */
    static final String ERROR = "error";

    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private HaltingFlow() {}

    /** Arguments: the folder with {@code state}, {@code advisories.db} and {@code images}; the step, or a dash. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        Clock clock = Clock.systemUTC();
        AtomicBoolean erred = new AtomicBoolean(!arguments[1].equals(ERROR));
        Steps steps = step -> {
            if (step == Steps.Step.CATALOGED && erred.compareAndSet(false, true)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            if (step.name().equals(arguments[1])) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
        State state = State.open(folder.resolve("state"), clock);
        RegistryClient client = new RegistryClient(ClientSettings.standard(), CredentialSource.none());
        Path database = folder.resolve("advisories.db");
        ScanPipeline pipeline = new ScanPipeline(
                new ImageCataloger(CellProgram.ofThisProcess(), CatalogLimits.standard()),
                clock,
                KnownBases.NONE,
                steps);
        ImageSource images = (registry, request) ->
                References.parse("oci:" + folder.resolve("images").resolve(request.repository()))
                                instanceof References.Reading.Read(Source source)
                        ? new ImagePuller(client).pull(source, new PlatformChoice.All())
                        : new PullResult.Unsupported("no layout");
        Reconciler reconciler =
                new Reconciler(state, client, _ -> CredentialSource.none(), ReconcileSettings.standard(), clock);
        Flow flow = Flow.start(
                new Flow.Parts(state, pipeline, new Advisories(AdvisoryDb.open(database)), images, reconciler),
                new Flow.Settings(1, database, clock, steps, VexSettings.STANDARD));
        long start = System.nanoTime();
        while (!state.intakeLog().pending(1).isEmpty()
                || isBusy(state.scanQueue().counts())) {
            LockSupport.parkNanos(20_000_000);
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("nobody works any more");
            }
        }
        flow.close();
        state.close();
        Runtime.getRuntime().halt(0);
    }

    private static boolean isBusy(ScanQueue.Counts counts) {
        return counts.waiting() + counts.leased() > 0;
    }
}
