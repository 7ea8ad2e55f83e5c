package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.OURS_VERSION;
import static io.tidewaiter.server.RunningServer.REGISTRY_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.server.RunningServer.Reply;
import io.tidewaiter.server.arm.ArmType;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is sent to whichever type: a 4xx in the envelope that says what is wrong, never a 5xx, and nothing written. */
class BadInputTest {
    private static final String NAME = "00000000-0000-4000-8000-000000000000";

    @TempDir
    static Path folder;

    private static RunningServer running;
    private static String subscription;
    private static String registry;

    @BeforeAll
    static void start() {
        running = RunningServer.start(
                RunningServer.config(folder).limitedTo(new io.tidewaiter.server.arm.Throttle.Rate(1_000_000, 100_000)),
                java.time.Clock.systemUTC());
        subscription = "/subscriptions/" + running.admin.subscriptionId();
        registry = running.registry("regone");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** An operation on a type at a registry, where the administrator may do it. */
    private record Call(String method, String path, ArmType type) {}

    private static List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        for (ArmType type : running.server.armTypes()) {
            String[] parts = type.name().split("/");
            if (type.name().startsWith("Microsoft.Resources/")) {
                continue; // ARM's own words stand elsewhere in paths; ArmSurfaceTest has them
            }
            for (ArmType.Operation operation : type.operations()) {
                boolean below = type.name().startsWith("Microsoft.ContainerRegistry/registries");
                StringBuilder path = new StringBuilder(below ? subscription + "/resourceGroups/RG-One" : registry);
                path.append("/providers/").append(parts[0]);
                for (int i = 1; i < parts.length; i++) {
                    boolean named = i < parts.length - 1 || operation.item();
                    path.append('/').append(parts[i]).append(named ? "/" + name(parts[i]) : "");
                }
                calls.add(new Call(operation.method(), path.toString(), type));
            }
        }
        return calls;
    }

    private static String name(String type) {
        return type.equals("registries") ? "regone" : NAME;
    }

