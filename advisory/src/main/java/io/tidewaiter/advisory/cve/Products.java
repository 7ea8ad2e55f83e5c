package io.tidewaiter.advisory.cve;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.UpstreamProducts;
import io.tidewaiter.vuln.cve.CveRecord;
import io.tidewaiter.vuln.nvd.Cpe;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
            new Row("proftpd", Set.of("proftpd:proftpd"), Set.of("proftpd"), Set.of("proftpd"), ""),
            new Row(
                    "curl",
                    Set.of("haxx:curl", "haxx:libcurl"),
                    Set.of("curl", "haxx", "https://github.com/curl/curl"),
                    Set.of("curl", "libcurl", "https://github.com/curl/curl"),
                    "curl"),
            new Row("bun", Set.of("bun:bun", "oven:bun", "oven-sh:bun"), Set.of("oven-sh", "bun"), Set.of("bun"), ""),
            new Row("deno", Set.of("deno:deno"), Set.of("denoland", "deno"), Set.of("deno"), ""));

    private Products() {}

    /**
     * A program that is known.
     *
     * @param isProjects whether the record is the project's own word
     */
    public record Known(Ecosystem ecosystem, String name, boolean isProjects) {}

    /** The program of a CPE name; empty where nothing is known of it. */
    public static Optional<Known> of(Cpe cpe) {
        return cpe.part().equals("a")
                ? first(row -> row.cpes().contains(cpe.named().toLowerCase(Locale.ROOT)), "")
                : Optional.empty();
    }

    /** The program that a CVE record of that CNA calls so; the project itself may leave the vendor out. */
    static Optional<Known> of(String assigner, CveRecord.Product product) {
        String vendor = product.vendor().strip().toLowerCase(Locale.ROOT);
        String name = product.name().strip().toLowerCase(Locale.ROOT);
        return first(
                row -> row.names().contains(name)
                        && (row.vendors().contains(vendor)
                                || name.startsWith("https://")
                                || (isSaidBy(assigner, row) && (vendor.isEmpty() || vendor.equals("n/a")))),
                assigner);
    }

    private static boolean isSaidBy(String assigner, Row row) {
        return !row.assigner().isEmpty() && row.assigner().equalsIgnoreCase(assigner);
    }

    private static Optional<Known> first(Predicate<Row> wanted, String assigner) {
        for (Row row : ROWS) {
            if (wanted.test(row)) {
                return UpstreamProducts.ecosystem(row.name())
                        .map(ecosystem -> new Known(ecosystem, row.name(), isSaidBy(assigner, row)));
            }
        }
        return Optional.empty();
    }
}
