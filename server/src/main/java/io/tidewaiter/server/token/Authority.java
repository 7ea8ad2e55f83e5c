package io.tidewaiter.server.token;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * The address under which the service is known, and the names in tokens that follow from it.
 *
 * <p>Issuer and audience are fixed names: the configured public address, else {@code https://localhost:PORT}. Links
 * are made for the reader: the configured address, else the host that the request named, because behind 127.0.0.1,
 * localhost and a host name there is one service.
 */
public final class Authority {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9.\\-]{1,253}(?::[0-9]{1,5})?|\\[[0-9a-fA-F:.]{2,45}](?::[0-9]{1,5})?");

    private final Optional<String> publicUrl;
    private final String tenantId;
    private final AtomicReference<String> ownUrl = new AtomicReference<>("");

    /** @param publicUrl {@code https://host[:port]} without a trailing slash, where one is configured */
    public Authority(Optional<String> publicUrl, String tenantId) {
        this.publicUrl = publicUrl.map(u -> u.replaceAll("/+$", ""));
        this.tenantId = tenantId;
    }

    /** Tells the port once it is known. */
    public void listeningOn(int port) {
        ownUrl.set("https://localhost:" + port);
    }

    /** The one tenant. */
    public String tenantId() {
        return tenantId;
    }

    /** Whether a path's first segment stands for the tenant: its id, {@code adfs}, or what clients write that know none. */
    public boolean isTenant(String segment) {
        return List.of("adfs", "common", "organizations", tenantId).stream().anyMatch(segment::equalsIgnoreCase);
    }

    /** The fixed address. */
    public String url() {
        return publicUrl.orElseGet(ownUrl::get);
    }

    /** The address to use in links for a reader who named this host. */
    public String urlFor(String hostHeader) {
        boolean named = publicUrl.isEmpty() && HOST.matcher(hostHeader).matches();
        return named ? "https://" + hostHeader : url();
    }

    /** {@code iss} of every token. */
    public String issuer() {
        return url() + "/adfs";
    }

    /** {@code aud} of every token. */
    public String audience() {
        return url() + "/arm";
    }
}
