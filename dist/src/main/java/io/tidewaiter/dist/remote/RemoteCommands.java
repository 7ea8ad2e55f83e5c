package io.tidewaiter.dist.remote;

import io.tidewaiter.cli.command.CliException;
import io.tidewaiter.cli.command.Command;
import io.tidewaiter.cli.command.CommandTree;
import io.tidewaiter.cli.command.ExitCode;
import io.tidewaiter.dist.rest.RestClient;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code registry add|list|remove|sync|test} and {@code plan show|set}: thin words for what REST does. */
public final class RemoteCommands {
    private static final String OURS = "?api-version=2026-11-01";
    private static final String REGISTRIES = "/providers/Microsoft.ContainerRegistry/registries";
    private static final Duration TEST_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(300);
    private static final Set<String> GOOD = Set.of("Complete", "Partial");

    private static final RemoteCommand.Option NAME = new RemoteCommand.Option("--name", "NAME", "of the registry");
    private static final RemoteCommand.Option SUBSCRIPTION =
            new RemoteCommand.Option("--subscription", "GUID", "its subscription");

    private RemoteCommands() {}

    /** Adds both groups. */
    public static CommandTree addTo(CommandTree tree) {
        return tree.group("registry", "Registries of a running service.", registry())
                .group("plan", "Plans of a running service.", plan());
    }

    private static List<Command> registry() {
        return List.of(
                new RemoteCommand("list", "Lists registries with their state.", List.of(), RemoteCommands::list),
                new RemoteCommand(
                        "add",
                        "Adds a registry, or changes one.",
                        List.of(
                                NAME,
                                SUBSCRIPTION,
                                new RemoteCommand.Option("--group", "NAME", "resource group; default main"),
                                new RemoteCommand.Option("--login-server", "HOST[:PORT]", "where it is"),
                                new RemoteCommand.Option("--username", "NAME", "who pulls"),
                                new RemoteCommand.Option("--password-file", "FILE", "their password")),
                        RemoteCommands::add),
                new RemoteCommand(
                        "remove",
                        "Removes a registry.",
                        List.of(NAME),
                        (service, values, out) ->
                                service.send("DELETE", id(service, values) + "?api-version=2023-07-01", "")),
                new RemoteCommand(
                        "sync",
                        "Has a registry listed now.",
                        List.of(NAME),
                        (service, values, out) -> service.send("POST", id(service, values) + "/sync" + OURS, "{}")),
                new RemoteCommand(
                        "test", "Lists a registry and says what came of it.", List.of(NAME), RemoteCommands::test));
    }

    private static List<Command> plan() {
        return List.of(
                new RemoteCommand(
                        "show",
                        "Shows whether images are scanned.",
                        List.of(SUBSCRIPTION),
                        (service, values, out) -> out.println(service.get(pricing(values))
                                .at("/properties/pricingTier")
                                .asString(""))),
                new RemoteCommand(
                        "set",
                        "Switches the scanning of images.",
                        List.of(SUBSCRIPTION, new RemoteCommand.Option("--tier", "standard|free", "on or off")),
                        RemoteCommands::set));
    }

    private static void set(RestClient service, RemoteCommand.Values values, PrintStream out)
            throws IOException, InterruptedException {
        String tier = values.required("--tier").toLowerCase(Locale.ROOT);
        if (!tier.equals("standard") && !tier.equals("free")) {
            throw new CliException(ExitCode.USAGE, "plan set: --tier is standard or free");
        }
        String word = tier.equals("standard") ? "Standard" : "Free";
        service.put(pricing(values), "{\"properties\":{\"pricingTier\":\"" + word + "\"}}");
        out.println(word);
    }

    private static String pricing(RemoteCommand.Values values) {
        return "/subscriptions/" + values.required("--subscription")
                + "/providers/Microsoft.Security/pricings/ContainerRegistry?api-version=2022-03-01";
    }

    private static void list(RestClient service, RemoteCommand.Values values, PrintStream out)
            throws IOException, InterruptedException {
        for (JsonNode registry : registries(service)) {
            JsonNode state = state(service, text(registry, "/id"));
            out.println(text(registry, "/name") + "\t" + text(registry, "/properties/loginServer") + "\t"
                    + text(state, "/properties/state") + "\t" + text(state, "/properties/cause"));
        }
    }

    private static void add(RestClient service, RemoteCommand.Values values, PrintStream out)
            throws IOException, InterruptedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("location", "local");
        ObjectNode properties = body.putObject("properties").put("loginServer", values.required("--login-server"));
        if (values.of("--username").isPresent()) {
            String password = Files.readString(Path.of(values.required("--password-file")))
                    .strip();
            properties
                    .putObject("tidewaiter")
                    .putObject("credentials")
                    .put("username", values.required("--username"))
                    .put("password", password);
        }
        String id = "/subscriptions/" + values.required("--subscription") + "/resourceGroups/"
                + values.of("--group").orElse("main") + REGISTRIES + "/" + values.required("--name");
        out.println(text(service.put(id + "?api-version=2023-07-01", body.toString()), "/id"));
    }

    /** A listing that was asked for has ended when its time is another one than before. */
    private static void test(RestClient service, RemoteCommand.Values values, PrintStream out)
            throws IOException, InterruptedException {
        String id = id(service, values);
        String before = text(state(service, id), "/properties/nextListingAt");
        service.send("POST", id + "/sync" + OURS, "{}");
        long end = System.nanoTime() + TEST_MAX.toNanos();
        JsonNode state = state(service, id);
        while (text(state, "/properties/nextListingAt").equals(before)
                || text(state, "/properties/nextListingAt").startsWith("1970")
                || text(state, "/properties/state").equals("Listing")) {
            if (System.nanoTime() - end > 0) {
                throw new CliException(ExitCode.FAILED, "registry test: no listing ended within a minute");
            }
            Thread.sleep(LOOK_AGAIN);
            state = state(service, id);
        }
        String word = text(state, "/properties/state");
        out.println(word + "\t" + text(state, "/properties/repositories") + " repositories\t"
                + text(state, "/properties/tags") + " tags");
        if (!GOOD.contains(word)) {
            throw new CliException(
                    ExitCode.FAILED, "registry test: " + word + ": " + text(state, "/properties/description"));
        }
    }

    // What is there

    private static List<JsonNode> registries(RestClient service) throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode subscription : all(service, "/subscriptions?api-version=2022-12-01")) {
            found.addAll(all(service, text(subscription, "/id") + REGISTRIES + "?api-version=2023-07-01"));
        }
        return found;
    }

    private static String id(RestClient service, RemoteCommand.Values values) throws IOException, InterruptedException {
        String name = values.required("--name");
        for (JsonNode registry : registries(service)) {
            if (text(registry, "/name").equalsIgnoreCase(name)) {
                return text(registry, "/id");
            }
        }
        throw new CliException(ExitCode.FAILED, "there is no registry '" + name + "' that you may see");
    }

    private static JsonNode state(RestClient service, String id) throws IOException, InterruptedException {
        List<JsonNode> states = all(service, id + "/providers/Tidewaiter.Security/registryStates" + OURS);
        return states.isEmpty() ? JsonNodeFactory.instance.objectNode() : states.getFirst();
    }

    private static List<JsonNode> all(RestClient service, String path) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String next = path;
        while (!next.isEmpty()) {
            JsonNode page = service.get(next);
            page.path("value").forEach(items::add);
            next = text(page, "/nextLink");
        }
        return items;
    }

    private static String text(JsonNode json, String pointer) {
        JsonNode value = json.at(pointer);
        return value.isNumber() ? value.toString() : value.asString("");
    }
}
