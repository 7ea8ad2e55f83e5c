package io.tidewaiter.server;

import static io.tidewaiter.server.RunningServer.FINDINGS_VERSION;
import static io.tidewaiter.server.RunningServer.REGISTRY_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.server.RunningServer.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts and SDKs are used to from Azure, and rarely say. */
class ArmHabitsTest {
    private static final String CORE = "?api-version=2021-04-01";
    private static final String SECURITY = "/providers/Microsoft.Security/";
    private static final String OTHER = "99999999-8888-7777-6666-555555555555";

    @TempDir
    static Path folder;

    private static RunningServer running;
    private static String subscription;
    private static String registry;

    @BeforeAll
    static void start() {
        running = RunningServer.start(folder);
        subscription = "/subscriptions/" + running.admin.subscriptionId();
        registry = running.registry("regone");
        Scans.save(running.state, registry, 1, 2);
        running.put(
                "/subscriptions/" + OTHER + "?api-version=2022-12-01", "{\"displayName\":\"o\"}", running.adminToken);
        Scans.save(running.state, other("elsewhere"), 2, 250);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String other(String name) {
        String id = "/subscriptions/" + OTHER + "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/"
                + name;
        running.put(id + REGISTRY_VERSION, "{\"properties\":{\"loginServer\":\"other.example\"}}", running.adminToken);
        return id;
    }

    private static Reply get(String path) {
        return running.get(path, running.adminToken);
    }

    private static Reply put(String path, String body) {
        return running.put(path, body, running.adminToken);
    }

    private static Reply send(String method, String path, String body) {
        return running.send(running.request(path, running.adminToken)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build());
    }

    private static List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        for (String next = path; !next.isEmpty(); ) {
            Reply page = get(next);
            assertThat(page.status()).as(next).isEqualTo(200);
            page.body().path("value").forEach(item -> ids.add(item.path("id").asString()));
            next = page.body().path("nextLink").asString("");
        }
        return ids;
    }

    @Test
    void aManagementGroupListsTheFindingsOfItsSubscriptions() {
        String group = "/providers/Microsoft.Management/managementGroups/";
        put(group + "team" + CORE, "{}");
        put(group + "team/subscriptions/" + OTHER + CORE, "");
        String all = SECURITY + "subAssessments" + FINDINGS_VERSION;
        assertThat(ids(group + running.server.tenantId() + all)).hasSize(252).doesNotHaveDuplicates();
        assertThat(ids(group + "team" + all)).hasSize(250).allMatch(id -> id.contains("elsewhere"));
        assertThat(ids(group + "team" + SECURITY + "assessments/dbd0cb49-b563-45e7-9724-889e799fa648/subAssessments"
                        + FINDINGS_VERSION))
                .hasSize(250);
        put(group + "empty" + CORE, "{}");
        assertThat(ids(group + "empty" + all)).isEmpty();
    }

    @Test
    void aManagementGroupListsTheFindingsOfASubscriptionThatIsGoneAsTheyWere() {
        String id = "33333333-2222-3333-4444-555555555555";
        put("/subscriptions/" + id + CORE, "{\"displayName\":\"short\"}");
        String place =
                "/subscriptions/" + id + "/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/brief";
        put(place + REGISTRY_VERSION, "{\"properties\":{\"loginServer\":\"brief.example\"}}");
        Scans.save(running.state, place, 77, 3);
        Instant then = tick();
        running.state.resources().deleteSubscription(id, "test");
        String all = "/providers/Microsoft.Management/managementGroups/" + running.server.tenantId() + SECURITY
                + "subAssessments" + FINDINGS_VERSION;
        assertThat(ids(all)).noneMatch(row -> row.contains("/brief/"));
        assertThat(ids(all + "&asOf=" + then))
                .filteredOn(row -> row.contains("/brief/"))
                .hasSize(3);
    }

    @Test
    void whatCanBeReadCanBeAskedForItsBeingThere() {
        String assessment = registry + SECURITY + "assessments/dbd0cb49-b563-45e7-9724-889e799fa648";
        assertThat(send("HEAD", assessment + "?api-version=2021-06-01", "").status())
                .isEqualTo(204);
        assertThat(send("HEAD", subscription + CORE, "").status()).isEqualTo(204);
        assertThat(send("HEAD", registry + "x" + REGISTRY_VERSION, "").status()).isEqualTo(404);
        assertThat(send("HEAD", subscription + SECURITY + "pricings/Nope?api-version=2022-03-01", "")
                        .status())
                .isEqualTo(404);
        assertThat(send("HEAD", "/subscriptions" + CORE, "").status()).isEqualTo(200);
    }

