package io.tidewaiter.cli.db;

import io.tidewaiter.cli.command.Command;
import java.util.List;

/** The commands of the group {@code db}. */
public final class DbCommands {
    private DbCommands() {}

    /** {@code build}, {@code update} and {@code status}. */
    public static List<Command> all() {
        return List.of(new DbBuildCommand(), new DbUpdateCommand(), new DbStatusCommand());
    }
}
