package io.tidewaiter.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.graph.table.Reader;
import io.tidewaiter.graph.table.Right;
import io.tidewaiter.model.resource.RoleAssignment;
import io.tidewaiter.model.resource.Subscription;
import io.tidewaiter.server.resource.ScopeCheck;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.role.BuiltInRoles;
import io.tidewaiter.server.role.Scope;
import io.tidewaiter.server.token.Caller;
import io.tidewaiter.store.State;
import io.tidewaiter.store.arm.ArmResourceStore;
import io.tidewaiter.store.arm.ManagementTree;
import io.tidewaiter.store.arm.Precondition;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
    private static final String TENANT = "99999999-0000-1111-2222-333333333333";
    private static final String GROUPS = "/providers/microsoft.management/managementgroups/";
    private static final Caller CALLER = Caller.program("client", "object", TENANT);

    @TempDir
    Path folder;

    private State state;
    private final List<RoleAssignment> held = new ArrayList<>();
    private final AtomicInteger lookups = new AtomicInteger();

    /** Group under lies below group over; the first subscription lies below under, the others below the root. */
    @BeforeEach
    void open() {
        state = State.open(folder, Clock.systemUTC());
        state.resources().tree().rootedAt(TENANT);
        put(GROUPS + "over", ManagementTree.GROUP, "{}");
        put(
                GROUPS + "under",
                ManagementTree.GROUP,
                "{\"properties\":{\"details\":{\"parent\":{\"id\":\"" + GROUPS + "over\"}}}}");
        for (int i = 0; i < 2; i++) {
            subscription(i);
        }
        put(GROUPS + "under/subscriptions/" + id(0), ManagementTree.MEMBER, "{}");
    }

    @AfterEach
    void close() {
        state.close();
    }

    private void put(String id, String type, String body) {
        state.resources().arm().put(new ArmResourceStore.Wanted(id, type, body), Precondition.NONE, "test");
    }

    private void subscription(int number) {
        state.resources().putSubscription(new Subscription(id(number), TENANT, "Sub " + number, "Enabled"), "test");
    }

    private static String id(int number) {
        return "%08d-2222-3333-4444-555555555555".formatted(number);
    }

    private Optional<Reader> reader(List<String> subscriptions, List<String> groups, ScopeFilter filter) {
        AccessCheck access = new AccessCheck(_ -> held, BuiltInRoles::of, scope -> {
            lookups.incrementAndGet();
            return ScopeCheck.managementGroups(state.resources(), scope).stream()
                    .map(Scope::ofManagementGroup)
                    .toList();
        });
        return new Readers(access, state.resources()).of(CALLER, new Readers.Asked(subscriptions, groups, filter));
    }

    private void hold(String... scopes) {
        held.clear();
        Arrays.stream(scopes)
                .map(s -> new RoleAssignment("n", s, BuiltInRoles.OWNER, "object"))
                .forEach(held::add);
    }

    private List<String> exact(Optional<Reader> reader) {
        return reader.orElseThrow().exact().getOrDefault(Right.AUTHORIZATION, List.of());
    }

    private List<String> below(Optional<Reader> reader) {
        return reader.orElseThrow().scopes().getOrDefault(Right.AUTHORIZATION, List.of());
    }

    @Test
    void whatIsInheritedIsReadByWhoMayReadWhereItIsInherited() {
        String one = "/subscriptions/" + id(0);
        String registry = one + "/resourcegroups/rg/providers/microsoft.containerregistry/registries/r";
        List<String> above = List.of("/", GROUPS + TENANT, GROUPS + "over", GROUPS + "under", one);
        hold(one);
        assertThat(exact(reader(List.of(id(0)), List.of(), ScopeFilter.AtScopeAndAbove)))
                .containsExactlyElementsOf(above);
        assertThat(exact(reader(List.of(), List.of(), ScopeFilter.AtScopeAndAbove)))
                .as("nothing of the other subscription")
                .containsExactlyElementsOf(above);
        hold(registry);
        for (ScopeFilter filter : ScopeFilter.values()) {
            Optional<Reader> ofRegistry = reader(List.of(id(0)), List.of(), filter);
            assertThat(exact(ofRegistry)).as("%s", filter).isEmpty();
            assertThat(below(ofRegistry)).as("%s", filter).isEqualTo(filter.isBelow() ? List.of(registry) : List.of());
            assertThat(exact(reader(List.of(), List.of(), filter)))
                    .as("%s", filter)
                    .isEmpty();
        }
    }

    @Test
    void whoMayReadBelowAGroupReadsNothingOfTheGroup() {
        for (String place : List.of("/subscriptions/" + id(0), GROUPS + "under")) {
            hold(place);
            for (ScopeFilter filter : ScopeFilter.values()) {
                Optional<Reader> reader = reader(List.of(), List.of("over"), filter);
                assertThat(exact(reader)).as("%s %s", place, filter).isEmpty();
                assertThat(below(reader)).as("%s %s", place, filter).doesNotContain(GROUPS + "over", "/");
            }
        }
    }

    @Test
    void whoMayReadAGroupReadsTheGroupsBelowItWhateverTheyAskAbout() {
        String one = "/subscriptions/" + id(0);
        hold(GROUPS + "over");
        for (Optional<Reader> reader : List.of(
                reader(List.of(), List.of(), ScopeFilter.AtScopeAndBelow),
                reader(List.of(), List.of("over"), ScopeFilter.AtScopeAndBelow))) {
            for (Right right : List.of(Right.AUTHORIZATION, Right.POLICY, Right.CONTAINERS)) {
                assertThat(reader.orElseThrow().scopes().get(right))
                        .as("%s", right)
                        .containsExactly(GROUPS + "over", GROUPS + "under", one);
            }
        }
        hold(GROUPS + TENANT);
        assertThat(below(reader(List.of(), List.of(), ScopeFilter.AtScopeAndBelow)))
                .containsExactly(GROUPS + TENANT, GROUPS + "over", GROUPS + "under", one, "/subscriptions/" + id(1));
    }

    @Test
    void whatIsAskedAboutIsLookedUpOnce() {
        int count = 40;
        IntStream.range(2, count).forEach(this::subscription);
        List<String> ids = IntStream.range(0, count).mapToObj(ReadersTest::id).toList();
        hold(ids.stream().map(s -> "/subscriptions/" + s + "/resourceGroups/rg").toArray(String[]::new));
        lookups.set(0);
        assertThat(below(reader(ids, List.of(), ScopeFilter.AtScopeAndBelow))).hasSize(count);
        assertThat(lookups.get()).isLessThan(count * 20);
        List<String> names = IntStream.range(0, 10_000).mapToObj(n -> "g" + n).toList();
        lookups.set(0);
        assertThat(reader(List.of(), names, ScopeFilter.AtScopeAndBelow)).isEmpty();
        assertThat(lookups.get()).as("groups that are not there").isLessThan(count * 20);
    }
}
