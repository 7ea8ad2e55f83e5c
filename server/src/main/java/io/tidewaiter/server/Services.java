package io.tidewaiter.server;

import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.server.arm.ArmEndpoint;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.ArmTypes;
import io.tidewaiter.server.intake.IntakeEndpoint;
import io.tidewaiter.server.intake.IntakeSecrets;
import io.tidewaiter.server.keys.PrivateFiles;
import io.tidewaiter.server.keys.SecretKeyFile;
import io.tidewaiter.server.resource.Assessments;
import io.tidewaiter.server.resource.Containers;
import io.tidewaiter.server.resource.Pricings;
import io.tidewaiter.server.resource.Providers;
import io.tidewaiter.server.resource.Registries;
import io.tidewaiter.server.resource.RoleAssignments;
import io.tidewaiter.server.resource.ServicePrincipals;
import io.tidewaiter.server.resource.SubAssessments;
import io.tidewaiter.server.role.AccessCheck;
import io.tidewaiter.server.token.Authority;
import io.tidewaiter.server.token.ClientSecrets;
import io.tidewaiter.server.token.DiscoveryDocuments;
import io.tidewaiter.server.token.TokenEndpoint;
import io.tidewaiter.server.token.Tokens;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.State;
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
    final DiscoveryDocuments discovery;
    final IntakeEndpoint intake;
    final ArmEndpoint arm;

    Services(ServerConfig config, State state, String tenantId, Clock clock, Runnable appended) {
        Path keys = config.dataFolder().resolve("keys");
        PrivateFiles.createFolder(keys);
        ResourceStore resources = state.resources();
        authority = new Authority(config.publicUrl(), tenantId);
        Tokens tokens = new Tokens(keys.resolve("token-signing.jwk"), authority, clock);
        intakeSecrets = new IntakeSecrets(SecretKeyFile.loadOrMake(keys.resolve("intake.key")));
        Function<String, Optional<Principal>> principals = resources::principal;
        token = new TokenEndpoint(authority, tokens, clientSecrets, principals, clock);
        discovery = new DiscoveryDocuments(authority, tokens);
        intake = new IntakeEndpoint(resources, state.intakeLog(), intakeSecrets, appended);
        AccessCheck access = new AccessCheck(resources::roleAssignments);
        arm = new ArmEndpoint(types(config, state, access, tenantId), authority, tokens, access);
    }

    private ArmTypes types(ServerConfig config, State state, AccessCheck access, String tenantId) {
        ResourceStore resources = state.resources();
        List<ArmType> types = new ArrayList<>();
        types.addAll(new Registries(resources, intakeSecrets).types());
        types.addAll(new Pricings(resources).types());
        types.addAll(new Assessments(resources, state.images(), config.usualAssessment()).types());
        types.addAll(new SubAssessments(resources, state.images(), config.usualAssessment()).types());
        types.addAll(new RoleAssignments(resources).types());
        types.addAll(new ServicePrincipals(resources, clientSecrets, tenantId).types());
        types.addAll(new Providers(types).types());
        types.addAll(new Containers(resources, access, tenantId).types());
        return new ArmTypes(types);
    }
}