    private static Reply send(String method, String path, byte[] body) {
        return running.send(running.request(path, running.adminToken)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(body))
                .build());
    }

    private static void assertRefused(Reply reply, String what) {
        assertThat(reply.status()).as(what).isBetween(400, 499);
        assertThat(reply.code()).as(what).isNotEmpty();
        assertThat(reply.message()).as(what).isNotEmpty();
        assertThat(reply.header("Content-Type")).as(what).startsWith("application/json");
        assertThat(reply.header("x-ms-request-id")).as(what).isNotEmpty();
    }

    @Test
    void aVersionThatIsMissingOrUnknownIsNamedByEveryType() {
        for (Call call : calls()) {
            if (call.method().equals("HEAD")) {
                continue;
            }
            Reply missing = send(call.method(), call.path(), new byte[0]);
            assertThat(missing.code()).as(call.toString()).isEqualTo("MissingApiVersionParameter");
            Reply wrong = send(call.method(), call.path() + "?api-version=1999-01-01", new byte[0]);
            assertThat(wrong.status()).as(call.toString()).isEqualTo(400);
            assertThat(wrong.code())
                    .as(call.toString())
                    .isIn("NoRegisteredProviderFound", "InvalidApiVersionParameter");
            assertThat(wrong.message()).contains(call.type().apiVersions().getLast());
        }
    }

    @Test
    void whatIsNoObjectOfTheFormIsRefusedByEveryTypeThatIsWritten() {
        List<byte[]> bodies = List.of(
                bytes("{"),
                bytes("[]"),
                bytes("null"),
                bytes("\"text\""),
                bytes("<xml/>"),
                new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0},
                bytes("[".repeat(100_000)),
                bytes("{\"a\":".repeat(100_000)),
                bytes("{\"properties\":" + "9".repeat(100_000) + "}"),
                bytes("{\"nobodyKnowsThis\":1}"),
                bytes("{\"properties\":{\"nobodyKnowsThis\":1}}"),
                bytes("{\"properties\":[]}"));
        int sent = 0;
        for (Call call : calls()) {
            String version = "?api-version=" + call.type().apiVersions().getLast();
            if (call.method().equals("PUT")) {
                for (byte[] body : bodies) {
                    Reply reply = send("PUT", call.path() + version, body);
                    assertRefused(
                            reply,
                            call.path() + " " + new String(body, 0, Math.min(40, body.length), StandardCharsets.UTF_8));
                    sent++;
                }
            } else if (call.method().equals("POST") || call.method().equals("PATCH")) {
                for (byte[] body : bodies.subList(0, 9)) {
                    Reply reply = send(call.method(), call.path() + version, body);
                    assertThat(reply.status()).as(call.toString()).isBetween(200, 499);
                    sent++;
                }
            }
        }
        assertThat(sent).isGreaterThan(200);
    }

    @Test
    void tenMegabytesAreTooMuchForEveryType() {
        byte[] body = bytes("{\"location\":\"" + "x".repeat(10 << 20) + "\"}");
        for (Call call : calls()) {
            if (call.method().equals("PUT")) {
                Reply reply = send(
                        "PUT",
                        call.path() + "?api-version="
                                + call.type().apiVersions().getLast(),
                        body);
                assertThat(reply.status()).as(call.toString()).isEqualTo(413);
                assertThat(reply.code()).isEqualTo("RequestContentTooLarge");
            }
        }
        assertThat(running.get(registry + REGISTRY_VERSION, running.adminToken).status())
                .isEqualTo(200);
    }

    @Test
    void pathsThatAreDoubledEncodedOrLongAreReadOrRefused() {
        String good = registry + REGISTRY_VERSION;
        for (String path : List.of(
                "/" + registry,
                "///" + registry + "//",
                registry.toUpperCase(Locale.ROOT),
                registry.replace("/resourceGroups", "//resourceGroups"),
                registry + "/",
                "/" + registry.substring(1).replace("/", "%2F"))) {
            assertThat(running.get(path + REGISTRY_VERSION, running.adminToken)
                            .body()
                            .path("name")
                            .asString())
                    .as(path)
                    .isEqualTo("regone");
        }
        for (String path : List.of(
                registry + "%00",
                registry + "%2e%2e",
                registry + "/../regone",
                registry + "%252F",
                registry + "%ff",
                registry + "x".repeat(4_096),
                registry + "/providers/Tidewaiter.Security/rules/" + "n".repeat(4_096),
                registry + "/webhooks/" + "%41".repeat(1_300),
                "/subscriptions/not-a-guid/resourceGroups/x",
                "/subscriptions/" + UUID.randomUUID() + "/resourceGroups/x",
                "/providers/No.Such/things",
                "/%7B%7D")) {
            for (String method : List.of("GET", "PUT", "DELETE")) {
                Reply reply = send(method, path + REGISTRY_VERSION, method.equals("PUT") ? bytes("{}") : new byte[0]);
                assertThat(reply.status()).as(method + " " + path).isBetween(200, 499);
                assertThat(reply.status() != 200
                                || reply.body().path("name").asString("regone").equals("regone"))
                        .isTrue();
            }
        }
        assertThat(running.get(good, running.adminToken).status()).isEqualTo(200);
    }

    @Test
    void randomBytesInPathQueryAndHeadersAreNeverAFaultOfOurs() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            StringBuilder path = new StringBuilder(random.nextBoolean() ? registry : "");
            for (int j = random.nextInt(12); j >= 0; j--) {
                switch (random.nextInt(6)) {
                    case 0 -> path.append(String.format(Locale.ROOT, "%%%02x", random.nextInt(256)));
                    case 1 -> path.append("/providers/Tidewaiter.Security");
                    case 2 -> path.append("/rules");
                    case 3 -> path.append('/');
                    case 4 -> path.append((char) ('a' + random.nextInt(26)));
                    default -> path.append("/subscriptions");
                }
            }
            String query = random.nextBoolean()
                    ? OURS_VERSION
                    : "?api-version=2026-11-01&$skipToken=" + Long.toString(random.nextLong(), 36) + "&asOf="
                            + random.nextInt();
            Reply reply = send("GET", (path.toString().startsWith("/") ? "" : "/") + path + query, new byte[0]);
            assertThat(reply.status()).as("seed " + seed + " " + path + query).isBetween(200, 499);
        }
    }

    @Test
    void ofTwoWritersWhoReadTheSameOneIsRefused() throws Exception {
        String webhook = registry + "/webhooks/counted" + REGISTRY_VERSION;
        String rule = registry + "/providers/Tidewaiter.Security/rules/counted" + OURS_VERSION;
        String hook = """
                {"location":"local","tags":{"count":"%d"},"properties":{"serviceUri":"https://a.invalid/","actions":["push"]}}""";
        String text = """
                {"properties":{"justification":"number %d","conditions":{"cves":["CVE-2026-1"]}}}""";
        assertThat(running.put(webhook, hook.formatted(0), running.adminToken).status())
                .isEqualTo(201);
        assertThat(running.put(rule, text.formatted(0), running.adminToken).status())
                .isEqualTo(201);
        for (String path : List.of(webhook, rule)) {
            String body = path.equals(rule) ? text : hook;
            int rounds = 10;
            int writers = 4;
            try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
                for (int round = 0; round < rounds; round++) {
                    String etag = running.get(path, running.adminToken).header("ETag");
                    List<Callable<Integer>> all = new ArrayList<>();
                    for (int writer = 0; writer < writers; writer++) {
                        int number = round * writers + writer;
                        all.add(() -> running.send(running.request(path, running.adminToken)
                                        .header("If-Match", etag)
                                        .PUT(BodyPublishers.ofString(body.formatted(number)))
                                        .build())
                                .status());
                    }
                    List<Integer> answers = new ArrayList<>();
                    for (Future<Integer> answer : pool.invokeAll(all)) {
                        answers.add(answer.get());
                    }
                    assertThat(answers).containsOnly(200, 412).containsOnlyOnce(200);
                }
            }
        }
    }

    @Test
    void contentThatCannotBeReadIsToldWithItsPlace() {
        assertThat(asked("", "{\"query\":\"resources\"").message())
                .endsWith("Unexpected end-of-input: expected close marker for Object at line 1, column 21");
        assertThat(asked("", "{}\n{}").message()).endsWith("read: Trailing token at line 2, column 1");
        assertThat(asked("", "{\"query\":}").message())
                .contains("Unexpected character ('}' (code 125)): ")
                .endsWith(" at line 1, column 10");
        assertThat(asked("", "{\"query\":" + "[".repeat(10_000)).message())
                .endsWith("read: Document nesting depth (501) exceeds the maximum allowed (500)");
        assertThat(asked("", "{\"query\":" + "1".repeat(10_000) + "}").message())
                .endsWith("read: Number value length (10000) exceeds the maximum allowed (1000)");
        assertThat(asked("gzip", "{}").status()).isEqualTo(415);
        assertThat(asked("gzip", "{}").header("Accept-Encoding")).isEqualTo("identity");
        assertThat(asked("Identity", "{}").code()).isEqualTo("BadRequest");
        assertThat(asked("", "{\"query\":\"print 1\",\"options\":{\"asOf\":5}}").code())
                .isEqualTo("BadRequest");
    }

    private static Reply asked(String coding, String content) {
        var request = running.request(
                        "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01", running.adminToken)
                .header("Content-Type", "application/json");
        return running.send((coding.isEmpty() ? request : request.header("Content-Encoding", coding))
                .POST(BodyPublishers.ofString(content))
                .build());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
