package io.tidewaiter.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.resource.Plan;
import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.store.arm.AuditTrail;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceStoreTest {
    private static final String BY = "admin";
    private static final String TENANT = "aaaaaaaa-0000-0000-0000-000000000001";
    private static final Subscription SUBSCRIPTION =
            new Subscription("abcdefab-2222-3333-4444-555555555555", TENANT, "Test", "Enabled");
    private static final RegistryResource REGISTRY = new RegistryResource(
            SUBSCRIPTION.subscriptionId(), "RG-One", "RegOne", "westeurope", "RegOne.Example:5000", "{\"a\":1}");
    private static final Principal PRINCIPAL = new Principal(
            "bbbbbbbb-0000-0000-0000-000000000001", "cccccccc-0000-0000-0000-000000000001", TENANT, "ci", "salted");
    private static final RoleAssignment ASSIGNMENT = new RoleAssignment(
            "dddddddd-0000-0000-0000-000000000001",
            SUBSCRIPTION.id(),
            "39bc4728-0917-49c7-9d2c-d95423bc2eb4",
            PRINCIPAL.objectId());

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private State state;
    private ResourceStore resources;

    @BeforeEach
    void open() {
        state = State.open(folder, clock);
        resources = state.resources();
    }

    @AfterEach
    void close() {
        state.close();
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    @Test
    void comparesIdsWithoutCaseAndKeepsTheCasingFirstWritten() {
        assertThat(resources.putRegistry(REGISTRY, BY)).isTrue();
        RegistryResource again =
                new RegistryResource(upper(REGISTRY.subscriptionId()), "rg-one", "REGONE", "local", "other:1", "{}");
        assertThat(resources.putRegistry(again, BY)).isFalse();

        RegistryResource stored =
                new RegistryResource(REGISTRY.subscriptionId(), "RG-One", "RegOne", "local", "other:1", "{}");
        assertThat(resources.registries()).containsExactly(stored);
        assertThat(resources.registry(upper(REGISTRY.id()))).contains(stored);
        assertThat(resources.registries(upper(REGISTRY.subscriptionId()))).containsExactly(stored);
        assertThat(resources.registriesAt("OTHER:1")).containsExactly(stored);
        assertThat(resources.registriesAt(REGISTRY.loginServer())).isEmpty();
    }

    @Test
    void storesEachKindOfResource() {
        assertThat(resources.putSubscription(SUBSCRIPTION, BY)).isTrue();
        assertThat(resources.putPlan(new Plan(SUBSCRIPTION.subscriptionId(), Plan.CONTAINER_REGISTRY, true), BY))
                .isTrue();
        assertThat(resources.putPrincipal(PRINCIPAL, BY)).isTrue();
        assertThat(resources.putRoleAssignment(ASSIGNMENT, BY)).isTrue();
        state.close();
        open();

        assertThat(resources.subscriptions()).containsExactly(SUBSCRIPTION);
        assertThat(resources.subscription(upper(SUBSCRIPTION.subscriptionId()))).contains(SUBSCRIPTION);
        assertThat(resources.plan(upper(SUBSCRIPTION.subscriptionId()), "containerregistry"))
                .contains(new Plan(SUBSCRIPTION.subscriptionId(), Plan.CONTAINER_REGISTRY, true));
        assertThat(resources.principal(upper(PRINCIPAL.clientId()))).contains(PRINCIPAL);
        assertThat(resources.roleAssignments(upper(PRINCIPAL.objectId())))
                .containsExactly(new RoleAssignment(
                        ASSIGNMENT.name(),
                        ASSIGNMENT.scope(),
                        ASSIGNMENT.roleDefinitionId(),
                        ASSIGNMENT.principalId(),
                        "ServicePrincipal",
                        "",
                        Samples.START,
                        BY));
    }

    @Test
    void switchesAPlan() {
        resources.putPlan(new Plan(SUBSCRIPTION.subscriptionId(), Plan.CONTAINER_REGISTRY, true), BY);
        Plan free = new Plan(SUBSCRIPTION.subscriptionId(), Plan.CONTAINER_REGISTRY, false);
        assertThat(resources.putPlan(free, BY)).isFalse();
        assertThat(resources.plans(SUBSCRIPTION.subscriptionId())).containsExactly(free);
    }

    @Test
    void findsOneSubscriptionAndOneRoleAssignmentOfATime() {
        resources.putSubscription(SUBSCRIPTION, BY);
        resources.putRoleAssignment(ASSIGNMENT, BY);
        Instant then = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        String scope = upper(SUBSCRIPTION.id());
        assertThat(resources.roleAssignment(scope, upper(ASSIGNMENT.name()))).isPresent();
        resources.deleteRoleAssignment(ASSIGNMENT.scope(), ASSIGNMENT.name(), BY);
        resources.deleteSubscription(SUBSCRIPTION.subscriptionId(), BY);

        assertThat(resources.subscriptionHistory().at(upper(SUBSCRIPTION.subscriptionId()), then))
                .contains(SUBSCRIPTION);
        assertThat(resources.subscriptionHistory().at(SUBSCRIPTION.subscriptionId(), clock.instant()))
                .isEmpty();
        assertThat(resources.subscriptionHistory().at(TENANT, then)).isEmpty();
        assertThat(resources.roleHistory().at(scope, upper(ASSIGNMENT.name()), then))
                .isPresent();
        assertThat(resources.roleHistory().at(scope, ASSIGNMENT.name(), clock.instant()))
                .isEmpty();
        assertThat(resources.roleHistory().at("/", ASSIGNMENT.name(), then)).isEmpty();
        assertThat(resources.roleAssignment(scope, ASSIGNMENT.name())).isEmpty();
    }

    @Test
    void deletesInAnyCasingAndSaysWhetherItWasThere() {
        resources.putSubscription(SUBSCRIPTION, BY);
        resources.putRegistry(REGISTRY, BY);
        resources.putPrincipal(PRINCIPAL, BY);
        resources.putRoleAssignment(ASSIGNMENT, BY);
        for (boolean there : List.of(true, false)) {
            assertThat(resources.deleteSubscription(upper(SUBSCRIPTION.subscriptionId()), BY))
                    .isEqualTo(there);
            assertThat(resources.deleteRegistry(upper(REGISTRY.id()), BY)).isEqualTo(there);
            assertThat(resources.deletePrincipal(upper(PRINCIPAL.clientId()), BY))
                    .isEqualTo(there);
            assertThat(resources.deleteRoleAssignment(upper(ASSIGNMENT.scope()), upper(ASSIGNMENT.name()), BY))
                    .isEqualTo(there);
        }
        assertThat(resources.subscriptions()).isEmpty();
        assertThat(resources.registries()).isEmpty();
        assertThat(resources.principals()).isEmpty();
        assertThat(resources.roleAssignments()).isEmpty();
    }

    @Test
    void theImagesOfADeletedRegistryAreNoLongerShown() {
        RegistryResource registry =
                new RegistryResource(Samples.SUBSCRIPTION, "RG-One", "RegOne", "local", "regone.example", "{}");
        resources.putRegistry(registry, BY);
        state.scanQueue().enqueue(Samples.request("a", "1", 1));
        ScanQueue.Job job = state.scanQueue().lease(Duration.ofMinutes(1)).orElseThrow();
        state.images().save(job, Samples.SUBSCRIPTION, Samples.result(1, Samples.advisories(50), List.of()));
        SubAssessmentQuery query = SubAssessmentQuery.of(registry.id());
        assertThat(state.images().subAssessments(query).rows()).hasSize(1);

        resources.deleteRegistry(registry.id(), BY);

        assertThat(state.images().subAssessments(query).rows()).isEmpty();
    }

    @Test
    void auditsEveryChangeAndNoSecret() {
        resources.putSubscription(SUBSCRIPTION, "alice");
        clock.advance(Duration.ofMinutes(1));
        resources.putPrincipal(PRINCIPAL, "bob");
        resources.putPrincipal(PRINCIPAL, "bob");
        resources.deletePrincipal(PRINCIPAL.clientId(), "carol");
        resources.deletePrincipal(PRINCIPAL.clientId(), "carol");

        List<AuditTrail.Entry> audit = resources.audit().of("/", Long.MAX_VALUE, 10);

        assertThat(audit)
                .extracting(entry -> entry.by() + " " + entry.action() + " " + entry.resource())
                .containsExactly(
                        "carol delete /providers/Tidewaiter.Security/servicePrincipals/" + PRINCIPAL.clientId(),
                        "bob update /providers/Tidewaiter.Security/servicePrincipals/" + PRINCIPAL.clientId(),
                        "bob create /providers/Tidewaiter.Security/servicePrincipals/" + PRINCIPAL.clientId(),
                        "alice create " + SUBSCRIPTION.id());
        assertThat(audit.getLast().at()).isEqualTo(Samples.START);
        assertThat(audit.toString()).doesNotContain(PRINCIPAL.secretHash());
    }
}
