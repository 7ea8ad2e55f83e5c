package io.tidewaiter.intake.support;

import java.util.List;
import java.util.Locale;

/**
 * Networks that this service stands in, named by the login servers that it reaches there although they are closed to the
 * public.
 *
 * @param hosts login servers; {@code *} stands for every one, {@code *.corp.example} for every one below a domain
 */
public record Reach(List<String> hosts) {
    /** Nothing but the public network. */
    public static final Reach PUBLIC = new Reach(List.of());

    public Reach {
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether a login server is one of them. */
    public boolean reaches(String loginServer) {
        String wanted = loginServer.toLowerCase(Locale.ROOT);
        int colon = wanted.lastIndexOf(':');
        String bare = colon > 0 && wanted.indexOf(']') < colon ? wanted.substring(0, colon) : wanted;
        return hosts.stream()
                .anyMatch(host -> host.equals("*")
                        || host.equals(wanted)
                        || host.equals(bare)
                        || (host.startsWith("*.") && bare.endsWith(host.substring(1))));
    }
}
