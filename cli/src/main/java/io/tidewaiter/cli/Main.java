package io.tidewaiter.cli;

import io.tidewaiter.cli.db.DbCommands;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;

/** {@code tidewaiter} without the service: scan, db, version. */
public final class Main {
    private Main() {}

    /** The process: its exit status is {@link ExitCode} or what the gate was told. */
    public static void main(String[] arguments) {
        Terminal terminal =
                new Terminal(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)), System.err);
        int status = tree().run(arguments, terminal);
        System.exit(status);
    }

    private static CommandTree tree() {
        return CommandTree.of(
                        "tidewaiter", "Looks through the cargo of container images.", List.of(new VersionCommand()))
                .group("db", "The advisory database.", DbCommands.all());
    }
}
