package io.tidewaiter.cli.db;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.DbFacts;
import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.model.match.AdvisorySnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code tidewaiter db status [--db FILE]}: what is in the database, how old it is, and whether it is whole. */
final class DbStatusCommand implements Command {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("status");
        spec.usageMessage().description("Says what is in the advisory database, and checks every byte of it.");
        spec.addOption(OptionSpec.builder("--db")
                .type(Path.class)
                .paramLabel("FILE")
                .description("The database. Default: the user's database.")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException {
        Path path = arguments.matchedOptionValue("--db", UserDatabase.path());
        try (AdvisoryDb db = AdvisoryDb.open(path)) {
            boolean isIntact = db.isIntact();
            terminal.data().write(text(path, db, isIntact).getBytes(StandardCharsets.UTF_8));
            terminal.data().flush();
            if (!isIntact) {
                throw new CliException(
                        ExitCode.FAILED,
                        "check advisory database " + path + ": its bytes have not the digest that it names;"
                                + " build it again with db build");
            }
            return ExitCode.OK.number();
        }
    }

    private static String text(Path path, AdvisoryDb db, boolean isIntact) throws IOException {
        DbFacts facts = db.facts();
        DbText text = new DbText()
                .line("database", path.toString())
                .line("digest", db.snapshot().digest() + (isIntact ? "" : " (damaged)"))
                .line("size", DbText.megabytes(Files.size(path)))
                .line("built by", facts.builder());
        facts.counts().forEach(count -> text.line(count.name(), DbText.grouped(count.value())));
        facts.faults().forEach(fault -> text.line("not read", fault));
        text.blank();
        for (AdvisorySnapshot.Feed feed : facts.feeds()) {
            text.line(feed.name(), DbText.grouped(feed.records()), feed.newest());
        }
        return text.toString();
    }
}
