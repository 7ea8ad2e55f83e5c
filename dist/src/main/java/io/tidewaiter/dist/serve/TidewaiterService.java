package io.tidewaiter.dist.serve;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.catalog.CellProgram;
import io.tidewaiter.catalog.ImageCataloger;
import io.tidewaiter.catalog.base.KnownBases;
import io.tidewaiter.catalog.cache.LayerFactsFolder;
import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.flow.Flow;
import io.tidewaiter.flow.RegistryImages;
import io.tidewaiter.flow.ScanPipeline;
import io.tidewaiter.flow.StandingResources;
import io.tidewaiter.flow.Steps;
import io.tidewaiter.flow.discover.ReconcileSettings;
import io.tidewaiter.flow.discover.Reconciler;
import io.tidewaiter.flow.reevaluate.Advisories;
import io.tidewaiter.flow.vex.VexFolder;
import io.tidewaiter.flow.vex.VexSettings;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.server.Server;
import io.tidewaiter.server.ServerConfig;
import io.tidewaiter.server.judge.JudgementTypes;
import io.tidewaiter.server.resource.PullCredentials;
import io.tidewaiter.store.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** All of the service in one process: state, advisories, workers, HTTPS. Wired here and nowhere else. */
public final class TidewaiterService implements AutoCloseable {
    private final Advisories advisories;
    private final State state;
    private final RegistryClient client;
    private final ImageCataloger cataloger;
    private final Flow flow;
    private final Server server;
    private final Optional<VexFolder> vex;

    private TidewaiterService(
            Advisories advisories,
            State state,
            RegistryClient client,
            ImageCataloger cataloger,
            Flow flow,
            Server server,
            Optional<VexFolder> vex) {
        this.vex = vex;
        this.advisories = advisories;
        this.state = state;
        this.client = client;
        this.cataloger = cataloger;
        this.flow = flow;
        this.server = server;
    }

    /**
     * What a service is made of.
     *
     * @param database the compiled advisories
     * @param limits of each scan
     * @param registries how registries are spoken to
     * @param workers scans at a time
     * @param reconcile how registries are listed
     * @param steps hears of every step of the work
     * @param clock what rules expire by and images are charged by
     * @param stateBytesMax what the state's file may grow to
     * @param vex whose VEX documents count
     */
    public record Parts(
            ServerConfig server,
            Path database,
            CatalogLimits limits,
            ClientSettings registries,
            int workers,
            ReconcileSettings reconcile,
            Steps steps,
            Clock clock,
            long stateBytesMax,
            VexSettings vex) {
        /** Parts of a service that lists registries as usual. */
        public Parts(ServerConfig server, Path database, CatalogLimits limits, ClientSettings registries, int workers) {
            this(
                    server,
                    database,
                    limits,
                    registries,
                    workers,
                    ReconcileSettings.standard(),
                    Steps.UNHEARD,
                    Clock.systemUTC(),
                    Long.MAX_VALUE,
                    VexSettings.STANDARD);
        }

        /** The same with another way of listing. */
        public Parts withReconcile(ReconcileSettings other) {
            return new Parts(server, database, limits, registries, workers, other, steps, clock, stateBytesMax, vex);
        }

        /** The same with somebody who hears of every step. */
        public Parts withSteps(Steps other) {
            return new Parts(
                    server, database, limits, registries, workers, reconcile, other, clock, stateBytesMax, vex);
        }

        /** The same with another clock. */
        public Parts withClock(Clock other) {
            return new Parts(
                    server, database, limits, registries, workers, reconcile, steps, other, stateBytesMax, vex);
        }

        /** The same with a state that grows no larger. */
        public Parts withStateBytesMax(long bytes) {
            return new Parts(server, database, limits, registries, workers, reconcile, steps, clock, bytes, vex);
        }

        /** The same with other VEX documents. */
        public Parts withVex(VexSettings other) {
            return new Parts(
                    server, database, limits, registries, workers, reconcile, steps, clock, stateBytesMax, other);
        }
    }

    /** Where two people have to agree, nobody's attached document counts on one's word. */
    private static VexSettings attached(Parts parts) {
        return JudgementTypes.wantsTwoPeople(parts.server().dataFolder())
                ? parts.vex().trusting(Set.of())
                : parts.vex();
    }

    /** Opens the state, picks up what was left undone, and listens. */
    public static TidewaiterService start(Parts parts) {
        KnownBases bases = bases(parts.server().dataFolder().resolve("bases.tsv"));
        Advisories advisories = new Advisories(AdvisoryDb.open(parts.database()));
        State state = State.open(parts.server().dataFolder(), parts.clock(), parts.stateBytesMax());
        StandingResources.write(state);
        RegistryClient client = new RegistryClient(parts.registries(), CredentialSource.none());
        ImageCataloger cataloger = new ImageCataloger(
                CellProgram.ofService(),
                parts.limits(),
                true,
                new LayerFactsFolder(
                        parts.server().dataFolder().resolve("cache").resolve("layers"),
                        LayerFactsFolder.BYTES_MAX,
                        parts.clock()));
        Optional<VexFolder> vex = parts.vex().folder().map(folder -> new VexFolder(folder, state).watch());
        ScanPipeline pipeline = new ScanPipeline(cataloger, parts.clock(), bases, parts.steps());
        Reconciler reconciler = new Reconciler(state, client, PullCredentials::of, parts.reconcile(), state.clock());
        Flow flow = Flow.start(
                new Flow.Parts(
                        state, pipeline, advisories, new RegistryImages(client, PullCredentials::of), reconciler),
                new Flow.Settings(parts.workers(), parts.database(), parts.clock(), parts.steps(), attached(parts)));
        try {
            Server server = Server.start(parts.server(), state, parts.clock(), flow::wake);
            return new TidewaiterService(advisories, state, client, cataloger, flow, server, vex);
        } catch (RuntimeException e) {
            flow.close();
            vex.ifPresent(VexFolder::close);
            cataloger.close();
            client.close();
            state.close();
            advisories.close();
            throw e;
        }
    }

    private static KnownBases bases(Path file) {
        try {
            return Files.exists(file) ? KnownBases.read(file) : KnownBases.NONE;
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.FAILED, "serve: " + e.getMessage());
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILED, "serve: read bases " + file + ": " + e);
        }
    }

    /** What listens. */
    public Server server() {
        return server;
    }

    /** What is remembered. */
    public State state() {
        return state;
    }

    /** Stops to listen, then to work; nothing that was answered 2xx is lost. */
    @Override
    public void close() {
        server.close();
        flow.close();
        vex.ifPresent(VexFolder::close);
        cataloger.close();
        client.close();
        state.close();
        advisories.close();
    }
}
