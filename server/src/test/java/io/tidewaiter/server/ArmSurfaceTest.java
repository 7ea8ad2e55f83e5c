package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.OURS_VERSION;
import static io.tidewaiter.server.RunningServer.ROLE_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tidewaiter.server.RunningServer.Reply;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ArmSurfaceTest {
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final String CORE = "?api-version=2022-09-01";
    private static final String GROUPS = "?api-version=2021-04-01";
    private static final String AUTOMATION = """
            {"location":"local","properties":{"isEnabled":true,"scopes":[{"scopePath":"%s"}],
             "sources":[{"eventSource":"SubAssessments"}],
             "actions":[{"actionType":"LogicApp","logicAppResourceId":"/x","uri":"https://flow.example/s3cret"}]}}""";

    @TempDir
    static Path folder;

    private static RunningServer running;
    private static String subscription;
    private static String registry;

    @BeforeAll
    static void start() {
        running = RunningServer.start(folder);
        subscription = "/subscriptions/" + running.admin.subscriptionId();
        registry = running.registry("Surface");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static Reply put(String path, String body) {
        return running.put(path, body, running.adminToken);
    }

    private static Reply get(String path) {
        return running.get(path, running.adminToken);
    }

    private static String automation(String name) {
        return subscription + "/resourceGroups/RG-One/providers/Microsoft.Security/automations/" + name
                + "?api-version=2019-01-01-preview";
    }

    @Test
    void aDeclaredTypeIsWrittenReadPatchedListedAndDeleted() {
        Reply made = put(automation("Export"), AUTOMATION.formatted(subscription));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().toString()).doesNotContain("s3cret");
        assertThat(made.header("ETag")).isEqualTo('"' + made.body().path("etag").asString() + '"');
        Reply patched = running.send(running.request(automation("EXPORT"), running.adminToken)
                .header("If-Match", made.header("ETag"))
                .method(
                        "PATCH",
                        BodyPublishers.ofString("{\"tags\":{\"a\":\"b\"},\"properties\":{\"isEnabled\":false}}"))
                .build());
        assertThat(patched.status()).isEqualTo(200);
        assertThat(patched.body().at("/properties/isEnabled").asBoolean()).isFalse();
        assertThat(patched.body().at("/properties/sources/0/eventSource").asString())
                .isEqualTo("SubAssessments");
        assertThat(patched.body().path("name").asString()).isEqualTo("Export");
        Reply late = running.send(running.request(automation("Export"), running.adminToken)
                .header("If-Match", made.header("ETag"))
                .PUT(BodyPublishers.ofString(AUTOMATION.formatted(subscription)))
                .build());
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("PreconditionFailed");
        for (String scope : List.of("", subscription, subscription + "/resourceGroups/rg-one")) {
            assertThat(get(scope + "/providers/Microsoft.Security/automations?api-version=2019-01-01-preview")
                            .body()
                            .path("value")
                            .toString())
                    .contains("Export");
        }
        assertThat(get(subscription + "/resources?api-version=2021-04-01&$filter=resourceType%20eq%20"
                                + "'Microsoft.Security/automations'%20and%20tagName%20eq%20'a'")
                        .body()
                        .path("value")
                        .size())
                .isOne();
        assertThat(running.delete(automation("Export"), running.adminToken).status())
                .isEqualTo(204);
        assertThat(running.delete(automation("Export"), running.adminToken).status())
                .isEqualTo(204);
        String past = automation("Export") + "&asOf=" + java.time.Instant.now().minusSeconds(3600);
        assertThat(get(past).status()).isEqualTo(404);
    }

    @Test
    void whatABodySaysWronglyIsNamed() {
        String good = AUTOMATION.formatted(subscription);
        assertFault(good.replace("isEnabled", "isEnabeld"), "properties.isEnabeld");
        assertFault(good.replace("SubAssessments", "Weather"), "properties.sources[0].eventSource");
        assertFault(good.replace("LogicApp\"", "Pigeon\""), "properties.actions[0].actionType");
        assertFault(good.replace("\"isEnabled\":true", "\"isEnabled\":\"yes\""), "properties.isEnabled");
        assertFault("{}", "properties");
        assertThat(put(automation("x".repeat(4_000)), good).code()).isEqualTo("InvalidResourceName");
        assertThat(put(automation("big"), "{\"a\":\"" + "x".repeat(10 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(put(automation("text"), "no json").code()).isEqualTo("InvalidRequestContent");
        String nowhere = good.replace(subscription, "/subscriptions/" + UUID.randomUUID());
        assertThat(put(automation("n"), nowhere).code()).isEqualTo("SubscriptionNotFound");
        String registryFault = "{\"properties\":{\"loginServer\":\"a.example\",\"publicNetwork\":\"Disabled\"}}";
        assertThat(put(registry + RunningServer.REGISTRY_VERSION, registryFault).message())
                .contains("publicNetwork");
    }

    private static void assertFault(String body, String target) {
        Reply reply = put(automation("Wrong"), body);
        assertThat(reply.status()).as(body).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("InvalidRequestContent");
        assertThat(reply.body().at("/error/target").asString("")).isEqualTo(target);
    }

    @Test
    void rolesComeDownFromManagementGroupsAndThroughGroups() {
        String top = "/providers/Microsoft.Management/managementGroups/Top";
        String below = "/providers/Microsoft.Management/managementGroups/Below";
        assertThat(put(top + GROUPS, "{\"properties\":{\"displayName\":\"The top\"}}")
                        .status())
                .isEqualTo(200);
        assertThat(put(below + GROUPS, "{\"properties\":{\"details\":{\"parent\":{\"id\":\"" + top + "\"}}}}")
                        .status())
                .isEqualTo(200);
        assertThat(put(top + GROUPS, "{\"properties\":{\"details\":{\"parent\":{\"id\":\"" + below + "\"}}}}")
                        .code())
                .isEqualTo("InvalidRequestContent"); // no circles
        String other = UUID.randomUUID().toString();
        put("/subscriptions/" + other + CORE, "{\"displayName\":\"other\"}");
        JsonNode person = put("/providers/Tidewaiter.Security/servicePrincipals/inheritor" + OURS_VERSION, "{}")
                .body()
                .path("properties");
        String token = running.token(
                person.path("appId").asString(), person.path("secret").asString());
        Reply group = put(
                "/providers/Tidewaiter.Security/groups/team" + OURS_VERSION,
                "{\"properties\":{\"members\":[\"" + person.path("objectId").asString() + "\"]}}");
        String role = top + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        assertThat(put(role + ROLE_VERSION, """
                                {"properties":{"roleDefinitionId":"/providers/Microsoft.Authorization/roleDefinitions/%s",
                                 "principalId":"%s","principalType":"Group"}}""".formatted(
                                READER, group.body().at("/properties/objectId").asString()))
                        .status())
                .isEqualTo(201);
        assertThat(running.get("/subscriptions/" + other + CORE, token).status())
                .isEqualTo(403);
        String place = below + "/subscriptions/" + other + GROUPS;
        assertThat(running.put(place, "", token).status()).isEqualTo(403);
        assertThat(put(place, "").status()).isEqualTo(200);
        assertThat(running.get("/subscriptions/" + other + CORE, token).status())
                .isEqualTo(200);
        assertThat(running.get(subscription + CORE, token).status()).isEqualTo(403);
        assertThat(running.get("/subscriptions" + CORE, token)
                        .body()
                        .path("value")
                        .toString())
                .contains(other);
        assertThat(get(top + GROUPS + "&$expand=children&$recurse=true").body().toString())
                .contains(other);
        assertThat(running.delete(top + GROUPS, running.adminToken).code()).isEqualTo("ManagementGroupHasChildren");
        String filter = "&$filter=assignedTo('" + person.path("objectId").asString() + "')";
        assertThat(get("/subscriptions/" + other + "/providers/Microsoft.Authorization/roleAssignments" + ROLE_VERSION
                                + filter)
                        .body()
                        .path("value")
                        .size())
                .isOne();
        running.delete(place, running.adminToken);
        assertThat(running.get("/subscriptions/" + other + CORE, token).status())
                .isEqualTo(403);
    }

    @Test
    void aCustomRoleAllowsWhatItSaysWhereItMay() {
        String name = UUID.randomUUID().toString();
        String body = """
                {"properties":{"roleName":"Plan reader","assignableScopes":["%s"],
                 "permissions":[{"actions":["Microsoft.Security/pricings/*"],"notActions":["*/write"]}]}}""".formatted(subscription);
        String path = subscription + "/providers/Microsoft.Authorization/roleDefinitions/" + name + ROLE_VERSION;
        assertThat(put(path, body).status()).isEqualTo(201);
        assertThat(put(path.replace(name, UUID.randomUUID().toString()), body).code())
                .isEqualTo("RoleDefinitionWithSameNameExists");
        String token = running.principal("planner", name, subscription);
        String plan = subscription + "/providers/Microsoft.Security/pricings/ContainerRegistry?api-version=2024-01-01";
        assertThat(running.get(plan, token).status()).isEqualTo(200);
        Reply write = running.put(plan, "{\"properties\":{\"pricingTier\":\"Free\"}}", token);
        assertThat(write.message()).contains("Microsoft.Security/pricings/write");
        assertThat(running.delete(path, running.adminToken).code()).isEqualTo("RoleDefinitionHasAssignments");
        Reply wide =
                running.put(path.replace(name, UUID.randomUUID().toString()), body.replace(subscription, "/"), token);
        assertThat(wide.status()).isEqualTo(403);
    }

    @Test
    void aRegistrysOwnPlanGoesBeforeItsSubscriptions() {
        String own = registry + "/providers/Microsoft.Security/pricings/Containers?api-version=2024-01-01";
        assertThat(get(own).body().at("/properties/inherited").asString()).isEqualTo("True");
        assertThat(running.state.resources().isCovered(stored())).isTrue();
        put(own, "{\"properties\":{\"pricingTier\":\"Free\"}}");
        assertThat(get(own).body().at("/properties/inherited").asString()).isEqualTo("False");
        assertThat(running.state.resources().isCovered(stored())).isFalse();
        String above = subscription + "/providers/Microsoft.Security/pricings/Containers?api-version=2024-01-01";
        put(above, "{\"properties\":{\"pricingTier\":\"Standard\",\"enforce\":\"True\"}}");
        assertThat(running.state.resources().isCovered(stored())).isTrue();
        put(above, "{\"properties\":{\"pricingTier\":\"Standard\"}}");
        assertThat(get(above).body().at("/properties/resourcesCoverageStatus").asString())
                .isEqualTo("NotCovered");
        assertThat(running.delete(own, running.adminToken).status()).isEqualTo(200);
        assertThat(get(above).body().at("/properties/resourcesCoverageStatus").asString())
                .isEqualTo("FullyCovered");
    }

    private static io.tidewaiter.model.resource.RegistryResource stored() {
        return running.state.resources().registry(registry).orElseThrow();
    }

    @Test
    void aContactIsReadInEachVersionsWords() {
        String path = subscription + "/providers/Microsoft.Security/securityContacts/default?api-version=";
        put(path + "2017-08-01-preview", """
                {"properties":{"email":"a@b.example","phone":"1","alertNotifications":"On","alertsToAdmins":"On"}}""");
        assertThat(get(path + "2020-01-01-preview")
                        .body()
                        .at("/properties/alertNotifications/state")
                        .asString())
                .isEqualTo("On");
        assertThat(get(path + "2023-12-01-preview")
                        .body()
                        .at("/properties/notificationsSources/0/sourceType")
                        .asString())
                .isEqualTo("Alert");
        assertThat(get(path + "2017-08-01-preview")
                        .body()
                        .at("/properties/email")
                        .asString())
                .isEqualTo("a@b.example");
    }

    @Test
    void whatSomebodyAssessesStandsBesideWhatWeDo() {
        String name = UUID.randomUUID().toString();
        String assessment = registry + "/providers/Microsoft.Security/assessments/" + name + "?api-version=2021-06-01";
        String body = "{\"properties\":{\"resourceDetails\":{\"source\":\"Azure\"},\"status\":{\"code\":\"Healthy\"}}}";
        assertThat(put(assessment, body).code()).isEqualTo("AssessmentMetadataNotFound");
        String metadata =
                subscription + "/providers/Microsoft.Security/assessmentMetadata/" + name + "?api-version=2021-06-01";
        assertThat(put(metadata, """
                {"properties":{"displayName":"Signed","severity":"Low","assessmentType":"CustomerManaged"}}""").status()).isEqualTo(200);
        assertThat(put(assessment, body).status()).isEqualTo(201);
        Reply list = get(subscription + "/providers/Microsoft.Security/assessments?api-version=2021-06-01");
        assertThat(list.body().path("value").toString()).contains("Signed").contains("dbd0cb49");
        assertThat(get(assessment + "&$expand=metadata")
                        .body()
                        .at("/properties/metadata/severity")
                        .asString())
                .isEqualTo("Low");
        assertThat(put(assessment.replace(name, "dbd0cb49-b563-45e7-9724-889e799fa648"), body)
                        .code())
                .isEqualTo("BuiltInAssessment");
    }

    @Test
    void aWebhookIsPinged() throws Exception {
        LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
        HttpServer ear = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ear.createContext("/", exchange -> {
            heard.add(exchange.getRequestHeaders().getFirst("X-Secret")
                    + new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        ear.start();
        try {
            String webhook = registry + "/webhooks/hooked";
            String body = """
                    {"location":"local","properties":{"serviceUri":"http://127.0.0.1:%d/","actions":["push"],
                     "customHeaders":{"X-Secret":"open"}}}""".formatted(ear.getAddress().getPort());
            Reply made = put(webhook + RunningServer.REGISTRY_VERSION, body);
            assertThat(made.status()).isEqualTo(201);
            assertThat(made.body().toString()).doesNotContain("127.0.0.1").doesNotContain("open");
            running.post(webhook + "/ping" + RunningServer.REGISTRY_VERSION, "", running.adminToken);
            assertThat(heard.poll(20, TimeUnit.SECONDS)).startsWith("open{").contains("\"action\":\"ping\"");
            assertThat(running.post(
                                    webhook + "/getCallbackConfig" + RunningServer.REGISTRY_VERSION,
                                    "",
                                    running.adminToken)
                            .body()
                            .path("serviceUri")
                            .asString())
                    .startsWith("http://127.0.0.1");
        } finally {
            ear.stop(0);
        }
    }

    @Test
    void everyChangeIsInTheAuditOfItsScope() {
        String group = subscription + "/resourceGroups/RG-Audit";
        assertThat(put(group + CORE, "{\"location\":\"local\"}").status()).isEqualTo(201);
        assertThat(running.send(running.request(group + CORE, running.adminToken)
                                .method("HEAD", BodyPublishers.noBody())
                                .build())
                        .status())
                .isEqualTo(204);
        assertThat(running.delete(group + CORE, running.adminToken).status()).isEqualTo(200);
        Reply events = get(group + "/providers/Tidewaiter.Security/auditEvents" + OURS_VERSION);
        assertThat(events.body().path("value"))
                .extracting(e -> e.at("/properties/action").asString())
                .containsExactly("delete", "create");
        assertThat(events.body().at("/value/0/properties/caller").asString()).isEqualTo(running.admin.clientId());
    }

    @Test
    void tooManyRequestsAreToldWhenToComeAgain(@TempDir Path other) {
        try (io.tidewaiter.store.State state = io.tidewaiter.store.State.open(other, java.time.Clock.systemUTC());
                Server server = Server.start(
                        RunningServer.config(other).limitedTo(new io.tidewaiter.server.arm.Throttle.Rate(2, 0.1)),
                        state)) {
            assertThat(server.armTypes()).isNotEmpty();
        }
        io.tidewaiter.server.arm.Throttle throttle = new io.tidewaiter.server.arm.Throttle(
                new io.tidewaiter.server.arm.Throttle.Rate(2, 0.1),
                java.time.Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC));
        assertThat(throttle.turn("a").refused()).isEmpty();
        assertThat(throttle.turn("a").refused()).isEmpty();
        assertThat(throttle.turn("b").refused()).isEmpty();
        assertThat(throttle.turn("a").refused().orElseThrow().headers()).containsEntry("Retry-After", "10");
    }
}
