package io.tidewaiter.dist;

import io.tidewaiter.cli.Main;
import io.tidewaiter.dist.demo.DemoCommand;
import io.tidewaiter.dist.serve.ServeCommand;
import java.util.List;

/** {@code tidewaiter} with the service: everything of the command line, serve and demo. */
public final class ServiceMain {
    private ServiceMain() {}

    /** The process: its exit status is the command's. */
    public static void main(String[] arguments) {
        Main.run(Main.tree(List.of(new ServeCommand(), new DemoCommand())), arguments);
    }
}
