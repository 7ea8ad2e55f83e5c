package io.tidewaiter.dist;

import io.tidewaiter.cli.Main;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.dist.demo.DemoCommand;
import io.tidewaiter.dist.query.QueryCommand;
import io.tidewaiter.dist.remote.RemoteCommands;
import io.tidewaiter.dist.serve.BackupCommand;
import io.tidewaiter.dist.serve.ServeCommand;
import java.util.List;
import java.util.logging.Level;

/** {@code tidewaiter} with the service: every command there is. */
public final class ServiceMain {
    private ServiceMain() {}

    /** The process: its exit status is the command's. */
    public static void main(String[] arguments) {
        boolean serves = arguments.length > 0 && arguments[0].equals("serve");
        LogSetup.from(serves ? Level.INFO : Level.WARNING);
        List<Command> commands = List.of(
                new ServeCommand(),
                new DemoCommand(),
                BackupCommand.backup(),
                BackupCommand.restore(),
                new QueryCommand(System.getenv()));
        Main.run(RemoteCommands.addTo(Main.tree(commands)), arguments);
    }
}
