package io.tidewaiter.dist.serve;

import io.tidewaiter.advisory.AdvisoryException;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Options;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.cli.db.UserDatabase;
import io.tidewaiter.flow.AdvisoryFiles;
import io.tidewaiter.flow.discover.ReconcileSettings;
import io.tidewaiter.flow.vex.VexSettings;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.intake.support.Reach;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.server.Server;
import io.tidewaiter.server.ServerConfig;
import io.tidewaiter.server.announce.AnnounceSettings;
import io.tidewaiter.server.arm.Throttle;
import io.tidewaiter.server.token.OidcIssuer;
import io.tidewaiter.store.database.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tidewaiter serve}: the service, until the process is asked to end. */
public final class ServeCommand implements Command {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("serve");
        spec.usageMessage()
                .description("Starts the service: takes push events, scans, answers over HTTPS. First start prints one"
                        + " administrator credential, once.");
        Options.one(spec, "--data", "DIR", "where everything is kept; made where it is missing");
        Options.one(
                spec, "--db", "PATH", "advisory database file, or a folder of OSV zips; default: the user's database");
        Options.one(spec, "--bind", "ADDRESS", "of the HTTPS port; default 0.0.0.0");
        Options.one(spec, "--port", "N", "HTTPS; default 8443, 0 for any free one");
        Options.one(spec, "--management-port", "N", "health and metrics on the loopback; default 9443");
        Options.one(
                spec, "--public-url", "URL", "the address that clients use, where a proxy stands before the service");
        Options.one(spec, "--certificate", "FILE", "PEM, leaf first; default: one that signs itself");
        Options.one(spec, "--certificate-key", "FILE", "PEM, PKCS #8");
        Options.one(spec, "--finding-form", "FORM", "which form of findings lists show: classic (default) or mdvm");
        Options.one(spec, "--oidc-issuer", "URL", "accept access tokens of this OpenID Connect issuer, too");
        Options.one(spec, "--oidc-audience", "TEXT", "what aud of its tokens has to name");
        Options.one(spec, "--oidc-object-id", "CLAIM", "which claim role assignments name; default oid");
        Options.one(spec, "--oidc-groups", "CLAIM", "which claim lists the groups of its principals; default groups");
        Options.one(spec, "--oidc-ca", "FILE", "trust the certificates in this PEM file for the issuer, too");
        Options.one(spec, "--requests-at-once", "N", "that each principal may send; default 2000");
        Options.one(spec, "--requests-per-second", "N", "that each principal may send for ever; default 200");
        Options.one(spec, "--workers", "N", "scans at a time; default: one for each core");
        Options.one(spec, "--ca", "FILE", "trust the certificates in this PEM file for registries, too");
        Options.many(spec, "--plain-http", "HOST[:PORT]", "speak HTTP to this registry");
        Options.many(spec, "--connect", "FILE", "find registries by this file: named ones, or an Azure's");
        Options.one(spec, "--list-every", "MINUTES", "compare every registry with what is known; default 60");
        Options.one(spec, "--keep-results", "DAYS", "after the plan was switched off; default 30");
        Options.many(
                spec,
                "--inside",
                "HOST",
                "this service stands in the network of a registry that is closed to the public; *.DOMAIN and * for many");
        Options.one(
                spec,
                "--quiet-after",
                "DAYS",
                "an image that nobody pushed or pulled for so long is announced no more; default 90, 0: every image is");
        Options.one(
                spec, "--vex", "FOLDER", "VEX documents that speak for every registry; read again when they change");
        Options.many(
                spec,
                "--trust-attached-vex",
                "HOST",
                "VEX documents that hang on images in this registry count without an approval; * for every registry");
        Options.flag(spec, "--ignore-attached-vex", "do not ask registries for VEX documents that hang on images");
        Options.one(spec, "--state-max", "MEGABYTES", "what the state's file may grow to; default: as the disk allows");
        Options.flag(spec, "--allow-unconfined", "scan even where the kernel cannot confine the cell");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws InterruptedException {
        TidewaiterService service;
        try {
            service = TidewaiterService.start(parts(arguments, terminal));
        } catch (AdvisoryException | StoreException e) {
            throw new CliException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            service.close();
            ended.countDown();
        }));
        greet(service.server(), terminal);
        ended.await();
        return ExitCode.OK.number();
    }

    private static TidewaiterService.Parts parts(ParseResult arguments, Terminal terminal) {
        String data = arguments.matchedOptionValue("--data", "");
        if (data.isEmpty()) {
            throw new CliException(ExitCode.USAGE, "serve: --data DIR says where everything is kept");
        }
        Path folder = Path.of(data).toAbsolutePath();
        ServerConfig config = ServerConfig.in(folder)
                .onAddress(arguments.matchedOptionValue("--bind", "0.0.0.0"))
                .onPorts(
                        number(arguments, "--port", ServerConfig.PORT, 65_535),
                        number(arguments, "--management-port", ServerConfig.MANAGEMENT_PORT, 65_535));
        config = named(config, arguments)
                .limitedTo(new Throttle.Rate(
                        Math.max(1, number(arguments, "--requests-at-once", Throttle.Rate.USUAL.burst(), 9_999_999)),
                        Math.max(1, number(arguments, "--requests-per-second", 200, 9_999_999))))
                .announcing(AnnounceSettings.USUAL
                        .withClient(registries(arguments))
                        .withQuietAfter(Duration.ofDays(number(arguments, "--quiet-after", 90, 99_999))));
        int cores = Runtime.getRuntime().availableProcessors();
        TidewaiterService.Parts parts = new TidewaiterService.Parts(
                        config,
                        database(arguments, folder, terminal),
                        CatalogLimits.standard()
                                .withAllowUnconfined(arguments.matchedOptionValue("--allow-unconfined", false)),
                        registries(arguments),
                        Math.max(1, number(arguments, "--workers", cores, 64)))
                .withReconcile(reconcile(arguments))
                .withStateBytesMax(stateBytesMax(arguments));
        String vex = arguments.matchedOptionValue("--vex", "");
        if (!vex.isEmpty() && !Files.isDirectory(Path.of(vex))) {
            throw new CliException(ExitCode.USAGE, "serve: --vex " + vex + ": a folder of VEX documents");
        }
        VexSettings settings = new VexSettings(
                vex.isEmpty() ? Optional.empty() : Optional.of(Path.of(vex).toAbsolutePath()),
                !arguments.hasMatchedOption("--ignore-attached-vex"),
                Set.copyOf(arguments.matchedOptionValue("--trust-attached-vex", List.of())));
        return parts.withVex(settings);
    }

    private static long stateBytesMax(ParseResult arguments) {
        int megabytes = number(arguments, "--state-max", 0, 99_999_999);
        return megabytes == 0 ? Long.MAX_VALUE : (long) megabytes << 20;
    }

    private static ReconcileSettings reconcile(ParseResult arguments) {
        List<String> inside = arguments.matchedOptionValue("--inside", List.of());
        return ReconcileSettings.standard()
                .withEvery(Duration.ofMinutes(Math.max(1, number(arguments, "--list-every", 60, 99_999))))
                .withKeepFreeFor(Duration.ofDays(number(arguments, "--keep-results", 30, 99_999)))
                .withReach(new Reach(inside))
                .withConnections(arguments.matchedOptionValue("--connect", List.<String>of()).stream()
                        .map(Path::of)
                        .toList());
    }

    private static ServerConfig named(ServerConfig config, ParseResult arguments) {
        String url = arguments.matchedOptionValue("--public-url", "");
        String certificate = arguments.matchedOptionValue("--certificate", "");
        String key = arguments.matchedOptionValue("--certificate-key", "");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new CliException(ExitCode.USAGE, "serve: --certificate and --certificate-key are given together");
        }
        try {
            ServerConfig named = url.isEmpty() ? config : config.knownAs(url);
            named = certificate.isEmpty() ? named : named.withCertificate(Path.of(certificate), Path.of(key));
            return trusting(form(named, arguments), arguments);
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "serve: " + e.getMessage());
        }
    }

    private static ServerConfig form(ServerConfig config, ParseResult arguments) {
        return switch (arguments.matchedOptionValue("--finding-form", "classic")) {
            case "classic" -> config.listing(AssessmentKey.CLASSIC);
            case "mdvm" -> config.listing(AssessmentKey.MDVM);
            default -> throw new CliException(ExitCode.USAGE, "serve: --finding-form is classic or mdvm");
        };
    }

    private static ServerConfig trusting(ServerConfig config, ParseResult arguments) {
        String issuer = arguments.matchedOptionValue("--oidc-issuer", "");
        if (issuer.isEmpty()) {
            return config;
        }
        String ca = arguments.matchedOptionValue("--oidc-ca", "");
        return config.trusting(new OidcIssuer(
                issuer,
                arguments.matchedOptionValue("--oidc-audience", ""),
                arguments.matchedOptionValue("--oidc-object-id", OidcIssuer.OID),
                arguments.matchedOptionValue("--oidc-groups", OidcIssuer.GROUPS),
                ca.isEmpty() ? Optional.empty() : Optional.of(Path.of(ca))));
    }

    private static ClientSettings registries(ParseResult arguments) {
        List<String> plain = arguments.matchedOptionValue("--plain-http", List.of());
        String ca = arguments.matchedOptionValue("--ca", "");
        try {
            return ClientSettings.standard()
                    .withPlainHttp(plain.stream().map(Registry::new).collect(Collectors.toUnmodifiableSet()))
                    .withCaFile(ca.isEmpty() ? null : Path.of(ca));
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, "serve: --plain-http: " + e.getMessage());
        }
    }

    private static Path database(ParseResult arguments, Path data, Terminal terminal) {
        String given = arguments.matchedOptionValue("--db", "");
        Path path = given.isEmpty() ? UserDatabase.path() : Path.of(given);
        if (!Files.exists(path)) {
            throw new CliException(
                    ExitCode.FAILED,
                    "serve: there is no advisory database at " + path + "; give --db, or build one with: tidewaiter db"
                            + " build --from DIR --output " + path);
        }
        return new AdvisoryFiles(
                        data.resolve("cache"), sentence -> terminal.talk().println("tidewaiter: " + sentence))
                .compiled(path);
    }

    private static int number(ParseResult arguments, String option, int usual, int max) {
        String text = arguments.matchedOptionValue(option, Integer.toString(usual));
        if (!text.matches("\\d{1,8}") || Integer.parseInt(text) > max) {
            throw new CliException(ExitCode.USAGE, "serve: " + option + " " + text + ": a number up to " + max);
        }
        return Integer.parseInt(text);
    }

    private static void greet(Server server, Terminal terminal) {
        terminal.talk()
                .println("tidewaiter: listening on " + server.url() + " (certificate: " + server.certificate()
                        + "); health and metrics on http://127.0.0.1:" + server.managementPort());
        server.firstCredential()
                .ifPresent(first -> terminal.talk().println("""
                tidewaiter: first start. This administrator credential is shown once:
                  tenant        %s
                  client id     %s
                  client secret %s
                  subscription  %s (image scanning is on)""".formatted(
                                first.tenantId(), first.clientId(), first.secret(), first.subscriptionId())));
    }
}
