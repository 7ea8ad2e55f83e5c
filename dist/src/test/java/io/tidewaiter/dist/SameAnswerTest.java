package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.dist.query.QueryCommand;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.registry.LateListener;
import io.tidewaiter.registry.NotificationSender;
import io.tidewaiter.registry.RegistryServer;
import io.tidewaiter.testkit.TarBuilder;
import io.tidewaiter.testkit.TestImage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The same question by the list of sub-assessments, by the resource graph over {@code securityresources}, over our own
 * table and by the command line: the same rows and the same count.
 */
class SameAnswerTest {
    private static final String HIGH = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N";
    private static final String MEDIUM = "CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:L/I:L/A:N";
    private static final String SUB_ASSESSMENTS =
            "securityresources | where type == 'microsoft.security/assessments/subassessments'";
    private static final String COLUMNS =
            " | project name, vulnerability = tostring(properties.id), severity = tostring(properties.status.severity),"
                    + " repository = tostring(properties.additionalData.repositoryName),"
                    + " digest = tostring(properties.additionalData.imageDigest)";
    private static final String OURS = " | project name, vulnerability = vulnerabilityId,"
            + " severity = iff(severity == 'Critical', 'High', severity), repository, digest";

    @TempDir
    static Path folder;

    private static Journey journey;
    private static RegistryServer registry;
    private static NotificationSender sender;
    private static RegistryResource resource;

