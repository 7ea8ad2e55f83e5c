package io.tidewaiter.cli.doctor;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Options;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.cli.db.UserDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tidewaiter doctor [--db FILE] [--format json]}: one line for each thing that scans rest on. */
public final class DoctorCommand implements Command {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("doctor");
        spec.usageMessage()
                .description(
                        "Says what this machine allows and lacks: confinement, speed, memory, advisories.",
                        "Exit status 1 where there is a problem.");
        Options.one(spec, "--db", "FILE", "The database. Default: the user's database.");
        Options.one(spec, "--format", "FORMAT", "table (default) or json.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException {
        String format = arguments.matchedOptionValue("--format", "table");
        if (!format.equals("table") && !format.equals("json")) {
            throw new CliException(ExitCode.USAGE, "--format: there is table and json, not '" + format + "'");
        }
        String db = arguments.matchedOptionValue("--db", "");
        List<Finding> findings = new ArrayList<>(MachineChecks.all());
        findings.addAll(CellChecks.all());
        findings.add(DatabaseCheck.of(db.isEmpty() ? UserDatabase.path() : Path.of(db)));
        String text = format.equals("json") ? FindingText.json(findings) : FindingText.lines(findings);
        terminal.data().write(text.getBytes(StandardCharsets.UTF_8));
        terminal.data().flush();
        boolean problem = findings.stream().anyMatch(finding -> finding.state() == Finding.State.PROBLEM);
        return (problem ? ExitCode.FAILED : ExitCode.OK).number();
    }
}