    @Test
    void anEmptyPutDoesNotMakeARegistryAnew() {
        String id = running.registry("kept");
        String before = get(id + REGISTRY_VERSION).raw().body();
        assertThat(put(id + REGISTRY_VERSION, "").status()).isEqualTo(400);
        assertThat(put(id + REGISTRY_VERSION, "").code()).isEqualTo("InvalidRequestContent");
        assertThat(get(id + REGISTRY_VERSION).raw().body()).isEqualTo(before);
    }

    @Test
    void ofAMemberThatIsThereTwiceNobodyKnowsWhichWasMeant() {
        Reply twice = put(
                subscription + SECURITY + "pricings/KeyVaults?api-version=2022-03-01",
                "{\"properties\":{\"pricingTier\":\"Free\",\"pricingTier\":\"Standard\"}}");
        assertThat(twice.status()).isEqualTo(400);
        assertThat(twice.message()).contains("pricingTier");
    }

    @Test
    void pagesAreAsLargeAsTopSays() {
        running.registry("page1");
        running.registry("page2");
        String resources = subscription + "/resources" + CORE;
        Reply first = get(resources + "&$top=1");
        assertThat(first.body().path("value").size()).isEqualTo(1);
        assertThat(first.body().path("nextLink").asString()).contains("$top=1");
        assertThat(ids(resources + "&$top=1")).isEqualTo(ids(resources)).hasSizeGreaterThan(2);
        for (String wrong : List.of("0", "-1", "x", "")) {
            assertThat(get(resources + "&$top=" + wrong).status()).as(wrong).isEqualTo(400);
        }
        put(subscription + "/resourcegroups/top1" + CORE, "{\"location\":\"local\"}");
        put(subscription + "/resourcegroups/top2" + CORE, "{\"location\":\"local\"}");
        assertThat(get(subscription + "/resourcegroups" + CORE + "&$top=1")
                        .body()
                        .path("value"))
                .hasSize(1);
    }

    @Test
    void aRegistrySaysSinceWhenItIsThere() throws Exception {
        Instant before = running.state.now();
        String id = running.registry("dated");
        Reply made = get(id + REGISTRY_VERSION);
        Instant created =
                Instant.parse(made.body().at("/properties/creationDate").asString());
        assertThat(created).isBetween(before, running.state.now());
        assertThat(made.body().at("/systemData/createdAt").asString()).isEqualTo(created.toString());
        tick();
        send("PATCH", id + REGISTRY_VERSION, "{\"tags\":{\"a\":\"b\"}}");
        Reply changed = get(id + REGISTRY_VERSION);
        assertThat(changed.body().at("/properties/creationDate").asString()).isEqualTo(created.toString());
        assertThat(Instant.parse(changed.body().at("/systemData/lastModifiedAt").asString()))
                .isAfter(created);
        Reply listed = get(subscription + "/resources" + CORE + "&$filter=name%20eq%20'dated'&$expand=createdTime");
        assertThat(listed.body().at("/value/0/createdTime").asString()).isEqualTo(created.toString());
    }

    /** As azure-mgmt-security 3.0.0 and azure-mgmt-authorization, managementgroups check them: anything else is an error. */
    @Test
    void successHasTheOneStatusThatClientsKnow() {
        String metadata = subscription + SECURITY + "assessmentMetadata/" + OTHER + "?api-version=2021-06-01";
        assertThat(put(metadata, """
                {"properties":{"displayName":"m","severity":"Low","assessmentType":"CustomerManaged"}}""").status()).isEqualTo(200);
        assertThat(send("DELETE", metadata, "").status()).isEqualTo(200);
        assertThat(send("DELETE", metadata, "").status()).isEqualTo(200);
        assertThat(put(subscription + SECURITY + "settings/MCAS?api-version=2022-05-01", """
                {"kind":"DataExportSettings","properties":{"enabled":true}}""")
                        .status())
                .isEqualTo(200);
        String contact = subscription + SECURITY + "securityContacts/default1?api-version=2017-08-01-preview";
        assertThat(put(contact, """
                {"properties":{"email":"a@b.c","alertNotifications":"On","alertsToAdmins":"On"}}""").status()).isEqualTo(200);
        assertThat(send("DELETE", contact, "").status()).isEqualTo(204);
        String group = "/providers/Microsoft.Management/managementGroups/status" + CORE;
        assertThat(put(group, "{}").status()).isEqualTo(200);
        assertThat(send("DELETE", group, "").status()).isEqualTo(204);
        String role = subscription + "/providers/Microsoft.Authorization/roleDefinitions/" + OTHER
                + RunningServer.ROLE_VERSION;
        String body = """
                {"properties":{"roleName":"one","permissions":[{"actions":["*/read"]}],"assignableScopes":["%s"]}}""".formatted(subscription);
        assertThat(put(role, body).status()).isEqualTo(201);
        assertThat(put(role, body).status()).isEqualTo(201);
    }