    @BeforeAll
    static void start() throws Exception {
        LateListener listener = new LateListener();
        Path database = Journey.database(
                folder,
                advisory("CVE-2031-0001", "one", HIGH, "2.0.0"),
                advisory("CVE-2031-0002", "one", MEDIUM, ""),
                advisory("CVE-2031-0003", "two", HIGH, ""),
                advisory("CVE-2031-0004", "two", MEDIUM, "3.0.0"));
        journey = Journey.start(folder.resolve("data"), database);
        registry = RegistryServer.start(folder.resolve("registry"), 0, listener);
        resource = journey.registry("same", registry.host());
        sender = journey.notifications(resource);
        listener.handOnTo(sender);
        push("team/a", "1", "one");
        push("team/a", "2", "two");
        push("team/b", "1", "one", "two");
        push("team/clean", "1", "three");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> rest(row -> true).stream()
                                .map(row -> row.split("\\|")[3])
                                .distinct()
                                .count()
                        == 3);
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> graph(SUB_ASSESSMENTS).path("totalRecords").asInt()
                        == rest(row -> true).size());
    }

    @AfterAll
    static void stop() {
        sender.close();
        registry.close();
        journey.close();
    }

    private static String advisory(String cve, String name, String vector, String fixed) {
        String end = fixed.isEmpty() ? "" : ",{\"fixed\":\"" + fixed + "\"}";
        return """
                {"schema_version":"1.6.0","id":"%s","modified":"2024-01-01T00:00:00Z","severity":[{"type":"CVSS_V3",
                "score":"%s"}],"affected":[{"package":{"ecosystem":"npm","name":"%s"},"ranges":[{"type":"SEMVER",
                "events":[{"introduced":"0"}%s]}]}]}""".formatted(cve, vector, name, end);
    }

    private static void push(String repository, String tag, String... packages) throws Exception {
        TarBuilder files = new TarBuilder();
        for (String name : packages) {
            files = files.file(
                    "app/node_modules/" + name + "/package.json", "{\"name\":\"" + name + "\",\"version\":\"1.0.0\"}");
        }
        TestImage.builder().layer(files).build().push(registry.host(), repository, tag);
    }

    // The four ways; each gives rows as name|vulnerability|severity|repository|digest

    private static Set<String> rest(Predicate<JsonNode> wanted) throws Exception {
        return Journey.subAssessments(journey.rest, resource.id()).stream()
                .filter(wanted)
                .map(row -> String.join(
                        "|",
                        row.path("name").asString(""),
                        row.at("/properties/id").asString(""),
                        row.at("/properties/status/severity").asString(""),
                        row.at("/properties/additionalData/repositoryName").asString(""),
                        row.at("/properties/additionalData/imageDigest").asString("")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode graph(String query) throws Exception {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("query", query);
        body.putObject("options").put("resultFormat", "table");
        return journey.rest.post(
                "/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01", body.toString());
    }

    private static Set<String> rows(String query) throws Exception {
        JsonNode answer = graph(query);
        Set<String> rows = new TreeSet<>();
        for (JsonNode row : answer.at("/data/rows")) {
            rows.add(row.valueStream().map(v -> v.asString("")).collect(Collectors.joining("|")));
        }
        assertThat(answer.path("totalRecords").asInt()).as(query).isEqualTo(rows.size());
        assertThat(graph(query + " | count").at("/data/rows/0/0").asInt())
                .as(query)
                .isEqualTo(rows.size());
        return rows;
    }

    private static Set<String> commandLine(String query) throws Exception {
        QueryCommand command = new QueryCommand(Map.of(
                "TIDEWAITER_SERVER", journey.service.server().url(),
                "TIDEWAITER_CA", journey.service.server().certificate().toString(),
                "TIDEWAITER_CLIENT_ID", journey.first.clientId(),
                "TIDEWAITER_CLIENT_SECRET", journey.first.secret()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        command.run(
                new CommandLine(command.spec()).parseArgs("--format", "csv", query),
                new Terminal(out, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> line.replace(',', '|'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertSame(int count, Predicate<JsonNode> wanted, String ofAzure, String ofOurs)
            throws Exception {
        Set<String> listed = rest(wanted);
        assertThat(listed).hasSize(count);
        assertThat(rows(SUB_ASSESSMENTS + ofAzure + COLUMNS)).isEqualTo(listed);
        assertThat(rows("findings" + ofOurs + OURS)).isEqualTo(listed);
        assertThat(commandLine(SUB_ASSESSMENTS + ofAzure + COLUMNS)).isEqualTo(listed);
        assertThat(commandLine("findings" + ofOurs + OURS)).isEqualTo(listed);
    }

    private static String text(JsonNode row, String path) {
        return row.at("/properties/" + path).asString("");
    }

    @Test
    void whatIsUnhealthy() throws Exception {
        assertSame(
                8,
                row -> text(row, "status/code").equals("Unhealthy"),
                " | where properties.status.code == 'Unhealthy'",
                " | where status == 'Unhealthy'");
    }

    @Test
    void bySeverity() throws Exception {
        assertSame(
                4,
                row -> text(row, "status/severity").equals("High"),
                " | where properties.status.severity =~ 'high'",
                " | where severity in ('High', 'Critical')");
        assertSame(
                4,
                row -> text(row, "status/severity").equals("Medium"),
                " | extend s = tostring(properties.status.severity) | where s == 'Medium'",
                " | where severity == 'Medium'");
    }

    @Test
    void byRepository() throws Exception {
        assertSame(
                4,
                row -> Journey.repository(row).equals("team/b"),
                " | where properties.additionalData.repositoryName has 'b'",
                " | where repository == 'team/b'");
    }

    @Test
    void whatHasAPatch() throws Exception {
        assertSame(
                4,
                row -> row.at("/properties/additionalData/patchable").booleanValue(false),
                " | where properties.additionalData.patchable == true",
                " | where patchable");
    }

    @Test
    void byImageAndByVulnerability() throws Exception {
        String digest = Journey.subAssessments(journey.rest, resource.id()).stream()
                .filter(row -> text(row, "id").equals("CVE-2031-0003")
                        && Journey.repository(row).equals("team/a"))
                .map(row -> text(row, "additionalData/imageDigest"))
                .findFirst()
                .orElseThrow();
        assertSame(
                2,
                row -> text(row, "additionalData/imageDigest").equals(digest),
                " | where properties.additionalData.imageDigest == '" + digest + "'",
                " | where digest == '" + digest + "'");
        assertSame(
                2,
                row -> text(row, "id").equals("CVE-2031-0001"),
                " | mv-expand cve = properties.additionalData.cve | where cve.title == 'CVE-2031-0001'",
                " | where vulnerabilityId == 'CVE-2031-0001'");
    }

    @Test
    void whichImagesAreHealthy() throws Exception {
        Set<String> listed = rest(row -> text(row, "status/code").equals("Healthy")).stream()
                .map(row -> row.replaceAll("^([^|]*\\|){3}", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).hasSize(1).allMatch(row -> row.startsWith("team/clean|sha256:"));
        String azure = SUB_ASSESSMENTS + " | where properties.status.code == 'Healthy'"
                + " | project repository = tostring(properties.additionalData.repositoryName),"
                + " digest = tostring(properties.additionalData.imageDigest)";
        String ours = "images | where health == 'Healthy' | project repository, digest";
        for (String query : List.of(azure, ours)) {
            assertThat(rows(query)).isEqualTo(listed);
            assertThat(commandLine(query)).isEqualTo(listed);
        }
    }

    @Test
    void howManyOfEachSeverityInEachRepository() throws Exception {
        Map<String, Long> counted = rest(row -> text(row, "status/code").equals("Unhealthy")).stream()
                .collect(Collectors.groupingBy(
                        row -> row.split("\\|")[3] + "|" + row.split("\\|")[2], Collectors.counting()));
        Set<String> listed = counted.entrySet().stream()
                .map(e -> e.getKey() + "|" + e.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(listed).containsExactly("team/a|High|2", "team/a|Medium|2", "team/b|High|2", "team/b|Medium|2");
        String azure = SUB_ASSESSMENTS + " | where properties.status.code == 'Unhealthy'"
                + " | summarize n = count() by repository = tostring(properties.additionalData.repositoryName),"
                + " severity = tostring(properties.status.severity)";
        String ours = "findings | summarize n = count() by repository,"
                + " severity = iff(severity == 'Critical', 'High', severity)";
        for (String query : List.of(azure, ours)) {
            assertThat(rows(query)).isEqualTo(listed);
            assertThat(commandLine(query)).isEqualTo(listed);
        }
    }
}
