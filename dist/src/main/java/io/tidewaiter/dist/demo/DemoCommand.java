package io.tidewaiter.dist.demo;

import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.cli.command.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code tidewaiter demo}: pushes a vulnerable and a clean image and prints what the service says of them. */
public final class DemoCommand implements Command {
    @Override
    public CommandSpec spec() {
        CommandSpec spec = CommandSpec.create().name("demo");
        spec.usageMessage()
                .description(
                        "Starts the service with a registry on this machine, pushes a vulnerable and a clean image,"
                                + " prints the verdicts. Stays up until Ctrl-C.");
        spec.addOption(OptionSpec.builder("--exit")
                .arity("0")
                .type(boolean.class)
                .description("end after the printing")
                .build());
        return spec;
    }

    @Override
    public int run(ParseResult arguments, Terminal terminal) throws IOException, InterruptedException {
        boolean exits = arguments.matchedOptionValue("--exit", false);
        PrintStream out = new PrintStream(terminal.data(), true, StandardCharsets.UTF_8);
        try (Demo demo = Demo.start(terminal.talk())) {
            boolean asExpected = demo.pushAndPrint(out);
            if (!exits && asExpected) {
                demo.printHowToGoOn(out);
                new CountDownLatch(1).await();
            }
            return asExpected ? ExitCode.OK.number() : ExitCode.FAILED.number();
        }
    }
}