    private static Instant tick() {
        Instant before = running.state.now();
        while (!running.state.now().isAfter(before)) {
            Thread.onSpinWait(); // until the next millisecond
        }
        return before;
    }

    @Test
    void whoHadWhichRoleAndWhatASubscriptionWasCalledIsKept() {
        String path = "/subscriptions/77777777-8888-7777-6666-555555555555";
        String core = "?api-version=2022-12-01";
        put(path + core, "{\"displayName\":\"first\"}");
        running.principal("past", RunningServer.SECURITY_READER, path);
        String roles = path + "/providers/Microsoft.Authorization/roleAssignments" + RunningServer.ROLE_VERSION;
        Reply held = get(roles + "&$filter=atScope()");
        String id = held.body()
                .path("value")
                .valueStream()
                .map(a -> a.path("id").asString())
                .filter(a -> a.startsWith(path))
                .findFirst()
                .orElseThrow();
        Instant then = tick();
        put(path + core, "{\"displayName\":\"second\"}");
        running.delete(id + RunningServer.ROLE_VERSION, running.adminToken);
        assertThat(get(id + RunningServer.ROLE_VERSION).code()).isEqualTo("RoleAssignmentNotFound");
        assertThat(get(id + RunningServer.ROLE_VERSION + "&asOf=" + then).status())
                .isEqualTo(200);
        assertThat(get(roles).raw().body()).doesNotContain(id);
        assertThat(get(roles + "&asOf=" + then).raw().body()).contains(id);
        assertThat(get(path + core).body().path("displayName").asString()).isEqualTo("second");
        assertThat(get(path + core + "&asOf=" + then).body().path("displayName").asString())
                .isEqualTo("first");
        assertThat(get(path + core + "&asOf=2020-01-01T00:00:00Z").status()).isEqualTo(404);
        assertThat(get("/subscriptions" + core + "&asOf=" + then).raw().body()).contains("first");
        assertThat(get("/subscriptions" + core + "&asOf=yesterday").code()).isEqualTo("InvalidAsOf");
    }

    @Test
    void aRecommendationReadByItselfSaysInWhichLayerToMend() {
        String assessment =
                registry + SECURITY + "assessments/dbd0cb49-b563-45e7-9724-889e799fa648?api-version=2021-06-01";
        assertThat(get(assessment)
                        .body()
                        .at("/properties/additionalData/remediationPlan")
                        .asString())
                .isEqualTo("[\"Update openssl to 3.0.12-1 in layer 0: closes 1\"]");
    }

