package io.tidewaiter.match.world;

import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds an installed package. */
public final class Installed {
    private final @Nullable Ecosystem ecosystem;
    private final String name;
    private final String version;
    private @Nullable SourcePackage source;
    private String architecture = "";
    private String type = "generic";
    private final TreeMap<String, String> attributes = new TreeMap<>();

    private Installed(@Nullable Ecosystem ecosystem, String name, String version) {
        this.ecosystem = ecosystem;
        this.name = name;
        this.version = version;
    }

    /** {@code Debian:12 libcurl4 7.88.1-10}: ecosystem without blanks, name, version. */
    public static Installed of(String ecosystem, String name, String version) {
        Ecosystem parsed = ecosystem.isEmpty() ? null : Ecosystem.parse(ecosystem);
        Installed installed = new Installed(parsed, name, version);
        String base = parsed == null ? "" : parsed.name();
        installed.type = switch (base) {
            case "Debian", "Ubuntu" -> "deb";
            case "Alpine", "Wolfi" -> "apk";
            case "Red Hat", "AlmaLinux", "Rocky Linux", "Amazon Linux", "Oracle Linux", "SUSE", "CentOS", "Fedora" ->
                "rpm";
            default -> "generic";
        };
        return installed;
    }

    public Installed source(String sourceName, String sourceVersion) {
        source = new SourcePackage(sourceName, sourceVersion);
        return this;
    }

    public Installed on(String machine) {
        architecture = machine;
        return this;
    }

    /** An attribute that its package manager tells: {@code maintainer}, {@code vendor}, {@code ownedBy}, {@code module}. */
    public Installed with(String attribute, String value) {
        attributes.put(attribute, value);
        return this;
    }

    public InstalledPackage get() {
        return new InstalledPackage(
                Purl.of(type, "", name.replace("@", "").replace("/", "."), version),
                ecosystem,
                name,
                version,
                source,
                architecture,
                new Evidence("path/of/" + name, 0, "test"),
                0,
                attributes);
    }
}
