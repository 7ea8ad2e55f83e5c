package io.tidewaiter.dist;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.resourcemanager.authorization.AuthorizationManager;
import com.azure.resourcemanager.containerregistry.ContainerRegistryManager;
import com.azure.resourcemanager.resourcegraph.ResourceGraphManager;
import com.azure.resourcemanager.resources.ResourceManager;
import io.tidewaiter.dist.rest.RestClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/** Azure's resource managers for Java, set up for this service as its guide says. */
final class JavaClients {
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final String url;
    private final String subscription;
    private final String tenant;
    private final HttpClient http;

    JavaClients(String url, String tenant, String subscription, Path certificate) {
        this.url = url;
        this.tenant = tenant;
        this.subscription = subscription;
        this.http = new JdkHttpClientBuilder(java.net.http.HttpClient.newBuilder()
                        .sslContext(RestClient.trusting(certificate))
                        .executor(THREADS))
                .build();
    }

    TokenCredential credential(String clientId, String secret) {
        return new ClientSecretCredentialBuilder()
                .tenantId("adfs")
                .authorityHost(url)
                .clientId(clientId)
                .clientSecret(secret)
                .disableInstanceDiscovery()
                .httpClient(http)
                .build();
    }

    /** A credential whose token nobody issued. */
    static TokenCredential forged() {
        return request -> Mono.just(new AccessToken(
                "not.a.token", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));
    }

    private AzureProfile profile() {
        Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
        endpoints.put("resourceManagerEndpointUrl", url + "/");
        endpoints.put("managementEndpointUrl", url + "/");
        endpoints.put("activeDirectoryEndpointUrl", url + "/");
        endpoints.put("activeDirectoryResourceId", url + "/");
        endpoints.put("microsoftGraphResourceId", url + "/");
        return new AzureProfile(tenant, subscription, new AzureEnvironment(endpoints));
    }

    private static RetryOptions once() {
        return new RetryOptions(new FixedDelayOptions(0, Duration.ofSeconds(1)));
    }

    ResourceManager resources(TokenCredential credential) {
        return ResourceManager.configure()
                .withHttpClient(http)
                .withRetryOptions(once())
                .authenticate(credential, profile())
                .withSubscription(subscription);
    }

    ContainerRegistryManager registries(TokenCredential credential) {
        return ContainerRegistryManager.configure()
                .withHttpClient(http)
                .withRetryOptions(once())
                .authenticate(credential, profile());
    }

    AuthorizationManager authorization(TokenCredential credential) {
        return AuthorizationManager.configure()
                .withHttpClient(http)
                .withRetryOptions(once())
                .authenticate(credential, profile());
    }

    ResourceGraphManager graph(TokenCredential credential) {
        return ResourceGraphManager.configure()
                .withHttpClient(http)
                .withRetryOptions(once())
                .authenticate(credential, profile());
    }
}
