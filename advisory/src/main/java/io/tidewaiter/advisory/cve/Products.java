package io.tidewaiter.advisory.cve;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.UpstreamProducts;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.vuln.cve.CveRecord;
import io.tidewaiter.vuln.nvd.Cpe;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Programs that the catalog proves by their own bytes, and what records call them: vendor and product prove a package
 * where it is known that one program alone has these names.
 */
public final class Products {
    /**
     * One program.
     *
     * @param name of its package
     * @param cpes vendor and product of its CPE names
     * @param vendors as CVE records call who makes it, in lower case
     * @param names as they call it, in lower case
     * @param assigner the CNA that is the project itself; empty where there is none
     */
    private record Row(String name, Set<String> cpes, Set<String> vendors, Set<String> names, String assigner) {}

    /** Where a record names no vendor; it proves nothing, unless nobody else's product has the name. */
    private static final String NO_VENDOR = "n/a";

    private static final String ORACLE = "oracle corporation";

    /** Programs of which records name the last release of each line, and several of which one name may mean. */
    private static final Set<String> JAVA =
            Set.of("openjdk", "openj9/openjdk", "oracle/jdk", "graalvm", "graalvm-for-jdk");

    private static final List<Row> ROWS = List.of(
            new Row(
                    "python",
                    Set.of("python:python", "python:cpython", "python_software_foundation:python"),
                    Set.of("python software foundation", "python"),
                    Set.of("cpython", "python"),
                    "PSF"),
            new Row(
                    "node",
                    Set.of("nodejs:node.js", "nodejs:nodejs"),
                    Set.of("nodejs", "node.js"),
                    Set.of("node", "nodejs", "node.js", "https://github.com/nodejs/node"),
                    ""),
            new Row("php", Set.of("php:php"), Set.of("php group", "the php group", "php"), Set.of("php"), "php"),
            new Row("ruby", Set.of("ruby-lang:ruby"), Set.of("ruby", "ruby-lang", "ruby-lang.org"), Set.of("ruby"), ""),
            new Row(
                    "httpd",
                    Set.of("apache:http_server"),
                    Set.of("apache software foundation", "apache"),
                    Set.of("apache http server", "apache httpd", "http server", "httpd"),
                    "apache"),
            new Row(
                    "postgresql",
                    Set.of("postgresql:postgresql"),
                    Set.of("postgresql", "postgresql global development group"),
                    Set.of("postgresql"),
                    "PostgreSQL"),
            new Row("perl", Set.of("perl:perl"), Set.of("perl"), Set.of("perl"), "CPANSec"),
            new Row(
                    "openssl",
                    Set.of("openssl:openssl"),
                    Set.of("openssl", "openssl software foundation"),
                    Set.of("openssl"),
                    "openssl"),
            new Row(
                    "nginx",
                    Set.of("f5:nginx", "f5:nginx_open_source", "nginx:nginx", "igor_sysoev:nginx"),
                    Set.of("f5", "nginx"),
                    Set.of("nginx open source", "nginx"),
                    "f5"),
            new Row("openresty", Set.of("openresty:openresty"), Set.of("openresty"), Set.of("openresty"), ""),
            new Row(
                    "redis",
                    Set.of("redis:redis", "redislabs:redis"),
                    Set.of("redis", "redis labs", "redislabs"),
                    Set.of("redis"),
                    ""),
            new Row(
                    "valkey",
                    Set.of("lfprojects:valkey", "linuxfoundation:valkey", "valkey-io:valkey"),
                    Set.of("valkey-io", "valkey"),
                    Set.of("valkey"),
                    ""),
            new Row("memcached", Set.of("memcached:memcached"), Set.of("memcached"), Set.of("memcached"), ""),
            new Row("haproxy", Set.of("haproxy:haproxy"), Set.of("haproxy"), Set.of("haproxy"), ""),
            new Row("lighttpd", Set.of("lighttpd:lighttpd"), Set.of("lighttpd"), Set.of("lighttpd"), ""),
            new Row(
                    "squid",
                    Set.of("squid-cache:squid"),
                    Set.of("squid-cache", "squid cache", "squid"),
                    Set.of("squid"),
                    ""),
            new Row("busybox", Set.of("busybox:busybox"), Set.of("busybox"), Set.of("busybox"), ""),
            new Row(
                    "mariadb",
                    Set.of("mariadb:mariadb"),
                    Set.of("mariadb", "mariadb foundation"),
                    Set.of("mariadb", "mariadb server"),
                    ""),
            new Row(
                    "proftpd",
                    Set.of("proftpd:proftpd", "proftpd_project:proftpd"),
                    Set.of("proftpd"),
                    Set.of("proftpd"),
                    ""),
            new Row(
                    "curl",
                    Set.of("haxx:curl", "haxx:libcurl"),
                    Set.of("curl", "haxx", "https://github.com/curl/curl"),
                    Set.of("curl", "libcurl", "https://github.com/curl/curl"),
                    "curl"),
            new Row(
                    "bun",
                    Set.of("bun:bun", "oven:bun", "oven-sh:bun"),
                    Set.of("oven-sh", "bun", NO_VENDOR), // as Snyk writes it (CVE-2024-21548, CVE-2025-8022)
                    Set.of("bun"),
                    ""),
            new Row("deno", Set.of("deno:deno", "denoland:deno"), Set.of("denoland", "deno"), Set.of("deno"), ""),
            new Row("ffmpeg", Set.of("ffmpeg:ffmpeg"), Set.of("ffmpeg"), Set.of("ffmpeg"), ""),
            new Row("bash", Set.of("gnu:bash"), Set.of("gnu"), Set.of("bash", "gnu bash"), ""),
            new Row("irssi", Set.of("irssi:irssi"), Set.of("irssi"), Set.of("irssi"), ""),
            new Row("coturn", Set.of("coturn_project:coturn", "coturn:coturn"), Set.of("coturn"), Set.of("coturn"), ""),
            new Row("dovecot", Set.of("dovecot:dovecot"), Set.of("dovecot"), Set.of("dovecot"), ""),
            // by CPE alone: CVE records call the runtime and each of its applications "OTP", and count both's versions
            new Row("erlang", Set.of("erlang:erlang/otp", "erlang:otp"), Set.of(), Set.of(), ""),
            new Row("bind", Set.of("isc:bind"), Set.of("isc"), Set.of("bind", "bind 9", "bind9"), "isc"),
            new Row("git", Set.of("git-scm:git", "git:git"), Set.of("git"), Set.of("git"), ""),
            new Row("openssh", Set.of("openbsd:openssh"), Set.of("openbsd", "openssh"), Set.of("openssh"), ""),
            new Row("exim", Set.of("exim:exim"), Set.of("exim"), Set.of("exim"), ""),
            new Row(
                    "unbound",
                    Set.of("nlnetlabs:unbound"),
                    Set.of("nlnet labs", "nlnetlabs"),
                    Set.of("unbound"),
                    "NLnet Labs"),
            new Row(
                    "rsync",
                    Set.of("samba:rsync", "rsync:rsync"),
                    Set.of("samba", "rsyncproject", "rsync"),
                    Set.of("rsync"),
                    ""),
            new Row(
                    "dnsmasq",
                    Set.of("thekelleys:dnsmasq"),
                    Set.of("thekelleys", "simon kelley", "dnsmasq"),
                    Set.of("dnsmasq"),
                    ""),
            new Row("strongswan", Set.of("strongswan:strongswan"), Set.of("strongswan"), Set.of("strongswan"), ""),
            new Row(
                    "openvpn",
                    Set.of("openvpn:openvpn"),
                    Set.of("openvpn"),
                    Set.of("openvpn", "openvpn 2", "openvpn 2 (community)"),
                    ""),
            new Row(
                    "mosquitto",
                    Set.of("eclipse:mosquitto"),
                    Set.of("eclipse foundation", "the eclipse foundation", "eclipse"),
                    Set.of("mosquitto", "eclipse mosquitto"),
                    "eclipse"),
            new Row(
                    "varnish",
                    Set.of(
                            "varnish_cache_project:varnish_cache",
                            "varnish-cache:varnish_cache",
                            "varnish-cache:varnish",
                            "varnish-software:varnish_cache",
                            "varnish.projects.linpro:varnish"),
                    Set.of("varnish-cache", "varnish cache", "varnish software", "varnish-software"),
                    Set.of("varnish cache", "varnish"),
                    ""),
            new Row(
                    "vsftpd",
                    Set.of("vsftpd_project:vsftpd", "beasts:vsftpd"),
                    Set.of("vsftpd", "vsftpd project", "beasts"),
                    Set.of("vsftpd"),
                    ""),
            new Row(
                    "tor",
                    Set.of("torproject:tor", "tor:tor"),
                    Set.of("torproject", "tor", "tor project"),
                    Set.of("tor"),
                    ""),
            new Row(
                    "sudo",
                    Set.of("sudo_project:sudo", "todd_miller:sudo", "gratisoft:sudo"),
                    Set.of("sudo project", "sudo-project", "sudo_project", "sudo", "todd miller"),
                    Set.of("sudo"),
                    ""),
            new Row("samba", Set.of("samba:samba"), Set.of("samba", "the samba team"), Set.of("samba"), ""),
            new Row("openldap", Set.of("openldap:openldap"), Set.of("openldap"), Set.of("openldap"), ""),
            new Row(
                    "pdns-recursor",
                    Set.of("powerdns:recursor", "powerdns:powerdns_recursor"),
                    Set.of("powerdns", "open-xchange gmbh"),
                    Set.of("recursor", "powerdns recursor", "pdns-recursor"),
                    "OX"),
            new Row("lua", Set.of("lua:lua"), Set.of("lua"), Set.of("lua"), ""),
            new Row("imagemagick", Set.of("imagemagick:imagemagick"), Set.of("imagemagick"), Set.of("imagemagick"), ""),
            new Row(
                    "ghostscript",
                    Set.of("artifex:ghostscript", "artifex:gpl_ghostscript", "ghostscript:ghostscript"),
                    Set.of("artifex", "artifex software", "ghostscript"),
                    Set.of("ghostscript", "gpl ghostscript"),
                    "Artifex"),
            new Row(
                    "tcpdump",
                    Set.of("tcpdump:tcpdump"),
                    Set.of("the tcpdump group", "tcpdump group", "tcpdump"),
                    Set.of("tcpdump"),
                    "Tcpdump"),
            new Row("sqlite", Set.of("sqlite:sqlite"), Set.of("sqlite"), Set.of("sqlite"), ""),
            new Row(
                    "pdns",
                    Set.of("powerdns:authoritative", "powerdns:authoritative_server"),
                    Set.of("powerdns", "open-xchange gmbh"),
                    Set.of("authoritative", "powerdns authoritative", "powerdns authoritative server"),
                    "OX"),
            new Row(
                    "nsd",
                    Set.of("nlnetlabs:nsd", "nlnetlabs:name_server_daemon"),
                    Set.of("nlnet labs", "nlnetlabs"),
                    Set.of("nsd"),
                    "NLnet Labs"),
            new Row("knot", Set.of("nic:knot_dns", "knot-dns:knot_dns"), Set.of("cz.nic"), Set.of("knot dns"), ""),
            new Row("postfix", Set.of("postfix:postfix"), Set.of("postfix"), Set.of("postfix"), ""),
            new Row("clamav", Set.of("clamav:clamav", "cisco:clamav"), Set.of("cisco", "clamav"), Set.of("clamav"), ""),
            new Row(
                    "asterisk",
                    Set.of("digium:asterisk", "sangoma:asterisk"),
                    Set.of("asterisk", "digium", "sangoma"),
                    Set.of("asterisk"),
                    ""),
            new Row("envoy", Set.of("envoyproxy:envoy"), Set.of("envoyproxy"), Set.of("envoy"), ""),
            new Row(
                    "mysql",
                    Set.of("oracle:mysql", "oracle:mysql_server"),
                    Set.of(ORACLE, "oracle"),
                    Set.of("mysql server"),
                    ""),
            new Row(
                    "fluent-bit",
                    Set.of("treasuredata:fluent_bit", "fluentbit:fluent_bit", "fluent:fluent_bit"),
                    Set.of("fluent bit", "fluentbit", "fluent"),
                    Set.of("fluent bit", "fluent-bit"),
                    ""),
            new Row("jq", Set.of("jqlang:jq", "jq_project:jq"), Set.of("jqlang"), Set.of("jq"), ""),
            new Row(
                    "qt",
                    Set.of("qt:qt", "qt:qtbase", "digia:qt", "nokia:qt", "trolltech:qt", "qt-project:qt"),
                    Set.of("the qt company", "qt"),
                    Set.of("qt", "qtbase"),
                    "TQtC"),
            new Row("chrome", Set.of("google:chrome"), Set.of("google"), Set.of("chrome"), "Chrome"),
            new Row("xz", Set.of("tukaani:xz"), Set.of("tukaani", "tukaani-project"), Set.of("xz", "xz utils"), ""),
            new Row("zstd", Set.of("facebook:zstandard"), Set.of("facebook"), Set.of("zstandard"), "facebook"),
            java("openjdk", "oracle:openjdk", "oracle:jdk", "oracle:jre", "oracle:java_se", "sun:jdk", "sun:jre"),
            java("openj9/openjdk", "oracle:openjdk", "oracle:jdk", "oracle:jre", "oracle:java_se"),
            java("oracle/jdk", "oracle:jdk", "oracle:jre", "oracle:java_se", "sun:jdk", "sun:jre"),
            new Row(
                    "graalvm",
                    Set.of("oracle:graalvm", "oracle:graalvm_enterprise_edition"),
                    Set.of(ORACLE, "oracle"),
                    Set.of("oracle graalvm enterprise edition", "graalvm enterprise edition"),
                    ""),
            new Row(
                    "graalvm-for-jdk",
                    Set.of("oracle:graalvm_for_jdk"),
                    Set.of(ORACLE, "oracle"),
                    Set.of("oracle graalvm for jdk", "graalvm for jdk"),
                    ""));

