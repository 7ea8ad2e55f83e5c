package io.tidewaiter.dist.serve;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Options;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.store.database.StoreException;
import io.tidewaiter.store.upkeep.Backup;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tidewaiter backup} and {@code tidewaiter restore}: a copy of the state, and the way back. */
public final class BackupCommand implements Command {
    private final boolean isRestore;

    private BackupCommand(boolean isRestore) {
        this.isRestore = isRestore;
    }

    /** Writes a copy while the service runs. */
    public static BackupCommand backup() {
        return new BackupCommand(false);
    }

    /** Puts a copy back. */
    public static BackupCommand restore() {
        return new BackupCommand(true);
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name(isRestore ? "restore" : "backup");
        spec.usageMessage()
                .description(
                        isRestore
                                ? "Puts a copy of the state into a data folder; end the service first."
                                : "Writes a copy of the state; the service may run. Copy the folders keys and tls, too.");
        Options.one(spec, "--data", "DIR", "the folder of the service");
        if (isRestore) {
            Options.one(spec, "--from", "FILE", "a copy that backup wrote");
        } else {
            Options.one(spec, "--output", "FILE", "the copy; must not be there");
        }
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) {
        Path data = Path.of(given(arguments, "--data"));
        try {
            if (isRestore) {
                Backup.restore(Path.of(given(arguments, "--from")), data);
            } else {
                Backup.write(data, Path.of(given(arguments, "--output")));
            }
        } catch (StoreException e) {
            throw new CliException(ExitCode.FAILED, String.valueOf(e.getMessage()));
        }
        return ExitCode.OK.number();
    }

    private static String given(ParseResult arguments, String option) {
        String value = arguments.matchedOptionValue(option, "");
        if (value.isEmpty()) {
            throw new CliException(ExitCode.USAGE, option + " is missing");
        }
        return value;
    }
}
