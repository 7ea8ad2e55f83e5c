package io.tidewaiter.oci;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A registry by its host and port, as a reference names it; Docker Hub is always {@code docker.io}.
 *
 * @param host {@code HOST[:PORT]}, lower-case
 */
public record Registry(String host) implements Comparable<Registry> {
    private static final int HOST_MAX = 255;
    private static final String LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
    private static final Pattern HOST =
            Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*|\\[[0-9a-fA-F:.]{2,45}])(?::([0-9]{1,5}))?");

    /** Docker Hub, which is meant where a reference names no host. */
    public static final Registry DOCKER_HUB = new Registry("docker.io");

    public Registry {
        var match = HOST.matcher(host);
        if (host.length() > HOST_MAX || !match.matches()) {
            throw new IllegalArgumentException("not a registry host: " + ForeignText.quoted(host));
        }
        if (match.group(1) != null && (Integer.parseInt(match.group(1)) > 65_535)) {
            throw new IllegalArgumentException("not a port: " + ForeignText.quoted(match.group(1)));
        }
        host = host.toLowerCase(Locale.ROOT);
        if (host.equals("index.docker.io") || host.equals("registry-1.docker.io")) {
            host = "docker.io";
        }
    }

    /** Where the distribution API answers: the host, but for Docker Hub. */
    public String apiHost() {
        return host.equals(DOCKER_HUB.host) ? "registry-1.docker.io" : host;
    }

    /** The host without its port, and without the brackets of an IPv6 address. */
    public String hostName() {
        if (host.startsWith("[")) {
            return host.substring(1, host.indexOf(']'));
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }

    @Override
    public int compareTo(Registry other) {
        return host.compareTo(other.host);
    }

    @Override
    public String toString() {
        return host;
    }
}
