package io.tidewaiter.server.token;

import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Responses;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a client reads before it asks for a token: the cloud, the issuer, the keys (Azure wire reference 7.2, 7.3). */
public final class DiscoveryDocuments {
    private final Authority authority;
    private final Tokens tokens;

    public DiscoveryDocuments(Authority authority, Tokens tokens) {
        this.authority = authority;
        this.tokens = tokens;
    }

    /** OpenID Connect discovery (openid-configuration); {@code tenant} is {@code adfs} or the tenant. */
    public Answer openId(String host, String tenant) {
        boolean adfs = tenant.equalsIgnoreCase("adfs");
        if (!authority.isTenant(tenant)) {
            return Answer.error(404, "ResourceNotFound", "There is no such tenant.");
        }
        String url = authority.urlFor(host);
        String issuer = url + (adfs ? "/adfs" : "/" + authority.tenantId());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("issuer", authority.issuer())
                .put("authorization_endpoint", issuer + (adfs ? "/oauth2/authorize" : "/oauth2/v2.0/authorize"))
                .put("token_endpoint", issuer + (adfs ? "/oauth2/token" : "/oauth2/v2.0/token"))
                .put(
                        "device_authorization_endpoint",
                        issuer + (adfs ? "/oauth2/devicecode" : "/oauth2/v2.0/devicecode"))
                .put("jwks_uri", url + "/adfs/discovery/keys");
        body.putArray("token_endpoint_auth_methods_supported")
                .add("client_secret_post")
                .add("client_secret_basic")
                .add("private_key_jwt")
                .add("none");
        body.putArray("grant_types_supported")
                .add("client_credentials")
                .add("authorization_code")
                .add("refresh_token")
                .add(UserGrants.DEVICE_GRANT);
        body.putArray("response_types_supported").add("code");
        body.putArray("response_modes_supported").add("query").add("form_post");
        body.putArray("code_challenge_methods_supported").add("S256");
        body.putArray("scopes_supported").add("openid").add("profile").add("offline_access");
        body.putArray("subject_types_supported").add("pairwise");
        body.putArray("id_token_signing_alg_values_supported").add("RS256");
        return Answer.ok(body);
    }

    /** The public keys. */
    public Answer keys() {
        return Answer.ok(Responses.JSON.readTree(tokens.publicKeys()));
    }

    /** {@code /metadata/endpoints}: an object for 2015-01-01, an array of clouds from 2019 on. */
    public Answer endpoints(String host, Optional<String> apiVersion) {
        String version = apiVersion.orElse("2015-01-01");
        if (!version.matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}(?:-preview)?")) {
            return Answer.error(400, "InvalidApiVersionParameter", "The api-version is invalid.");
        }
        String url = authority.urlFor(host);
        return Answer.ok(version.compareTo("2019") < 0 ? first(url) : clouds(url));
    }

    private JsonNode first(String url) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("galleryEndpoint", url + "/gallery")
                .put("graphEndpoint", url + "/graph")
                .put("portalEndpoint", url);
        login(body, url);
        return body;
    }

    private JsonNode clouds(String url) {
        ArrayNode clouds = JsonNodeFactory.instance.arrayNode();
        ObjectNode cloud = clouds.addObject();
        cloud.put("name", "Tidewaiter").put("portal", url);
        login(cloud, url).put("tenant", "adfs").put("identityProvider", "ADFS");
        cloud.put("resourceManager", url)
                .put("graph", url + "/graph")
                .put("graphAudience", url + "/graph")
                .put("microsoftGraphResourceId", url)
                .put("gallery", url + "/gallery");
        cloud.putObject("suffixes");
        return clouds;
    }

    private ObjectNode login(ObjectNode at, String url) {
        ObjectNode authentication = at.putObject("authentication").put("loginEndpoint", url + "/adfs");
        authentication.putArray("audiences").add(url + "/arm");
        return authentication;
    }
}
