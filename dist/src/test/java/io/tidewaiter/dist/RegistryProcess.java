package io.tidewaiter.dist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real {@code docker-registry} of a journey. */
final class RegistryProcess {
    private RegistryProcess() {}

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Starts one that tells a service of every push; its name there is the last segment of the resource's id. */
    static Process notifying(Path program, Path folder, int port, Journey journey, String registryId)
            throws IOException {
        String name = registryId.substring(registryId.lastIndexOf('/') + 1);
        Path config = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}}
                http: {addr: 127.0.0.1:%d}
                notifications:
                  endpoints:
                    - {name: tidewaiter, url: "%s", headers: {Authorization: ["Bearer %s"]}, timeout: 5s, threshold: 5,
                       backoff: 1s}
                """.formatted(
                        folder.resolve("store"),
                        port,
                        journey.intakeUrl(name).replace("localhost", "127.0.0.1"),
                        journey.service.server().intakeSecret(registryId)));
        ProcessBuilder builder = builder(program, folder, config);
        builder.environment()
                .put("SSL_CERT_FILE", journey.service.server().certificate().toString());
        return builder.start();
    }

    /** Starts one that tells nobody, and lets manifests be deleted. */
    static Process silent(Path program, Path folder, int port) throws IOException {
        Path config = Files.writeString(folder.resolve("registry.yml"), """
                version: 0.1
                storage: {filesystem: {rootdirectory: %s}, delete: {enabled: true}}
                http: {addr: 127.0.0.1:%d}
                """.formatted(folder.resolve("store"), port));
        return builder(program, folder, config).start();
    }

    private static ProcessBuilder builder(Path program, Path folder, Path config) {
        return new ProcessBuilder(program.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("registry.log").toFile());
    }
}
