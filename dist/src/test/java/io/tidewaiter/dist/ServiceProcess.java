package io.tidewaiter.dist;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service in a process of its own.
 *
 * @param facts what the first start shows of its administrator
 * @param log what it said after it had started, a line each
 */
record ServiceProcess(
        Process process, String url, Path certificate, Map<String, String> facts, BlockingQueue<String> log) {
    private static final Pattern LISTENING = Pattern.compile("listening on (\\S+) \\(certificate: ([^)]+)\\)");
    private static final Pattern FACT = Pattern.compile("  (tenant|client id|client secret|subscription) +(\\S+).*");

    static ServiceProcess start(Path data, Path database, int factsWanted, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.tidewaiter.dist.ServiceMain",
                "serve",
                "--data",
                data.toString(),
                "--db",
                database.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                "0",
                "--management-port",
                "0"));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return read(process, factsWanted);
    }

    private static ServiceProcess read(Process process, int factsWanted) throws IOException {
        Map<String, String> facts = new HashMap<>();
        BufferedReader talk = process.errorReader();
        StringBuilder seen = new StringBuilder();
        String url = "";
        String certificate = "";
        for (String line = talk.readLine(); line != null; line = talk.readLine()) {
            seen.append(line).append('\n');
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                url = listening.group(1);
                certificate = listening.group(2);
            }
            Matcher fact = FACT.matcher(line);
            if (fact.matches()) {
                facts.put(fact.group(1), fact.group(2));
            }
            if (!url.isEmpty() && facts.size() == factsWanted) {
                BlockingQueue<String> log = new LinkedBlockingQueue<>();
                Thread.ofVirtual().start(() -> talk.lines().forEach(log::add));
                return new ServiceProcess(process, url, Path.of(certificate), facts, log);
            }
        }
        throw new IOException("the service did not start: " + seen);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
