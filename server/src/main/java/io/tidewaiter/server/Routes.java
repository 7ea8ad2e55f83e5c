package io.tidewaiter.server;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.signin.DeviceEndpoint;
import io.tidewaiter.store.database.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Which path goes where; what no line names is an ARM path. */
final class Routes {
    private static final System.Logger LOG = System.getLogger(Routes.class.getName());

    private final Services services;

    Routes(Services services) {
        this.services = services;
    }

    RouterFunction<ServerResponse> router() {
        return new Table()
                .post("/adfs/oauth2/token", request -> token(request, "adfs"))
                .get("/adfs/oauth2/authorize", services.authorize::page)
                .post("/adfs/oauth2/authorize", services.authorize::signIn)
                .post("/adfs/oauth2/devicecode", services.device::begin)
                .get(DeviceEndpoint.PAGE, request -> services.device.page(request))
                .post(DeviceEndpoint.PAGE, services.device::decide)
                .get("/{tenant}/oauth2/v2.0/authorize", services.authorize::page)
                .post("/{tenant}/oauth2/v2.0/authorize", services.authorize::signIn)
                .post("/{tenant}/oauth2/devicecode", services.device::begin)
                .post("/{tenant}/oauth2/v2.0/devicecode", services.device::begin)
                .get("/msi/token", answering(services.token::managedIdentity))
                .get("/adfs/.well-known/openid-configuration", request -> openId(request, "adfs"))
                .get("/adfs/discovery/keys", answering(request -> services.discovery.keys()))
                .post("/{tenant}/oauth2/token", request -> token(request, request.pathVariable("tenant")))
                .post("/{tenant}/oauth2/v2.0/token", request -> token(request, request.pathVariable("tenant")))
                .get(
                        "/{tenant}/v2.0/.well-known/openid-configuration",
                        request -> openId(request, request.pathVariable("tenant")))
                .get(
                        "/{tenant}/.well-known/openid-configuration",
                        request -> openId(request, request.pathVariable("tenant")))
                .get("/{tenant}/discovery/v2.0/keys", answering(request -> services.discovery.keys()))
                .get(
                        "/metadata/endpoints",
                        request ->
                                Responses.of(services.discovery.endpoints(host(request), request.param("api-version"))))
                .get("/v1.0/{*path}", this::graph)
                .post("/v1.0/{*path}", this::graph)
                .post("/intake/{registry}/{kind}", this::intake)
                .build()
                .and(request -> Optional.of(answering(services.arm::answer)));
    }

    /** Paths and what they take; a path that is asked for by another method says which ones it takes. */
    private static final class Table {
        private final RouterFunctions.Builder routes = RouterFunctions.route();
        private final Map<String, Set<String>> methods = new LinkedHashMap<>();

        private Table get(String path, HandlerFunction<ServerResponse> handler) {
            return with(HttpMethod.GET, path, handler);
        }

        private Table post(String path, HandlerFunction<ServerResponse> handler) {
            return with(HttpMethod.POST, path, handler);
        }

        private Table with(HttpMethod method, String path, HandlerFunction<ServerResponse> handler) {
            routes.route(RequestPredicates.method(method).and(RequestPredicates.path(path)), handler);
            methods.computeIfAbsent(path, _ -> new TreeSet<>()).add(method.name());
            return this;
        }

        private RouterFunction<ServerResponse> build() {
            methods.forEach((path, allowed) -> routes.route(
                    RequestPredicates.path(path),
                    request -> Responses.of(Answer.notAllowed(request.method().name(), String.join(", ", allowed)))));
            return routes.build();
        }
    }

    /** What turns a servlet request into an answer. */
    @FunctionalInterface
    private interface Endpoint {
        Answer answer(HttpServletRequest request) throws IOException;
    }

    private static HandlerFunction<ServerResponse> answering(Endpoint endpoint) {
        return request -> Responses.of(stored(() -> endpoint.answer(request.servletRequest())));
    }

    private interface Stored {
        Answer answer() throws IOException;
    }

    /** Where there is no room, what was asked is not done: 503 lets whoever asked ask again. */
    private static Answer stored(Stored work) throws IOException {
        try {
            return work.answer();
        } catch (StoreException e) {
            if (!e.isFull()) {
                throw e;
            }
            LOG.log(System.Logger.Level.ERROR, "serve state-full " + e.getMessage());
            return Answer.error(
                            503,
                            "StorageFull",
                            "The service has no room left to write down what was asked; nothing of it was done.")
                    .with("Retry-After", "30");
        }
    }

    private ServerResponse token(ServerRequest request, String tenant) throws IOException {
        return Responses.of(stored(() -> services.token.answer(request.servletRequest(), tenant)));
    }

    private ServerResponse openId(ServerRequest request, String tenant) {
        return Responses.of(services.discovery.openId(host(request), tenant));
    }

    private ServerResponse graph(ServerRequest request) throws IOException {
        String path = request.pathVariable("path").replaceAll("^/+|/+$", "");
        return Responses.of(services.graph.answer(request.servletRequest(), path));
    }

    private ServerResponse intake(ServerRequest request) throws IOException {
        return Responses.of(stored(() -> services.intake.answer(
                request.servletRequest(), request.pathVariable("registry"), request.pathVariable("kind"))));
    }

    private static String host(ServerRequest request) {
        return Optional.ofNullable(request.servletRequest().getHeader("Host")).orElse("");
    }
}
