package io.tidewaiter.dist.remote;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Options;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.dist.rest.RestClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command that asks a service. Where it is and who asks is said by options or by variables: {@code TIDEWAITER_SERVER},
 * {@code TIDEWAITER_CA}, {@code TIDEWAITER_TOKEN}.
 *
 * @param options of this command besides those: name, label, description
 */
record RemoteCommand(String name, String description, List<Option> options, Work work) implements Command {
    /** An option with one value. */
    record Option(String name, String label, String description) {}

    /** What is done with the service. */
    @FunctionalInterface
    interface Work {
        /** Does it; what it prints is data. */
        void run(RestClient service, Values values, PrintStream out) throws IOException, InterruptedException;
    }

    /** The values of options. */
    record Values(ParseResult arguments) {
        Optional<String> of(String option) {
            String value = arguments.matchedOptionValue(option, "");
            return value.isEmpty() ? Optional.empty() : Optional.of(value);
        }

        String required(String option) {
            return of(option)
                    .orElseThrow(() -> new CliException(
                            ExitCode.USAGE, arguments.commandSpec().name() + ": " + option + " is missing"));
        }
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage().description(description);
        options.forEach(option -> Options.one(spec, option.name(), option.label(), option.description()));
        Options.one(spec, "--server", "URL", "of the service; default TIDEWAITER_SERVER, https://localhost:8443");
        Options.one(spec, "--ca", "FILE", "the certificate that serve prints the path of; default TIDEWAITER_CA");
        Options.one(spec, "--tenant", "GUID", "with --client and --secret-file; else TIDEWAITER_TOKEN is a token");
        Options.one(spec, "--client", "GUID", "the client's id");
        Options.one(spec, "--secret-file", "FILE", "the client's secret");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException, InterruptedException {
        Values values = new Values(arguments);
        String server =
                values.of("--server").orElse(variable("TIDEWAITER_SERVER").orElse("https://localhost:8443"));
        Path certificate = values.of("--ca")
                .or(() -> variable("TIDEWAITER_CA"))
                .map(Path::of)
                .orElseThrow(() -> new CliException(
                        ExitCode.USAGE, name + ": --ca, or TIDEWAITER_CA, names the service's certificate"));
        PrintStream out = new PrintStream(terminal.data(), true, StandardCharsets.UTF_8);
        try (RestClient service = new RestClient(server, certificate)) {
            if (values.of("--client").isPresent()) {
                String secret = Files.readString(Path.of(values.required("--secret-file")))
                        .strip();
                service.authenticate(values.required("--tenant"), values.required("--client"), secret);
            } else {
                service.withToken(variable("TIDEWAITER_TOKEN")
                        .orElseThrow(() -> new CliException(
                                ExitCode.USAGE,
                                name + ": --client and --secret-file, or TIDEWAITER_TOKEN, say who asks")));
            }
            work.run(service, values, out);
            return ExitCode.OK.number();
        }
    }

    private static Optional<String> variable(String name) {
        String value = System.getenv(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }
}
