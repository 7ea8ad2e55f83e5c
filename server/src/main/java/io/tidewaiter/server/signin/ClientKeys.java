package io.tidewaiter.server.signin;

import io.tidewaiter.model.resource.Principal;
import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.arm.ArmType;
import io.tidewaiter.server.arm.Paging;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.token.ClientAssertions;
import io.tidewaiter.server.token.Tokens;
import io.tidewaiter.store.ResourceStore;
import io.tidewaiter.store.signin.SignInStore;
import io.tidewaiter.store.signin.SignInStore.ClientCertificate;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keys of others and of ours, as actions: certificates that a service principal may sign assertions with
 * ({@code addCertificate}, {@code removeCertificate}, {@code listCertificates}), and the change of our signing key.
 */
public final class ClientKeys {
    private static final String PRINCIPALS = "Tidewaiter.Security/servicePrincipals";
    private static final List<String> VERSIONS = List.of("2026-11-01");

    private final ResourceStore resources;
    private final SignInStore store;
    private final Tokens tokens;

    public ClientKeys(ResourceStore resources, SignInStore store, Tokens tokens) {
        this.resources = resources;
        this.store = store;
        this.tokens = tokens;
    }

    /** The types that this class answers for. */
    public List<ArmType> types() {
        return List.of(
                ArmType.of(PRINCIPALS + "/addCertificate", VERSIONS).action(r -> ofPrincipal(r, this::add)),
                ArmType.of(PRINCIPALS + "/removeCertificate", VERSIONS).action(r -> ofPrincipal(r, this::remove)),
                ArmType.of(PRINCIPALS + "/listCertificates", VERSIONS)
                        .action(r -> ofPrincipal(
                                r,
                                (request, p) -> Paging.all(store.certificates(p.clientId()).stream()
                                        .map(ClientKeys::json)
                                        .toList()))),
                ArmType.of("Tidewaiter.Security/signingKeys/rotate", VERSIONS).action(request -> {
                    tokens.rotateKeys();
                    return Answer.ok(JsonNodeFactory.instance.objectNode().put("rotated", true));
                }));
    }

    private Answer ofPrincipal(ArmRequest request, BiFunction<ArmRequest, Principal, Answer> answer) {
        String name = request.path().names().getFirst();
        return resources.principals().stream()
                .filter(p ->
                        p.displayName().equalsIgnoreCase(name) || p.clientId().equalsIgnoreCase(name))
                .findFirst()
                .map(p -> answer.apply(request, p))
                .orElseGet(() -> Answer.notFound(request.path().protectedScope().id()));
    }

    private Answer add(ArmRequest request, Principal principal) {
        try {
            ClientCertificate certificate = ClientAssertions.certificate(
                    request.body().path("certificate").asString(""));
            store.addCertificate(
                    principal.clientId(), certificate, request.caller().by());
            return Answer.ok(json(certificate));
        } catch (IllegalArgumentException e) {
            return Answer.invalid(
                    "The member 'certificate' holds one certificate in PEM form: " + e.getMessage() + ".");
        }
    }

    private Answer remove(ArmRequest request, Principal principal) {
        Optional<String> thumbprint =
                Optional.of(request.body().path("thumbprint").asString("")).filter(t -> !t.isEmpty());
        return thumbprint
                .map(t -> Answer.deleted(store.removeCertificate(
                        principal.clientId(), t, request.caller().by())))
                .orElseGet(() -> Answer.invalid("The member 'thumbprint' names the certificate."));
    }

    private static ObjectNode json(ClientCertificate certificate) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("thumbprint", certificate.thumbprint())
                .put("notAfter", certificate.notAfter().toString());
    }
}
