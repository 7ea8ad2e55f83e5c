package io.tidewaiter.cli;

import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.model.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code tidewaiter version}: one line. */
final class VersionCommand implements Command {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("version");
        spec.usageMessage().description("Prints the version.");
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException {
        String line = Product.NAME + " " + Product.VERSION + " (Java " + Runtime.version() + ")\n";
        terminal.data().write(line.getBytes(StandardCharsets.UTF_8));
        terminal.data().flush();
        return ExitCode.OK.number();
    }
}
