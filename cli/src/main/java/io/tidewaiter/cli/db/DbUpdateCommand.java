package io.tidewaiter.cli.db;

import io.tidewaiter.advisory.fetch.FeedFetcher;
import io.tidewaiter.advisory.fetch.FeedSource;
import io.tidewaiter.advisory.fetch.FetchResult;
import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code tidewaiter db update --sources FILE --from DIR [--output FILE]}: brings what changed into the folder of feeds
 * and compiles it.
 *
 * <p>A source that cannot be had, or that is not kept, is named and fails the command; what was there of it stays and is
 * compiled with the others.
 */
final class DbUpdateCommand implements Command {
    private static final long SOURCES_BYTES_MAX = 4 << 20;
    private static final long FEED_BYTES_MAX = 4L << 30;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("update");
        spec.usageMessage().description("Fetches the feeds that changed and compiles them to a database.");
        spec.addOption(OptionSpec.builder("--sources")
                .type(Path.class)
                .paramLabel("FILE")
                .required(true)
                .description("Lines of a path in the folder of feeds and its web address.")
                .build());
        spec.addOption(OptionSpec.builder("--from")
                .type(Path.class)
                .paramLabel("DIR")
                .required(true)
                .description("Folder of feeds, made where it is missing.")
                .build());
        spec.addOption(DbBuildCommand.output());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException, InterruptedException {
        List<FeedSource> sources = sources(arguments.matchedOptionValue("--sources", Path.of("")));
        Path folder = arguments.matchedOptionValue("--from", Path.of(""));
        Path output = arguments.matchedOptionValue("--output", UserDatabase.path());
        Files.createDirectories(folder);
        int updated = 0;
        int failed = 0;
        try (FeedFetcher fetcher = new FeedFetcher(folder, FEED_BYTES_MAX, TIMEOUT)) {
            for (FeedSource source : sources) {
                FetchResult result = fetcher.fetch(source);
                terminal.talk().println(source.path() + ": " + text(result));
                updated += result instanceof FetchResult.Updated ? 1 : 0;
                failed += result instanceof FetchResult.Refused || result instanceof FetchResult.Failed ? 1 : 0;
            }
        }
        int built = updated == 0 && Files.exists(output)
                ? ExitCode.OK.number()
                : DbBuildCommand.build(folder, output, terminal);
        return failed == 0 ? built : ExitCode.FAILED.number();
    }

    private static List<FeedSource> sources(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > SOURCES_BYTES_MAX) {
            throw new CliException(
                    ExitCode.FAILED, "read the sources of feeds " + file + ": it is no file of lines; name one");
        }
        return FeedSource.parse(Files.readAllLines(file));
    }

    private static String text(FetchResult result) {
        return switch (result) {
            case FetchResult.Updated(long bytes) -> "updated, " + DbText.megabytes(bytes);
            case FetchResult.Unchanged _ -> "unchanged";
            case FetchResult.Refused(String reason) -> "refused: " + reason;
            case FetchResult.Failed(String reason) -> "failed: " + reason;
        };
    }
}
