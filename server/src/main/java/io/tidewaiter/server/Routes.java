package io.tidewaiter.server;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Responses;
import io.tidewaiter.server.signin.DeviceEndpoint;
import io.tidewaiter.store.database.StoreException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.servlet.function.HandlerFunction;
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
        return RouterFunctions.route()
                .POST("/adfs/oauth2/token", request -> token(request, "adfs"))
                .GET("/adfs/oauth2/authorize", services.authorize::page)
                .POST("/adfs/oauth2/authorize", services.authorize::signIn)
                .POST("/adfs/oauth2/devicecode", services.device::begin)
                .GET(DeviceEndpoint.PAGE, request -> services.device.page(request))
                .POST(DeviceEndpoint.PAGE, services.device::decide)
                .GET("/{tenant}/oauth2/v2.0/authorize", services.authorize::page)
                .POST("/{tenant}/oauth2/v2.0/authorize", services.authorize::signIn)
                .POST("/{tenant}/oauth2/devicecode", services.device::begin)
                .POST("/{tenant}/oauth2/v2.0/devicecode", services.device::begin)
                .GET("/msi/token", answering(services.token::managedIdentity))
                .GET("/adfs/.well-known/openid-configuration", request -> openId(request, "adfs"))
                .GET("/adfs/discovery/keys", answering(request -> services.discovery.keys()))
                .POST("/{tenant}/oauth2/token", request -> token(request, request.pathVariable("tenant")))
                .POST("/{tenant}/oauth2/v2.0/token", request -> token(request, request.pathVariable("tenant")))
                .GET(
                        "/{tenant}/v2.0/.well-known/openid-configuration",
                        request -> openId(request, request.pathVariable("tenant")))
                .GET(
                        "/{tenant}/.well-known/openid-configuration",
                        request -> openId(request, request.pathVariable("tenant")))
                .GET("/{tenant}/discovery/v2.0/keys", answering(request -> services.discovery.keys()))
                .GET(
                        "/metadata/endpoints",
                        request ->
                                Responses.of(services.discovery.endpoints(host(request), request.param("api-version"))))
                .GET("/v1.0/{*path}", this::graph)
                .POST("/v1.0/{*path}", this::graph)
                .POST("/intake/{registry}/{kind}", this::intake)
                .build()
                .and(request -> Optional.of(answering(services.arm::answer)));
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
