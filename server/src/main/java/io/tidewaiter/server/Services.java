package io.tidewaiter.server;

import io.tidewaiter.graph.Graph;
import io.tidewaiter.graph.database.GraphSettings;
import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.server.arm.ArmEndpoint;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.ArmTypes;
import io.tidewaiter.server.arm.Throttle;
import io.tidewaiter.server.directory.Directory;
import io.tidewaiter.server.directory.GraphEndpoint;
import io.tidewaiter.server.intake.IntakeEndpoint;
import io.tidewaiter.server.intake.IntakeSecrets;
import io.tidewaiter.server.judge.JudgementTypes;
import io.tidewaiter.server.judge.Usage;
import io.tidewaiter.server.keys.PrivateFiles;
import io.tidewaiter.server.keys.SecretKeyFile;
import io.tidewaiter.server.query.BackgroundGraph;
import io.tidewaiter.server.query.GraphView;
import io.tidewaiter.server.query.Readers;
import io.tidewaiter.server.query.ResourceGraph;
import io.tidewaiter.server.query.SharedQueries;
import io.tidewaiter.server.resource.Assessments;
import io.tidewaiter.server.resource.Containers;
import io.tidewaiter.server.resource.Providers;
import io.tidewaiter.server.resource.Registries;
import io.tidewaiter.server.resource.Repositories;
import io.tidewaiter.server.resource.Scans;
import io.tidewaiter.server.resource.ServicePrincipals;
import io.tidewaiter.server.resource.SubAssessments;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.signin.AuthorizeEndpoint;
import io.tidewaiter.server.signin.ClientKeys;
import io.tidewaiter.server.signin.DeviceEndpoint;
import io.tidewaiter.server.signin.Passwords;
import io.tidewaiter.server.signin.People;
import io.tidewaiter.server.token.Attempts;
import io.tidewaiter.server.token.Authority;
import io.tidewaiter.server.token.ClientAssertions;
import io.tidewaiter.server.token.ClientAuthentication;
import io.tidewaiter.server.token.ClientSecrets;
import io.tidewaiter.server.token.DiscoveryDocuments;
import io.tidewaiter.server.token.TokenEndpoint;
import io.tidewaiter.server.token.Tokens;
import io.tidewaiter.server.token.UserGrants;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.State;
import io.tidewaiter.store.signin.SignInStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The wiring: every endpoint with what it needs. */
final class Services {
    final Authority authority;
    final ClientSecrets clientSecrets = new ClientSecrets();
    final IntakeSecrets intakeSecrets;
    final TokenEndpoint token;
    final AuthorizeEndpoint authorize;
    final DeviceEndpoint device;
    final DiscoveryDocuments discovery;
    final IntakeEndpoint intake;
    final ArmEndpoint arm;
    final ArmTypes armTypes;
    final GraphEndpoint graph;
    final BackgroundGraph resourceGraph;
    final Assessments assessments;

    Services(ServerConfig config, State state, String tenantId, Clock clock, Runnable appended) {
        Path keys = config.dataFolder().resolve("keys");
        PrivateFiles.createFolder(keys);
        ResourceStore resources = state.resources();
        authority = new Authority(config.publicUrl(), tenantId);
        Directory ours = new Directory(resources, state.signIns()::users);
        Tokens tokens = new Tokens(
                keys.resolve("token-signing.jwks"),
                authority,
                config.issuers(),
                id -> ours.find(id).isPresent(),
                clock);
        intakeSecrets = new IntakeSecrets(SecretKeyFile.loadOrMake(keys.resolve("intake.key")));
        Function<String, Optional<Principal>> principals = resources::principal;
        SignInStore signIns = state.signIns();
        Attempts attempts = new Attempts(state.clock());
        UserGrants grants = new UserGrants(signIns, tokens, authority, clock);
        Passwords passwords = new Passwords(signIns::user, clientSecrets, attempts);
        ClientAssertions assertions = new ClientAssertions(signIns, authority, clock);
        ClientAuthentication clients = new ClientAuthentication(principals, clientSecrets, assertions, attempts, clock);
        token = new TokenEndpoint(authority, tokens, clients, grants, clock);
        authorize = new AuthorizeEndpoint(authority, passwords, grants);
        device = new DeviceEndpoint(authority, passwords, grants, attempts);
        discovery = new DiscoveryDocuments(authority, tokens);
        intake = new IntakeEndpoint(resources, state.intakeLog(), intakeSecrets, appended);
        List<ArmType> more = new ArrayList<>(new Scans(state, clock).types());
        more.addAll(new Repositories(state).types());
        more.addAll(new People(signIns, resources, clientSecrets, tenantId).types());
        more.addAll(new ClientKeys(resources, signIns, tokens).types());
        resources.tree().rootedAt(tenantId);
        ArmSurface surface = new ArmSurface(resources, state.outbox(), signIns::users, config.issuers(), clock);
        AccessCheck access = surface.access();
        graph = new GraphEndpoint(tokens, access, surface.directory());
        resourceGraph = new BackgroundGraph(() -> Graph.open(
                GraphSettings.in(config.dataFolder().resolve("graph")),
                new Graph.Subject(
                        state.changes(), state.ruleHistory(), config.usualAssessment(), tenantId, new GraphView()),
                clock));
        SharedQueries shared = new SharedQueries(state.savedQueries(), access);
        more.addAll(shared.types());
        more.addAll(new ResourceGraph(resourceGraph, new Readers(access, resources), shared, clock).types());
        Throttle throttle = new Throttle(config.rate(), clock);
        assessments = new Assessments(state, config.usualAssessment());
        armTypes = types(config, state, surface, more);
        arm = new ArmEndpoint(armTypes, authority, tokens, access, throttle);
    }

    private ArmTypes types(ServerConfig config, State state, ArmSurface surface, List<ArmType> more) {
        ResourceStore resources = state.resources();
        String tenantId = authority.tenantId();
        List<ArmType> types = new ArrayList<>(more);
        types.addAll(new Registries(resources, intakeSecrets).types());
        types.addAll(surface.security(assessments.types()));
        types.addAll(new SubAssessments(resources, state.images(), config.usualAssessment()).types());
        types.addAll(
                new JudgementTypes(state, JudgementTypes.wantsTwoPeople(config.dataFolder()), config.usualAssessment())
                        .types());
        types.addAll(new Usage(state, config.dataFolder()).types());
        types.addAll(surface.types());
        types.addAll(new ServicePrincipals(resources, clientSecrets, tenantId).types());
        types.addAll(new Providers(types).types());
        types.addAll(new Containers(resources, surface.access(), tenantId).types());
        return new ArmTypes(types);
    }
}
