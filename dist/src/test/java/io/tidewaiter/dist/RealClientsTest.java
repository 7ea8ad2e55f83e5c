package io.tidewaiter.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.TokenCredential;
import com.azure.core.management.exception.ManagementException;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import com.azure.resourcemanager.authorization.models.RoleAssignment;
import com.azure.resourcemanager.authorization.models.RoleDefinition;
import com.azure.resourcemanager.containerregistry.models.Registry;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.models.GenericResource;
import io.tidewaiter.testkit.Programs;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Azure's own clients, as they are published, read the finding that a push produced. */
class RealClientsTest {
    @TempDir
    static Path folder;

    private static ClientWorld world;

    @BeforeAll
    static void start() throws Exception {
        world = ClientWorld.start(folder);
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    private static void assertSaw(JsonNode saw) {
        assertThat(saw.path("findings").asInt()).isEqualTo(ClientWorld.MANY + 1);
        assertThat(saw.path("names").asInt()).isEqualTo(ClientWorld.MANY + 1);
        assertThat(saw.at("/demo").size()).isOne();
        assertThat(saw.at("/demo/0/0").asString("")).isEqualTo(ClientWorld.CVE);
        assertThat(saw.at("/demo/0/1").asString("")).isEqualTo("Unhealthy");
        assertThat(saw.at("/demo/0/3").asString("")).startsWith("ContainerRegistryVulnerability");
        assertThat(saw.at("/assessments/0/0").asString("")).isEqualTo(Journey.ASSESSMENT);
        assertThat(saw.at("/assessments/0/1").asString("")).isEqualTo("Unhealthy");
        assertThat(saw.path("plan").asString("")).isEqualTo("Standard");
        assertThat(error(saw, "401")).startsWith("401 InvalidAuthenticationToken");
        assertThat(error(saw, "403")).startsWith("403 AuthorizationFailed");
        assertThat(error(saw, "404")).startsWith("404 ResourceNotFound");
        assertThat(error(saw, "429")).startsWith("429 SubscriptionRequestsThrottled");
    }

    private static String error(JsonNode saw, String name) {
        JsonNode error = saw.path(name);
        return error.path(0).asInt() + " " + error.path(1).asString("") + " "
                + error.path(2).asString("");
    }

    @Test
    void pythonReadsTheFindingAndGetsTypedErrors() throws Exception {
        Path python = ClientWorld.installed("venv/bin/python");
        JsonNode saw =
                world.run(Map.of(), python, world.script("findings.py")).ok().json();
        assertSaw(saw);
        assertThat(saw.at("/cvss/0").asString("")).isEqualTo(ClientWorld.CVE);
        assertThat(saw.path("written").asString("")).isEqualTo("Standard");
        assertThat(saw.path("settings").toString()).contains("MCAS").contains("Sentinel");
        assertThat(saw.at("/scores/0").asString("")).isEqualTo("ascScore");
        assertThat(saw.path("automations").size()).isZero();
        assertThat(saw.at("/registries/0/0").asString("")).isEqualTo("clients");
        assertThat(error(saw, "401")).endsWith("ClientAuthenticationError");
        assertThat(error(saw, "404")).endsWith("ResourceNotFoundError");
        assertThat(error(saw, "403 write")).startsWith("403 AuthorizationFailed");
    }

    @Test
    void javascriptReadsTheFindingAndGetsTypedErrors() throws Exception {
        Path modules =
                ClientWorld.installed("node/node_modules/@azure/arm-security").resolve("../../..");
        Path node = Programs.require("node");
        JsonNode saw = world.run(
                        Map.of("TW_NODE_MODULES", modules.normalize().toString()), node, world.script("findings.mjs"))
                .ok()
                .json();
        assertSaw(saw);
        assertThat(error(saw, "403")).endsWith("RestError");
    }

    // Java

    private static JavaClients java() {
        return new JavaClients(
                world.environment.get("TW_URL"),
                world.journey.service.server().tenantId(),
                world.resource.subscriptionId(),
                world.journey.service.server().certificate());
    }

    private static TokenCredential credential(JavaClients clients, String prefix) {
        return clients.credential(world.environment.get(prefix + "_CLIENT"), world.environment.get(prefix + "_SECRET"));
    }

    @Test
    void javaReadsTheFindingAndGetsTypedErrors() throws Exception {
        JavaClients clients = java();
        ResourceManager reader = clients.resources(credential(clients, "TW_READER"));
        String id = world.rows("team/demo").getFirst().path("id").asString("");
        GenericResource finding = reader.genericResources().getById(id, "2019-01-01-preview");
        assertThat(String.valueOf(finding.properties()))
                .contains(ClientWorld.CVE)
                .contains("Unhealthy");
        assertThat(reader.subscriptions().list())
                .extracting(s -> s.subscriptionId())
                .containsExactly(world.resource.subscriptionId());
        assertThat(reader.resourceGroups().list()).extracting(g -> g.name()).containsExactly("rg");
        assertThat(reader.genericResources().list()).extracting(r -> r.name()).contains("clients");
        Registry registry = clients.registries(credential(clients, "TW_READER"))
                .containerRegistries()
                .getByResourceGroup("rg", "clients");
        assertThat(registry.loginServerUrl()).isEqualTo(world.resource.loginServer());
        assertThat(reader.policyAssignments().list())
                .extracting(a -> a.name()) // that of the subscription and the one it inherits from the root
                .containsExactly("SecurityCenterBuiltIn", "SecurityCenterBuiltIn");
        assertThat(managementError(() -> clients.resources(JavaClients.forged())
                        .genericResources()
                        .getById(id, "2019-01-01-preview")))
                .isEqualTo("401 InvalidAuthenticationToken");
        assertThat(managementError(() -> clients.resources(credential(clients, "TW_STRANGER"))
                        .genericResources()
                        .getById(id, "2019-01-01-preview")))
                .isEqualTo("403 AuthorizationFailed");
        assertThat(managementError(() -> reader.resourceGroups().getByName("nowhere")))
                .isEqualTo("404 ResourceGroupNotFound");
    }

    @Test
    void javaGivesARoleAndTakesItAway() {
        JavaClients clients = java();
        AuthorizationManager admin = clients.authorization(credential(clients, "TW_ADMIN"));
        String scope = "/subscriptions/" + world.resource.subscriptionId();
        RoleDefinition role = admin.roleDefinitions().getByScopeAndRoleName(scope, "AcrPull");
        RoleAssignment given = admin.roleAssignments()
                .define(UUID.randomUUID().toString())
                .forObjectId(world.environment.get("TW_STRANGER_OBJECT"))
                .withRoleDefinition(role.id())
                .withScope(world.resource.id())
                .create();
        assertThat(given.principalId()).isEqualTo(world.environment.get("TW_STRANGER_OBJECT"));
        assertThat(admin.roleAssignments().listByScope(world.resource.id()))
                .extracting(a -> a.id())
                .contains(given.id());
        admin.roleAssignments().deleteById(given.id());
        assertThat(admin.roleAssignments().listByScope(world.resource.id()))
                .extracting(a -> a.id())
                .doesNotContain(given.id());
    }

    @Test
    void javaIsToldToWait() {
        JavaClients clients = new JavaClients(
                world.environment.get("TW_LIMITED_URL"),
                "adfs",
                world.environment.get("TW_LIMITED_SUBSCRIPTION"),
                Path.of(world.environment.get("TW_LIMITED_CERTIFICATE")));
        ResourceManager limited = clients.resources(credential(clients, "TW_LIMITED"));
        assertThat(managementError(() -> {
                    for (int i = 0; i < 20; i++) {
                        assertThat(limited.resourceGroups().list()).isEmpty();
                    }
                }))
                .isEqualTo("429 SubscriptionRequestsThrottled");
    }

    private static String managementError(Runnable call) {
        try {
            call.run();
        } catch (ManagementException e) {
            return e.getResponse().getStatusCode() + " "
                    + (e.getValue() == null ? "" : e.getValue().getCode());
        }
        return "no error";
    }

    // The command line

    @Test
    void theCommandLineReadsTheFinding() throws Exception {
        Az az = new Az(world, folder.resolve("az-reader"));
        az.login("TW_READER");
        Object[] list = {
            "security",
            "sub-assessment",
            "list",
            "--assessed-resource-id",
            world.resource.id(),
            "--assessment-name",
            Journey.ASSESSMENT,
            "--query",
            "{all: length(@), demo: [?additionalData.repositoryName=='team/demo'].[name, idPropertiesId, status.code]}"
        };
        JsonNode saw = az.json(list);
        assertThat(saw.path("all").asInt()).isEqualTo(ClientWorld.MANY + 1);
        assertThat(saw.at("/demo/0/1").asString("")).isEqualTo(ClientWorld.CVE);
        assertThat(saw.at("/demo/0/2").asString("")).isEqualTo("Unhealthy");
        JsonNode assessments = az.json("security", "assessment", "list", "--query", "[].status.code");
        assertThat(assessments.toString()).isEqualTo("[\"Unhealthy\"]");
        assertThat(az.json("acr", "list", "--query", "[].name").toString()).isEqualTo("[\"clients\"]");
        assertThat(az.json("acr", "show", "-n", "clients", "--query", "loginServer")
                        .asString(""))
                .isEqualTo(world.resource.loginServer());
        assertThat(az.json("group", "list", "--query", "[].name").toString()).isEqualTo("[\"rg\"]");
        assertThat(az.json("resource", "list", "--query", "[].type").toString())
                .isEqualTo("[\"Microsoft.ContainerRegistry/registries\"]");
        ClientWorld.Ran missing = az.run("group", "show", "-n", "nowhere");
        assertThat(missing.status()).isNotZero();
        assertThat(missing.err()).contains("ResourceGroupNotFound");
        ClientWorld.Ran refused = az.run("security", "pricing", "create", "-n", "ContainerRegistry", "--tier", "free");
        assertThat(refused.status()).isNotZero();
        assertThat(refused.err()).contains("AuthorizationFailed").contains("Microsoft.Security/pricings/write");
    }

    @Test
    void theCommandLineSwitchesThePlanAndGivesRoles() throws Exception {
        Az az = new Az(world, folder.resolve("az-admin"));
        az.login("TW_ADMIN");
        JsonNode switched = az.json("security", "pricing", "create", "-n", "ContainerRegistry", "--tier", "standard");
        assertThat(switched.path("pricingTier").asString("")).isEqualTo("Standard");
        JsonNode shown = az.json("security", "pricing", "show", "-n", "ContainerRegistry");
        assertThat(shown.path("pricingTier").asString("")).isEqualTo("Standard");
        String url = world.environment.get("TW_URL") + "/subscriptions/" + world.resource.subscriptionId()
                + "/providers/Microsoft.Authorization/roleAssignments/";
        String body = """
                {"properties":{"principalId":"%s","roleDefinitionId":\
                "/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7"}}""".formatted(world.environment.get("TW_STRANGER_OBJECT"));
        String given = url + UUID.randomUUID() + "?api-version=2022-04-01";
        JsonNode made = az.json("rest", "-m", "put", "-u", given, "-b", body);
        assertThat(made.at("/properties/principalType").asString("")).isEqualTo("ServicePrincipal");
        ClientWorld.Ran twice =
                az.run("rest", "-m", "put", "-u", url + UUID.randomUUID() + "?api-version=2022-04-01", "-b", body);
        assertThat(twice.err()).contains("RoleAssignmentExists");
        az.run("rest", "-m", "delete", "-u", given).ok();
        roleCommands(az);
    }

    /** Debian's 2.45 breaks in code of its own before it asks anything; a whole one is asked for the same. */
    private static void roleCommands(Az az) throws Exception {
        ClientWorld.Ran roles = az.run("role", "assignment", "list", "--all", "--query", "[].principalName");
        if (roles.status() == 0) {
            assertThat(roles.json().toString()).contains(world.environment.get("TW_READER_CLIENT"));
        } else {
            assertThat(roles.err()).containsAnyOf("has no attribute 'config'", "microsoft_graph_resource_id");
        }
    }
}
