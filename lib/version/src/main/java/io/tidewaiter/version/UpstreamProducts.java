package io.tidewaiter.version;

import java.util.Map;
import java.util.Optional;

/**
 * Programs that are installed as their project published them, by no distribution and from no registry: each is an
 * ecosystem with one package. The OSV schema has none of them; records of the CVE list and of the NVD speak of them. The
 * one list of them, by namespace and name of their package URL ({@code pkg:generic/openssl@3.0.8}, {@code
 * pkg:generic/oracle/jdk@17.0.11}).
 */
public final class UpstreamProducts {
    private static final Map<String, String> ECOSYSTEMS = Map.ofEntries(
            Map.entry("python", "CPython"),
            Map.entry("node", "Node.js"),
            Map.entry("php", "PHP"),
            Map.entry("ruby", "Ruby"),
            Map.entry("perl", "Perl"),
            Map.entry("httpd", "Apache HTTP Server"),
            Map.entry("postgresql", "PostgreSQL"),
            Map.entry("openssl", "OpenSSL"),
            Map.entry("nginx", "nginx"),
            Map.entry("openresty", "OpenResty"),
            Map.entry("redis", "Redis"),
            Map.entry("valkey", "Valkey"),
            Map.entry("memcached", "memcached"),
            Map.entry("haproxy", "HAProxy"),
            Map.entry("lighttpd", "lighttpd"),
            Map.entry("squid", "Squid"),
            Map.entry("busybox", "BusyBox"),
            Map.entry("mariadb", "MariaDB"),
            Map.entry("proftpd", "ProFTPD"),
            Map.entry("curl", "curl"),
            Map.entry("bun", "Bun"),
            Map.entry("deno", "Deno"),
            Map.entry("ffmpeg", "FFmpeg"),
            Map.entry("bash", "Bash"),
            Map.entry("irssi", "Irssi"),
            Map.entry("coturn", "coturn"),
            Map.entry("dovecot", "Dovecot"),
            Map.entry("erlang", "Erlang/OTP"),
            Map.entry("bind", "BIND"),
            Map.entry("git", "Git"),
            Map.entry("openssh", "OpenSSH"),
            Map.entry("exim", "Exim"),
            Map.entry("unbound", "Unbound"),
            Map.entry("rsync", "rsync"),
            Map.entry("dnsmasq", "dnsmasq"),
            Map.entry("strongswan", "strongSwan"),
            Map.entry("openvpn", "OpenVPN"),
            Map.entry("mosquitto", "Mosquitto"),
            Map.entry("varnish", "Varnish"),
            Map.entry("vsftpd", "vsftpd"),
            Map.entry("tor", "Tor"),
            Map.entry("samba", "Samba"),
            Map.entry("openldap", "OpenLDAP"),
            Map.entry("pdns-recursor", "PowerDNS Recursor"),
            Map.entry("sudo", "sudo"),
            Map.entry("lua", "Lua"),
            Map.entry("imagemagick", "ImageMagick"),
            Map.entry("ghostscript", "Ghostscript"),
            Map.entry("tcpdump", "tcpdump"),
            Map.entry("sqlite", "SQLite"),
            Map.entry("pdns", "PowerDNS Authoritative Server"),
            Map.entry("nsd", "NSD"),
            Map.entry("knot", "Knot DNS"),
            Map.entry("postfix", "Postfix"),
            Map.entry("clamav", "ClamAV"),
            Map.entry("asterisk", "Asterisk"),
            Map.entry("envoy", "Envoy"),
            Map.entry("mysql", "MySQL"),
            Map.entry("fluent-bit", "Fluent Bit"),
            Map.entry("jq", "jq"),
            Map.entry("qt", "Qt"),
            Map.entry("chrome", "Chrome"),
            Map.entry("xz", "XZ Utils"),
            Map.entry("zstd", "Zstandard"),
            Map.entry("openjdk", "OpenJDK"),
            Map.entry("openj9/openjdk", "OpenJDK with OpenJ9"),
            Map.entry("oracle/jdk", "Oracle JDK"),
            Map.entry("graalvm", "GraalVM"),
            Map.entry("graalvm-for-jdk", "GraalVM for JDK"));

    private UpstreamProducts() {}

    /** The ecosystem of the product of that name, with its namespace before a slash; empty where the name is none of these. */
    public static Optional<Ecosystem> ecosystem(String name) {
        return Optional.ofNullable(ECOSYSTEMS.get(name)).map(ecosystem -> new Ecosystem(ecosystem, ""));
    }
}
