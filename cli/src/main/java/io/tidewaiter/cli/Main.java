package io.tidewaiter.cli;

import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.CommandTree;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.cli.db.DbCommands;
import io.tidewaiter.cli.doctor.DoctorCommand;
import io.tidewaiter.cli.scan.ScanCommand;
import io.tidewaiter.cli.train.TrainCommand;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.ArrayList;
import java.util.List;

/** {@code tidewaiter} without the service: scan, db, doctor, version. */
public final class Main {
    private Main() {}

    /** The process: its exit status is {@link ExitCode} or what the gate was told. */
    public static void main(String[] arguments) {
        boolean scans = arguments.length > 0 && arguments[0].equals("scan");
        // Who scans is declared no other command: picocli takes a tenth of the start of a short scan for them.
        if (scans) {
            // Without what an orderly exit does: it looks for somebody who logs exits, and nothing is left to be done.
            Runtime.getRuntime().halt(status(of(List.of(ScanCommand.ahead(arguments))), arguments));
        }
        run(tree(List.of()), arguments);
    }

    /** Runs a command of the tree on this process's terminal and ends the process with its status. */
    public static void run(CommandTree tree, String[] arguments) {
        System.exit(status(tree, arguments));
    }

    private static int status(CommandTree tree, String[] arguments) {
        Terminal terminal =
                new Terminal(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), System.err);
        return tree.run(arguments, terminal);
    }

    /** The commands of this module and more of them. */
    public static CommandTree tree(List<Command> more) {
        List<Command> commands = new ArrayList<>(
                List.of(new ScanCommand(), new DoctorCommand(), new VersionCommand(), new TrainCommand()));
        commands.addAll(more);
        return of(commands)
                .group("db", "The advisory database.", DbCommands.all())
                .topic("limits", ScanCommand::limits);
    }

    private static CommandTree of(List<Command> commands) {
        return CommandTree.of("tidewaiter", "Looks through the cargo of container images.", commands);
    }
}
