package io.tidewaiter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.model.resource.RegistryResource;
import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.store.arm.ArmResource;
import io.tidewaiter.store.arm.ArmResourceStore;
import io.tidewaiter.store.arm.ArmResourceStore.Wanted;
import io.tidewaiter.store.arm.AuditTrail;
import io.tidewaiter.store.arm.ManagementTree;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.arm.Written;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArmResourceStoreTest {
    private static final String TYPE = "Microsoft.Security/automations";
    private static final String GROUP = "/subscriptions/abcdefab-2222-3333-4444-555555555555/resourceGroups/RG-One";
    private static final String ID = GROUP + "/providers/Microsoft.Security/automations/Export";

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private State state;
    private ArmResourceStore arm;

    @BeforeEach
    void open() {
        state = State.open(folder, clock);
        arm = state.resources().arm();
    }

    @AfterEach
    void close() {
        state.close();
    }

    private Written put(String id, String body) {
        return arm.put(new Wanted(id, TYPE, body), Precondition.NONE, "me");
    }

    @Test
    void keepsCasingAndWhoAndWhenAndTheOnlyEtagOfAVersion() {
        Written.Created created = (Written.Created) put(ID, "{\"a\":1}");
        clock.advance(Duration.ofMinutes(5));
        Written.Replaced replaced = (Written.Replaced)
                arm.put(new Wanted(ID.toUpperCase(Locale.ROOT), TYPE, "{\"a\":2}"), Precondition.NONE, "you");
        ArmResource now = arm.get(ID.toLowerCase(Locale.ROOT)).orElseThrow();
        assertThat(now).isEqualTo(replaced.resource());
        assertThat(now.id()).isEqualTo(ID);
        assertThat(now.name()).isEqualTo("Export");
        assertThat(now.type()).isEqualTo("microsoft.security/automations");
        assertThat(now.createdBy() + now.changedBy()).isEqualTo("meyou");
        assertThat(now.createdAt()).isEqualTo(Samples.START);
        assertThat(now.changedAt()).isEqualTo(Samples.START.plus(Duration.ofMinutes(5)));
        assertThat(now.etag()).isNotEqualTo(created.resource().etag());
        assertThat(now.toString()).doesNotContain("\"a\"");
    }

    @Test
    void thePastIsReadAsItWas() {
        put(ID, "1");
        clock.advance(Duration.ofHours(1));
        put(ID, "2");
        clock.advance(Duration.ofHours(1));
        arm.delete(ID, Precondition.NONE, "me");
        Instant start = Samples.START;
        assertThat(arm.get(TYPE, ID, start.minusMillis(1))).isEmpty();
        assertThat(arm.get(TYPE, ID, start).orElseThrow().body()).isEqualTo("1");
        assertThat(arm.get(TYPE, ID, start.plus(Duration.ofMinutes(61)))
                        .orElseThrow()
                        .body())
                .isEqualTo("2");
        assertThat(arm.get(TYPE, ID, start.plus(Duration.ofHours(3)))).isEmpty();
        assertThat(arm.list(TYPE, GROUP + "/", start)).hasSize(1);
        assertThat(arm.list(TYPE, GROUP + "/", start.plus(Duration.ofHours(3)))).isEmpty();
        assertThat(arm.get(ID)).isEmpty();
    }

    @Test
    void aClockThatStepsBackLosesNoVersion() {
        put(ID, "1");
        clock.advance(Duration.ofHours(-2));
        put(ID, "2");
        assertThat(arm.get(ID).orElseThrow().body()).isEqualTo("2");
        // the state's time goes on slowly meanwhile
        assertThat(arm.get(ID).orElseThrow().changedAt()).isBetween(Samples.START, Samples.START.plusSeconds(60));
        clock.advance(Duration.ofHours(-2));
        arm.delete(ID, Precondition.NONE, "me");
        assertThat(arm.get(TYPE, ID, Samples.START.plusSeconds(120))).isEmpty();
    }

    @Test
    void listsByPrefixAndGoesOnBehindAnId() {
        for (String name : List.of("b", "A", "c")) {
            put(GROUP + "/providers/Microsoft.Security/automations/" + name, "{}");
        }
        put(GROUP + "2/providers/Microsoft.Security/automations/d", "{}"); // the name of another group goes on
        assertThat(arm.list(TYPE, GROUP + "/", "", 10))
                .extracting(ArmResource::name)
                .containsExactly("A", "b", "c");
        String after = GROUP + "/providers/Microsoft.Security/automations/a";
        assertThat(arm.list(TYPE, GROUP + "/", after, 1))
                .extracting(ArmResource::name)
                .containsExactly("b");
        assertThat(arm.list(TYPE)).hasSize(4);
    }

    @Test
    void preconditionsAreKept() {
        assertThat(arm.put(new Wanted(ID, TYPE, "0"), new Precondition("*", ""), "me"))
                .isEqualTo(new Written.Refused());
        ArmResource first = ((Written.Created) put(ID, "1")).resource();
        assertThat(arm.put(new Wanted(ID, TYPE, "2"), new Precondition("", "*"), "me"))
                .isEqualTo(new Written.Refused());
        assertThat(arm.put(new Wanted(ID, TYPE, "2"), new Precondition("\"x\", W/\"" + first.etag() + "\"", ""), "me"))
                .isInstanceOf(Written.Replaced.class);
        assertThat(arm.put(new Wanted(ID, TYPE, "3"), Precondition.over(first.etag()), "me"))
                .isEqualTo(new Written.Refused());
        assertThat(arm.delete(ID, Precondition.over(first.etag()), "me")).isEmpty();
        assertThat(arm.delete(ID, Precondition.NONE, "me")).contains(true);
        assertThat(arm.delete(ID, Precondition.NONE, "me")).contains(false);
    }

    @Test
    void ofManyWhoWriteOverOneVersionOneDoes() throws InterruptedException, ExecutionException {
        ArmResource first = ((Written.Created) put(ID, "0")).resource();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Written>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String body = String.valueOf(i);
                all.add(writers.submit(
                        () -> arm.put(new Wanted(ID, TYPE, body), Precondition.over(first.etag()), "me")));
            }
            int replaced = 0;
            for (Future<Written> one : all) {
                replaced += one.get() instanceof Written.Replaced ? 1 : 0;
            }
            assertThat(replaced).isOne();
        }
    }

    @Test
    void theAuditIsReadByScopeAndOnlyAddedTo() throws SQLException {
        put(ID, "1");
        put(GROUP + "2/providers/Microsoft.Security/automations/d", "{}");
        arm.delete(ID, Precondition.NONE, "you");
        AuditTrail audit = state.resources().audit();
        List<AuditTrail.Entry> entries = audit.of(GROUP.toUpperCase(Locale.ROOT), Long.MAX_VALUE, 10);
        assertThat(entries).extracting(e -> e.by() + " " + e.action()).containsExactly("you delete", "me create");
        assertThat(audit.of("/", Long.MAX_VALUE, 10)).hasSize(3);
        assertThat(audit.of("/", entries.getFirst().id(), 1)).hasSize(1);
        state.close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state.db"));
                Statement statement = other.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("UPDATE audit SET changed_by = 'nobody'"))
                    .hasMessageContaining("only added to");
            assertThatThrownBy(() -> statement.executeUpdate("DELETE FROM audit"))
                    .hasMessageContaining("only added to");
        }
        open();
    }

    @Test
    void whatHangsOnARegistryGoesWithIt() {
        RegistryResource registry = new RegistryResource(
                "abcdefab-2222-3333-4444-555555555555", "RG-One", "reg", "westeurope", "reg.example", "{}");
        state.resources().putRegistry(registry, "me");
        assertThat(arm.get(GROUP).orElseThrow().body()).contains("westeurope"); // the group came with it
        String webhook = registry.id() + "/webhooks/w";
        put(webhook, "{}");
        state.resources().putRoleAssignment(new RoleAssignment("n", registry.id(), "role", "principal"), "me");
        state.resources().deleteRegistry(registry.id().toUpperCase(Locale.ROOT), "me");
        assertThat(arm.get(webhook)).isEmpty();
        assertThat(state.resources().roleAssignments()).isEmpty();
        state.resources().putRegistry(registry, "me");
        put(ID, "{}");
        assertThat(state.resources().deleteResourceGroup(GROUP, "me")).isTrue();
        assertThat(state.resources().registries()).isEmpty();
        assertThat(arm.get(ID)).isEmpty();
        assertThat(state.resources().deleteResourceGroup(GROUP, "me")).isFalse();
    }

    @Test
    void theTreeFollowsEveryWrite() {
        ManagementTree tree = state.resources().tree();
        group("Top", "");
        group("Below", "Top");
        assertThat(tree.above("s1")).isEmpty();
        member("Below", "s1");
        member("Top", "s2");
        assertThat(tree.above("S1")).containsExactly("Below", "Top");
        assertThat(tree.subscriptionsUnder("top")).containsExactlyInAnyOrder("s1", "s2");
        assertThat(tree.subscriptionsUnder("below")).containsExactly("s1");
        assertThat(tree.home("s2")).contains("Top");
        group("Top", "Below"); // a circle ends the walk, it does not hang it
        assertThat(tree.above("s1")).hasSize(ManagementTree.DEPTH_MAX + 1);
    }

    private void group(String name, String parent) {
        String id = "/providers/Microsoft.Management/managementGroups/";
        String body = parent.isEmpty()
                ? "{}"
                : "{\"properties\":{\"details\":{\"parent\":{\"id\":\"" + id + parent + "\"}}}}";
        arm.put(new Wanted(id + name, ManagementTree.GROUP, body), Precondition.NONE, "me");
    }

    private void member(String group, String subscription) {
        String id = "/providers/Microsoft.Management/managementGroups/" + group + "/subscriptions/" + subscription;
        arm.put(new Wanted(id, ManagementTree.MEMBER, "{}"), Precondition.NONE, "me");
    }
}
