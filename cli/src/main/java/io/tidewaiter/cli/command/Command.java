package io.tidewaiter.cli.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command: how it is called and what it does. */
public interface Command {
    /** The command's name, options and help; declared in code, so that no class is read by reflection at start. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @return the exit status of the process
     * @throws CliException where it cannot be done
     */
    int run(ParseResult arguments, Terminal terminal) throws Exception;
}
