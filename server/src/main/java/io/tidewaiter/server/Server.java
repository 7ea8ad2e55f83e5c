package io.tidewaiter.server;

import io.tidewaiter.server.announce.Announcements;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.keys.PrivateFiles;
import io.tidewaiter.server.keys.ServerCertificate;
import io.tidewaiter.store.State;
import io.tidewaiter.store.database.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The running service: HTTPS for clients and registries, a second port for health and metrics. */
public final class Server implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Server.class.getName());

    private final HttpsPort https;
    private final ManagementPort management;
    private final Services services;
    private final Announcements announcements;
    private final ServerCertificate certificate;
    private final Optional<FirstCredential> firstCredential;

    private Server(
            HttpsPort https,
            ManagementPort management,
            Services services,
            Announcements announcements,
            ServerCertificate certificate,
            Optional<FirstCredential> firstCredential) {
        this.https = https;
        this.management = management;
        this.services = services;
        this.announcements = announcements;
        this.certificate = certificate;
        this.firstCredential = firstCredential;
    }

    /** Starts the service over a state, which stays the caller's to close, after the service. */
    public static Server start(ServerConfig config, State state) {
        return start(config, state, Clock.systemUTC(), () -> {});
    }

    /**
     * Starts the service.
     *
     * @param appended called after each push event that was written down, on the request's thread
     */
    public static Server start(ServerConfig config, State state, Clock clock, Runnable appended) {
        if (!PrivateFiles.closeToOthers(config.dataFolder())) {
            // The state in it holds pull credentials.
            LOG.log(System.Logger.Level.WARNING, "serve data-folder-open folder=" + config.dataFolder());
        }
        FirstStart first = new FirstStart(state.resources());
        String tenantId = first.tenantId();
        Services services = new Services(config, state, tenantId, clock, appended);
        ServerCertificate certificate = config.certificate()
                .flatMap(pem -> config.certificateKey().map(key -> new ServerCertificate(pem, key)))
                .orElseGet(
                        () -> ServerCertificate.selfSigned(config.dataFolder().resolve("tls"), clock));
        Metrics metrics = new Metrics(state, services.intake, clock.instant());
        HttpsPort https = HttpsPort.open(config, certificate, new Routes(services));
        @Nullable Announcements announcements = null;
        try {
            services.authority.listeningOn(https.port());
            announcements =
                    Announcements.start(state, services.assessments, config.usualAssessment(), config.announce());
            ManagementPort management = ManagementPort.open(config, () -> isReady(state), metrics);
            // Last, so that a start that fails does not make a secret that nobody is shown.
            Optional<FirstCredential> credential = first.administrator(tenantId, services.clientSecrets);
            return new Server(https, management, services, announcements, certificate, credential);
        } catch (RuntimeException e) {
            https.close();
            services.resourceGraph.close();
            if (announcements != null) {
                announcements.close();
            }
            throw e;
        }
    }

    /** The HTTPS port that is listened on. */
    public int port() {
        return https.port();
    }

    /** The port of health and metrics that is listened on. */
    public int managementPort() {
        return management.port();
    }

    /** The address of the service: the configured one, else {@code https://localhost:PORT}. */
    public String url() {
        return services.authority.url();
    }

    /** The PEM file that clients have to trust. */
    public Path certificate() {
        return certificate.certificate();
    }

    /** The one tenant. */
    public String tenantId() {
        return services.authority.tenantId();
    }

    /** Every ARM type that is answered for: what the table of roles is made from. */
    public List<ArmType> armTypes() {
        return services.armTypes.all();
    }

    /** The administrator, where this start made it; show it once. */
    public Optional<FirstCredential> firstCredential() {
        return firstCredential;
    }

    /** The secret that a registry shows when it sends events, by the registry's ARM id. */
    public String intakeSecret(String registryId) {
        return services.intakeSecrets.secretOf(registryId);
    }

    /** Stops listening; requests under way are finished first. */
    @Override
    public void close() {
        management.close();
        https.close();
        announcements.close();
        services.resourceGraph.close();
    }

    private static boolean isReady(State state) {
        try {
            state.scanQueue().counts();
            return true;
        } catch (StoreException e) {
            return false; // what is broken is in the log of who works with the state
        }
    }
}
