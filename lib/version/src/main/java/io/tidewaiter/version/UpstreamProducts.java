package io.tidewaiter.version;

import java.util.Map;
import java.util.Optional;

/**
 * Programs that are installed as their project published them, by no distribution and from no registry: each is an
 * ecosystem with one package. The OSV schema has none of them; records of the CVE list and of the NVD speak of them. The
 * one list of them, by the name of their package URL ({@code pkg:generic/openssl@3.0.8}).
 */
public final class UpstreamProducts {
    private static final Map<String, String> ECOSYSTEMS = Map.of(
            "python", "CPython",
            "node", "Node.js",
            "php", "PHP",
            "ruby", "Ruby",
            "perl", "Perl",
            "httpd", "Apache HTTP Server",
            "postgresql", "PostgreSQL",
            "openssl", "OpenSSL");

    private UpstreamProducts() {}

    /** The ecosystem of the product of that name; empty where the name is none of these. */
    public static Optional<Ecosystem> ecosystem(String name) {
        return Optional.ofNullable(ECOSYSTEMS.get(name)).map(ecosystem -> new Ecosystem(ecosystem, ""));
    }
}
