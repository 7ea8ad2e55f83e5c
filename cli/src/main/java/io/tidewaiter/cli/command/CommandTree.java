package io.tidewaiter.cli.command;

import io.tidewaiter.model.FileFault;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The commands under one name, and the way from arguments to an exit status. */
public final class CommandTree {
    private static final String HELP = "help";

    private final CommandLine root;
    private final Map<CommandSpec, Command> commands = new HashMap<>();
    private final Map<String, Supplier<String>> topics = new HashMap<>();

    private CommandTree(CommandSpec root) {
        this.root = new CommandLine(root);
    }

    /** A root with the given commands below it. */
    public static CommandTree of(String name, String description, List<Command> commands) {
        CommandSpec spec = CommandSpec.create().name(name).mixinStandardHelpOptions(false);
        spec.usageMessage().description(description);
        spec.addOption(helpOption());
        CommandTree tree = new CommandTree(spec);
        commands.forEach(command -> tree.add(tree.root, command));
        tree.root.addSubcommand(HELP, new CommandLine(help()));
        return tree;
    }

    /** Declared like every other command: picocli's own is read by reflection, which costs a tenth of a short scan. */
    private static CommandSpec help() {
        CommandSpec spec = CommandSpec.create().name(HELP);
        spec.usageMessage().description("Prints the help of a command.");
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("COMMAND")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("for example: db build; or limits, for those of a scan")
                .build());
        return spec;
    }

    /** Adds a command below a group, for example {@code db build}; the group is made where it is missing. */
    public CommandTree group(String group, String description, List<Command> members) {
        CommandSpec spec = CommandSpec.create().name(group);
        spec.usageMessage().description(description);
        spec.addOption(helpOption());
        CommandLine line = new CommandLine(spec);
        root.addSubcommand(group, line);
        members.forEach(member -> add(line, member));
        return this;
    }

    /** Adds what {@code help NAME} prints besides commands: lines, the last one ended too. */
    public CommandTree topic(String name, Supplier<String> topic) {
        topics.put(name, topic);
        return this;
    }

    private void add(CommandLine parent, Command command) {
        CommandSpec spec = command.spec();
        spec.addOption(helpOption());
        parent.addSubcommand(spec.name(), new CommandLine(spec));
        commands.put(spec, command);
    }

    private static OptionSpec helpOption() {
        return OptionSpec.builder("-h", "--help")
                .arity("0")
                .usageHelp(true)
                .description("print this")
                .build();
    }

    /** Runs what the arguments say; every failure becomes a message on the talk stream and an exit status. */
    public int run(String[] arguments, Terminal terminal) {
        PrintWriter talk = new PrintWriter(terminal.talk(), true, StandardCharsets.UTF_8);
        try {
            ParseResult result = root.parseArgs(arguments);
            while (result.hasSubcommand()) {
                result = result.subcommand();
            }
            CommandSpec spec = result.commandSpec();
            Command command = commands.get(spec);
            if (result.isUsageHelpRequested() || spec.name().equals(HELP)) {
                return help(result, terminal);
            }
            if (command == null) {
                spec.commandLine().usage(talk);
                return arguments.length == 0 ? ExitCode.OK.number() : ExitCode.USAGE.number();
            }
            return command.run(result, terminal);
        } catch (ParameterException e) {
            talk.println("tidewaiter: " + told(e));
            talk.println("Try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'.");
            return ExitCode.USAGE.number();
        } catch (CliException e) {
            talk.println("tidewaiter: " + e.getMessage());
            return e.code().number();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            talk.println("tidewaiter: interrupted");
            return ExitCode.FAILED.number();
        } catch (Exception e) {
            talk.println("tidewaiter: " + told(e));
            return ExitCode.FAILED.number();
        }
    }

    private static String told(ParameterException failure) {
        boolean choosesCommand = !failure.getCommandLine().getSubcommands().isEmpty();
        return choosesCommand
                        && failure instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().getFirst().startsWith("-")
                ? "there is no command '" + unmatched.getUnmatched().getFirst() + "'"
                : String.valueOf(failure.getMessage());
    }

    private static String told(Exception failure) {
        return switch (failure) {
            case FileSystemException file -> file.getFile() + ": " + FileFault.told(file);
            case Exception other -> other.getMessage() == null ? other.toString() : other.getMessage();
        };
    }

    private int help(ParseResult result, Terminal terminal) {
        boolean asks = result.commandSpec().name().equals(HELP);
        List<String> names = asks ? result.matchedPositionalValue(0, List.<String>of()) : List.of();
        Supplier<String> topic = names.size() == 1 ? topics.get(names.getFirst()) : null;
        PrintWriter data = new PrintWriter(terminal.data(), true, StandardCharsets.UTF_8);
        if (topic != null) {
            data.print(topic.get());
        } else {
            (asks ? below(names) : result.commandSpec().commandLine()).usage(data);
        }
        if (data.checkError()) {
            throw new CliException(ExitCode.FAILED, "write to stdout: it takes no more");
        }
        return ExitCode.OK.number();
    }

    private CommandLine below(List<String> names) {
        CommandLine asked = root;
        for (String name : names) {
            CommandLine below = asked.getSubcommands().get(name);
            if (below == null) {
                throw new CliException(ExitCode.USAGE, "help: there is no command '" + name + "'");
            }
            asked = below;
        }
        return asked;
    }
}