    private static Row java(String name, String... cpes) {
        return new Row(
                name, Set.of(cpes), Set.of(ORACLE, "oracle"), Set.of("oracle java se", "java se", "openjdk"), "");
    }

    private Products() {}

    /**
     * A program that is known.
     *
     * @param isProjects whether the record is the project's own word
     */
    public record Known(Ecosystem ecosystem, String name, boolean isProjects) {
        /** Whether {@link JavaLines} tells what its versions mean. */
        public boolean isJava() {
            return JAVA.contains(name);
        }
    }

    /** The programs of a CPE name, of which there are several where one has the code of another; mostly none. */
    public static List<Known> of(Cpe cpe) {
        String named = cpe.named().toLowerCase(Locale.ROOT);
        return cpe.part().equals("a") ? all(row -> row.cpes().contains(named), "") : List.of();
    }

    /** The programs that a CVE record of that CNA calls so; the project itself may leave the vendor out. */
    static List<Known> of(String assigner, CveRecord.Product product) {
        String vendor = product.vendor().strip().toLowerCase(Locale.ROOT);
        String name = product.name().strip().toLowerCase(Locale.ROOT);
        return all(
                row -> row.names().contains(name)
                        && (row.vendors().contains(vendor)
                                || name.startsWith("https://")
                                || (isSaidBy(assigner, row) && (vendor.isEmpty() || vendor.equals(NO_VENDOR)))),
                assigner);
    }

    /**
     * What entries of versions say of a program; what cannot be read is refused alone.
     *
     * @param versions all of them affected
     */
    public static List<Statement> statements(
            Known program,
            List<CveRecord.Version> versions,
            VersionScheme scheme,
            Scope scope,
            Consumer<String> refused) {
        if (program.isJava()) {
            return JavaLines.statements(program, versions, scheme, scope, refused);
        }
        List<VersionRange> ranges = CveRanges.of(program, versions, scheme, refused);
        return ranges.isEmpty()
                ? List.of()
                : List.of(new Statement(
                        program.ecosystem(), program.name(), ranges, VendorWord.AFFECTED, List.of(), scope));
    }

    private static boolean isSaidBy(String assigner, Row row) {
        return !row.assigner().isEmpty() && row.assigner().equalsIgnoreCase(assigner);
    }

    private static List<Known> all(Predicate<Row> wanted, String assigner) {
        List<Known> known = new ArrayList<>();
        for (Row row : ROWS) {
            if (wanted.test(row)) {
                UpstreamProducts.ecosystem(row.name())
                        .ifPresent(ecosystem -> known.add(new Known(ecosystem, row.name(), isSaidBy(assigner, row))));
            }
        }
        return known;
    }
}
