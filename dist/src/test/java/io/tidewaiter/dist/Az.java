package io.tidewaiter.dist;

import io.tidewaiter.testkit.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Azure's command line, as it is installed, with a configuration of its own. */
final class Az {
    private final Path program = Programs.require("az");
    private final ClientWorld world;
    private final Map<String, String> environment = new TreeMap<>();

    Az(ClientWorld world, Path config) throws IOException {
        this.world = world;
        environment.put("AZURE_CONFIG_DIR", Files.createDirectories(config).toString());
        environment.put("AZURE_CORE_COLLECT_TELEMETRY", "no");
        environment.put("AZURE_CORE_ONLY_SHOW_ERRORS", "yes");
        environment.put("AZURE_CORE_OUTPUT", "json");
    }

    /** With the extensions of a folder. */
    Az withExtensions(Path extensions) {
        environment.put("AZURE_EXTENSION_DIR", extensions.toString());
        return this;
    }

    ClientWorld.Ran run(Object... arguments) throws IOException, InterruptedException {
        Object[] command = new Object[arguments.length + 1];
        command[0] = program;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return world.run(environment, command);
    }

    JsonNode json(Object... arguments) throws IOException, InterruptedException {
        return run(arguments).ok().json();
    }

    void login(String prefix) throws IOException, InterruptedException {
        String url = world.environment.get("TW_URL");
        run("cloud", "register", "-n", "tidewaiter", "--endpoint-resource-manager", url)
                .ok();
        run("cloud", "update", "-n", "tidewaiter", "--suffix-acr-login-server-endpoint", ".azurecr.io")
                .ok();
        run("cloud", "set", "-n", "tidewaiter").ok();
        Object[] login = {
            "login",
            "--service-principal",
            "-u",
            world.environment.get(prefix + "_CLIENT"),
            "-p",
            world.environment.get(prefix + "_SECRET"),
            "--tenant",
            world.journey.service.server().tenantId(),
            "--allow-no-subscriptions"
        };
        run(login).ok();
    }
}
