package io.tidewaiter.dist.query;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Options;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.dist.rest.RestClient;
import io.tidewaiter.graph.saved.ShippedQueries;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code tidewaiter query}: asks a running service and writes the rows. */
public final class QueryCommand implements Command {
    private static final String ROWS = "100000";

    private final Map<String, String> environment;

    /** @param environment of the process: server, credentials and certificate may come from there */
    public QueryCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** What comes out. */
    private enum Format {
        TABLE,
        JSON,
        CSV,
        PARQUET
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("query");
        spec.usageMessage()
                .description(
                        "Asks a running service in the Kusto query language and writes the rows. Credentials come from"
                                + " TIDEWAITER_TOKEN, or TIDEWAITER_CLIENT_ID and TIDEWAITER_CLIENT_SECRET.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("KQL")
                .arity("0..1")
                .type(String.class)
                .description("the query; - reads it from standard input")
                .build());
        Options.one(spec, "--server", "URL", "the service; default $TIDEWAITER_SERVER, else https://localhost:8443");
        Options.one(spec, "--ca", "FILE", "trust this certificate and no other; default $TIDEWAITER_CA");
        Options.one(spec, "--token-file", "FILE", "a token; default: the environment");
        Options.one(spec, "--format", "NAME", "table, json, csv or parquet; default table");
        Options.one(spec, "--output", "FILE", "where the rows go; default: standard output");
        Options.one(spec, "--rows", "N", "at most this many; default " + ROWS);
        Options.one(spec, "--saved", "NAME", "a query that ships, instead of KQL");
        Options.flag(spec, "--list", "show the queries that ship, and end");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException, InterruptedException {
        if (arguments.matchedOptionValue("--list", false)) {
            list(terminal.data());
            return ExitCode.OK.number();
        }
        String query = query(arguments);
        Format format = format(arguments.matchedOptionValue("--format", "table"));
        int rows = rows(arguments.matchedOptionValue("--rows", ROWS));
        String ca = given(arguments, "--ca", "TIDEWAITER_CA");
        String url = server(arguments);
        Answer answer;
        try (RestClient client = ca.isEmpty() ? new RestClient(url) : new RestClient(url, Path.of(ca))) {
            authenticate(client, arguments);
            answer = Answer.of(client, query, rows);
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILED, "query: ask " + url + ": " + e.getMessage());
        }
        if (answer.isCut()) {
            terminal.talk()
                    .println("tidewaiter: " + answer.rows().size() + " of " + answer.total()
                            + " rows are shown; --rows asks for more");
        }
        write(answer, format, arguments.matchedOptionValue("--output", ""), terminal.data());
        return ExitCode.OK.number();
    }

    private static void list(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        for (ShippedQueries.Shipped query : ShippedQueries.all()) {
            text.append(String.format(Locale.ROOT, "%-26s %s%n", query.name(), query.title()));
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String query(ParseResult arguments) throws IOException {
        String saved = arguments.matchedOptionValue("--saved", "");
        String given = arguments.matchedPositionalValue(0, "");
        if (saved.isEmpty() == given.isEmpty()) {
            throw new CliException(ExitCode.USAGE, "query: give a query, or --saved NAME");
        }
        if (!saved.isEmpty()) {
            return ShippedQueries.of(saved)
                    .map(ShippedQueries.Shipped::text)
                    .orElseThrow(() -> new CliException(
                            ExitCode.USAGE, "query: no query named " + saved + " ships; --list shows those that do"));
        }
        return given.equals("-") ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8) : given;
    }

    private static Format format(String name) {
        for (Format format : Format.values()) {
            if (format.name().equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw new CliException(ExitCode.USAGE, "query: --format is table, json, csv or parquet, not " + name);
    }

    private static int rows(String text) {
        if (!text.matches("[1-9]\\d{0,7}")) {
            throw new CliException(ExitCode.USAGE, "query: --rows is a number from 1 on, not " + text);
        }
        return Integer.parseInt(text);
    }

    private String server(ParseResult arguments) {
        String given = given(arguments, "--server", "TIDEWAITER_SERVER");
        String url = given.isEmpty() ? "https://localhost:8443" : given;
        if (!url.startsWith("https://")) {
            throw new CliException(ExitCode.USAGE, "query: --server is https://host[:port], not " + url);
        }
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private String given(ParseResult arguments, String option, String variable) {
        return Optional.of(arguments.matchedOptionValue(option, ""))
                .filter(v -> !v.isEmpty())
                .orElseGet(() -> environment.getOrDefault(variable, ""));
    }

    private void authenticate(RestClient client, ParseResult arguments) throws IOException, InterruptedException {
        String file = arguments.matchedOptionValue("--token-file", "");
        String token = file.isEmpty()
                ? environment.getOrDefault("TIDEWAITER_TOKEN", "")
                : Files.readString(Path.of(file)).strip();
        String clientId = environment.getOrDefault("TIDEWAITER_CLIENT_ID", "");
        String secret = environment.getOrDefault("TIDEWAITER_CLIENT_SECRET", "");
        if (!token.isEmpty()) {
            client.withToken(token);
        } else if (!clientId.isEmpty() && !secret.isEmpty()) {
            client.authenticate("adfs", clientId, secret);
        } else {
            throw new CliException(
                    ExitCode.USAGE,
                    "query: no credentials; set TIDEWAITER_TOKEN, or TIDEWAITER_CLIENT_ID and"
                            + " TIDEWAITER_CLIENT_SECRET, or give --token-file");
        }
    }

    private static void write(Answer answer, Format format, String file, OutputStream data) throws IOException {
        if (format == Format.PARQUET) {
            ParquetRows.write(answer, file, data);
            return;
        }
        byte[] text = switch (format) {
            case TABLE -> RowText.table(answer);
            case JSON -> RowText.json(answer);
            case CSV -> RowText.csv(answer);
            case PARQUET -> throw new IllegalStateException("written above");
        };
        if (file.isEmpty()) {
            data.write(text);
            data.flush();
        } else {
            Files.write(Path.of(file), text);
        }
    }
}