    @Test
    void aContactIsPatchedInTheWordsOfItsVersion() {
        String contact = subscription + SECURITY + "securityContacts/default?api-version=";
        put(contact + "2017-08-01-preview", """
                {"properties":{"email":"a@b.example","phone":"1","alertNotifications":"On","alertsToAdmins":"Off"}}""");
        Reply patched = send("PATCH", contact + "2017-08-01-preview", "{\"properties\":{\"phone\":\"2\"}}");
        assertThat(patched.status()).as(patched.raw().body()).isEqualTo(200);
        assertThat(patched.body().at("/properties/phone").asString()).isEqualTo("2");
        assertThat(patched.body().at("/properties/email").asString()).isEqualTo("a@b.example");
        Reply second = send(
                "PATCH",
                contact + "2020-01-01-preview",
                "{\"properties\":{\"alertNotifications\":{\"minimalSeverity\":\"Medium\"}}}");
        assertThat(second.body().at("/properties/alertNotifications/state").asString())
                .isEqualTo("On");
        assertThat(second.body()
                        .at("/properties/alertNotifications/minimalSeverity")
                        .asString())
                .isEqualTo("Medium");
        assertThat(send("PATCH", subscription + SECURITY + "securityContacts/none?api-version=2020-01-01-preview", "{}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anExemptionIsPatchedAndSaysNoMoreThanItCan() {
        String assignment = subscription + "/providers/Microsoft.Authorization/policyAssignments/SecurityCenterBuiltIn";
        String path =
                registry + "/providers/Microsoft.Authorization/policyExemptions/one?api-version=2022-07-01-preview";
        String body =
                "{\"properties\":{\"policyAssignmentId\":\"" + assignment + "\",\"exemptionCategory\":\"Waiver\"%s}}";
        assertThat(send("PATCH", path, "{}").status()).isEqualTo(404);
        assertThat(put(path, body.formatted("")).status()).isEqualTo(201);
        Reply patched = send(
                "PATCH", path, "{\"properties\":{\"resourceSelectors\":[],\"assignmentScopeValidation\":\"Default\"}}");
        assertThat(patched.status()).as(patched.raw().body()).isEqualTo(200);
        assertThat(patched.body().at("/properties/exemptionCategory").asString())
                .isEqualTo("Waiver");
        assertThat(patched.body().at("/properties/assignmentScopeValidation").asString())
                .isEqualTo("Default");
        assertThat(send("PATCH", path, "{\"properties\":{\"resourceSelectors\":[{\"name\":\"x\"}]}}")
                        .status())
                .isEqualTo(400);
        assertThat(put(path, body.formatted(",\"policyDefinitionReferenceIds\":[\"diskEncryption\"]"))
                        .message())
                .contains("policyDefinitionReferenceIds");
        assertThat(put(
                                path,
                                body.formatted(
                                        ",\"policyDefinitionReferenceIds\":[\"dbd0cb49-b563-45e7-9724-889e799fa648\"]"))
                        .status())
                .isEqualTo(200);
        assertThat(running.delete(path, running.adminToken).status()).isEqualTo(200);
    }

    @Test
    void whatThereIsNoneOfIsEmptyOrAbsentAndNotUnknown() {
        for (String list : List.of(
                "topologies?api-version=2020-01-01",
                "locations/centralus/tasks?api-version=2015-06-01-preview",
                "jitNetworkAccessPolicies?api-version=2020-01-01",
                "discoveredSecuritySolutions?api-version=2020-01-01",
                "autoProvisioningSettings?api-version=2017-08-01-preview")) {
            assertThat(ids(subscription + SECURITY + list)).as(list).isEmpty();
        }
        for (String list : List.of("tasks", "runs", "agentPools")) {
            assertThat(ids(registry + "/" + list + "?api-version=2019-06-01-preview"))
                    .isEmpty();
        }
        for (String absent : List.of("replications/x", "tokens/x", "scopeMaps/x", "privateEndpointConnections/x")) {
            assertThat(get(registry + "/" + absent + REGISTRY_VERSION).code())
                    .as(absent)
                    .isEqualTo("ResourceNotFound");
        }
        Reply metadata = get(SECURITY + "assessmentMetadata/" + OTHER + "?api-version=2021-06-01");
        assertThat(metadata.status()).isEqualTo(404);
        Reply controls = get(subscription + SECURITY
                + "regulatoryComplianceStandards/x/regulatoryComplianceControls?api-version=2019-01-01-preview");
        assertThat(controls.code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void aGroupThatIsNotThereSaysSoWhateverIsAskedOfIt() {
        String group = subscription + "/resourceGroups/nobodys";
        String registries = group + "/providers/Microsoft.ContainerRegistry/registries" + REGISTRY_VERSION;

        assertThat(get(group + CORE).code()).isEqualTo("ResourceGroupNotFound");
        assertThat(send("PATCH", group + CORE, "{\"tags\":{\"a\":\"b\"}}").code())
                .isEqualTo("ResourceGroupNotFound");
        assertThat(get(registries).code()).isEqualTo("ResourceGroupNotFound");
    }

    @Test
    void lettersOfEveryScriptNameAGroup() {
        String group = subscription + "/resourceGroups/%C3%A4%E6%B8%AF(x)._-1" + CORE;

        assertThat(put(group, "{\"location\":\"westus\"}").status()).isEqualTo(201);
        assertThat(get(group).body().path("name").asString()).isEqualTo("ä港(x)._-1");
        assertThat(put(subscription + "/resourceGroups/a%20b" + CORE, "{\"location\":\"westus\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void headersTellWhatIsLeftAndUnderWhichIdARequestIsSpokenOf() {
        String group = subscription + "/resourceGroups/counted" + CORE;
        String left = "x-ms-ratelimit-remaining-subscription-";

        assertThat(put(group, "{\"location\":\"westus\"}").header(left + "writes"))
                .matches("\\d+");
        assertThat(get(group).header(left + "reads")).matches("\\d+");
        assertThat(get(group).header("x-ms-routing-request-id")).matches("[A-Z]+:\\d{8}T\\d{6}Z:[0-9a-f-]{36}");
        assertThat(running.delete(group, running.adminToken).header(left + "deletes"))
                .matches("\\d+");
    }

    @Test
    void theChallengeSaysWhatIsWrongWithAToken() {
        String path = "/subscriptions?api-version=2022-12-01";

        assertThat(running.get(path, "nonsense").header("WWW-Authenticate"))
                .matches("Bearer authorization_uri=\"https://[^\"]+\", error=\"invalid_token\","
                        + " error_description=\"[^\"]+\"");
    }
}
