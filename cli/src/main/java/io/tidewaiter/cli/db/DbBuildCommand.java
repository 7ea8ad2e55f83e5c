package io.tidewaiter.cli.db;

import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.advisory.compile.CompileReport;
import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.OutputFile;
import io.tidewaiter.cli.command.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code tidewaiter db build --from DIR [--output FILE]}: compiles a folder of feeds.
 *
 * <p>Documents that were set aside are named on the talk stream and do not fail the command; a feed that could not be
 * read does, because its ecosystem is then not wholly covered. The database of the other feeds is written all the same.
 */
final class DbBuildCommand implements Command {
    private static final int REASONS_SHOWN = 20;

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("build");
        spec.usageMessage().description("Compiles advisory feeds to a database.");
        spec.addOption(OptionSpec.builder("--from")
                .type(Path.class)
                .paramLabel("DIR")
                .required(true)
                .description("Folder with <Ecosystem>/all.zip, OSV documents, kev/*.json, epss/*.csv[.gz], and"
                        + " the folders of other feeds (docs/guide/feeds.md).")
                .build());
        spec.addOption(output());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException {
        Path from = arguments.matchedOptionValue("--from", Path.of(""));
        Path output = arguments.matchedOptionValue("--output", UserDatabase.path());
        return build(from, output, terminal);
    }

    /** The option that names the database to be written. */
    static OptionSpec output() {
        return OptionSpec.builder("--output")
                .type(Path.class)
                .paramLabel("FILE")
                .description("The database; replaced only when the new one is whole. Default: the user's database.")
                .build();
    }

    /** Compiles the folder and tells what became of it. */
    static int build(Path from, Path output, Terminal terminal) throws IOException {
        CompileReport report = compile(from, output);
        terminal.data().write(text(report, output).getBytes(StandardCharsets.UTF_8));
        terminal.data().flush();
        reasons("set aside", report.refused(), report.count("refused"), terminal);
        reasons("left out of", report.notes(), report.count("notes"), terminal);
        report.faults().forEach(fault -> terminal.talk().println("not read: " + fault));
        return report.faults().isEmpty() ? ExitCode.OK.number() : ExitCode.FAILED.number();
    }

    private static CompileReport compile(Path from, Path output) throws IOException {
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(output)) {
            throw new CliException(
                    ExitCode.FAILED, "write advisory database " + output + ": it is a folder; name a file");
        }
        OutputFile file = new OutputFile(output);
        if (file.isDevice()) {
            throw new CliException(
                    ExitCode.FAILED, "write advisory database " + output + ": it is a device or a pipe; name a file");
        }
        Files.createDirectories(folder);
        return new AdvisoryCompiler().compile(from, file.target());
    }

    private static String text(CompileReport report, Path output) {
        DbText text = new DbText()
                .line("database", output.toString())
                .line("digest", report.digest())
                .line("size", DbText.megabytes(report.fileBytes()))
                .line("packages", DbText.grouped(report.packages()))
                .line("entries", DbText.grouped(report.entries()));
        report.counts().forEach(count -> text.line(count.name(), DbText.grouped(count.value())));
        return text.toString();
    }

    private static void reasons(String what, List<CompileReport.Reason> reasons, long all, Terminal terminal) {
        reasons.stream()
                .limit(REASONS_SHOWN)
                .forEach(one -> terminal.talk().println(what + " " + one.document() + ": " + one.reason()));
        long more = all - Math.min(REASONS_SHOWN, reasons.size());
        if (more > 0) {
            terminal.talk().println(what + " " + more + " more");
        }
    }
}
