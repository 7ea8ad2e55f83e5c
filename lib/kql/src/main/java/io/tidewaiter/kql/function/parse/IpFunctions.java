package io.tidewaiter.kql.function.parse;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.Parameter;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** IP addresses and networks. */
final class IpFunctions {
    private static final String GROUP = "IP addresses";
    private static final Parameter IP = parameter("ip", Kind.TEXT);
    private static final Parameter OTHER = parameter("other", Kind.TEXT);

    private IpFunctions() {}

    static List<ScalarFunction> all() {
        List<ScalarFunction> all = new ArrayList<>();
        parsed(all);
        compared(all);
        ranges(all);
        contained(all);
        return all;
    }

    private static void parsed(List<ScalarFunction> all) {
        all.add(ip("parse_ipv4", "An IPv4 address as a whole number; of a network its first.", KqlType.LONG)
                .takes(IP)
                .java(a -> Ipv4.number((String) a[0]))
                .example("parse_ipv4('127.0.0.1')", "2130706433")
                .example("parse_ipv4('192.1.168.1/24')", "3221334016")
                .example("parse_ipv4('1.2.3.256')", "null")
                .done());
        all.add(ip("parse_ipv4_mask", "The first address of the network of a length.", KqlType.LONG)
                .takes(IP, parameter("prefix", Kind.LONG))
                .java(a -> Ipv4.masked((String) a[0], (Long) a[1]))
                .example("parse_ipv4_mask('127.0.0.1', 24)", "2130706432")
                .done());
        all.add(ip("format_ipv4", "An address as text, cut to a network of a length.", KqlType.STRING)
                .takes(
                        parameter("ip", Kind.LONG),
                        parameter("prefix", Kind.LONG).orElse("32"))
                .java(a -> Ipv4.format((Long) a[0], (Long) a[1], false))
                .takes(IP, parameter("prefix", Kind.LONG).orElse("32"))
                .java(a -> Ipv4.format((String) a[0], (Long) a[1], false))
                .example("format_ipv4(3232236031)", "192.168.1.255")
                .example("format_ipv4('192.168.1.255', 24)", "192.168.1.0")
                .done());
        all.add(ip("format_ipv4_mask", "The network of an address, with its length.", KqlType.STRING)
                .takes(
                        parameter("ip", Kind.LONG),
                        parameter("prefix", Kind.LONG).orElse("32"))
                .java(a -> Ipv4.format((Long) a[0], (Long) a[1], true))
                .takes(IP, parameter("prefix", Kind.LONG).orElse("32"))
                .java(a -> Ipv4.format((String) a[0], (Long) a[1], true))
                .example("format_ipv4_mask('192.168.1.1', 24)", "192.168.1.0/24")
                .example("format_ipv4_mask('192.168.1.1/24', 32)", "192.168.1.0/24")
                .done());
        all.add(ip("ipv4_netmask_suffix", "The length of the network; 32 of an address.", KqlType.LONG)
                .takes(IP)
                .java(a -> Ipv4.suffix((String) a[0]))
                .example("ipv4_netmask_suffix('10.1.2.3/24')", "24")
                .example("ipv4_netmask_suffix('10.1.2.3')", "32")
                .done());
        all.add(ip("parse_ipv6", "An address in the full form of IPv6.", KqlType.STRING)
                .takes(IP)
                .java(a -> Ipv6.text((String) a[0], 128))
                .example("parse_ipv6('192.168.255.255/24')", "0000:0000:0000:0000:0000:ffff:c0a8:ff00")
                .done());
        all.add(ip("parse_ipv6_mask", "The first address of the network of a length, in full form.", KqlType.STRING)
                .takes(IP, parameter("prefix", Kind.LONG))
                .java(a -> Ipv6.text((String) a[0], (Long) a[1]))
                .example("parse_ipv6_mask('fe80::85d:e82c:9446:7994', 120)", "fe80:0000:0000:0000:085d:e82c:9446:7900")
                .done());
    }

    private static void compared(List<ScalarFunction> all) {
        all.add(ip(
                        "ipv4_compare",
                        "-1, 0 or 1 as one address or network comes before, with or after the other.",
                        KqlType.LONG)
                .takes(IP, OTHER, parameter("prefix", Kind.LONG).orElse("32"))
                .java(a -> Ipv4.compare((String) a[0], (String) a[1], (Long) a[2]))
                .example("ipv4_compare('192.168.1.1/24', '192.168.1.255')", "0")
                .example("ipv4_compare('10.0.0.2', '10.0.0.10')", "-1")
                .done());
        all.add(ip("ipv4_is_match", "Whether two addresses or networks are the same.", KqlType.BOOL)
                .takes(IP, OTHER, parameter("prefix", Kind.LONG).orElse("32"))
                .java(a -> isZero(Ipv4.compare((String) a[0], (String) a[1], (Long) a[2])))
                .example("ipv4_is_match('192.168.1.1', '192.168.1.255', 24)", "true")
                .done());
        all.add(ip("ipv6_compare", "The same for IPv6, and IPv4 in it.", KqlType.LONG)
                .takes(IP, OTHER, parameter("prefix", Kind.LONG).orElse("128"))
                .java(a -> Ipv6.compare((String) a[0], (String) a[1], (Long) a[2]))
                .example("ipv6_compare('fe80::1', 'fe80::2')", "-1")
                .done());
        all.add(ip("ipv6_is_match", "Whether two addresses or networks are the same.", KqlType.BOOL)
                .takes(IP, OTHER, parameter("prefix", Kind.LONG).orElse("128"))
                .java(a -> isZero(Ipv6.compare((String) a[0], (String) a[1], (Long) a[2])))
                .example("ipv6_is_match('::ffff:7f00:1', '127.0.0.1')", "true")
                .done());
        all.add(ip("ipv4_is_private", "Whether the address is of a private network.", KqlType.BOOL)
                .takes(IP)
                .java(a -> Ipv4.isPrivate((String) a[0]))
                .example("ipv4_is_private('10.1.2.3')", "true")
                .example("ipv4_is_private('208.1.2.3')", "false")
                .done());
    }

    private static @Nullable Boolean isZero(@Nullable Long order) {
        return order == null ? null : (Boolean) (order == 0);
    }

    private static void ranges(List<ScalarFunction> all) {
        all.add(ip("ipv4_is_in_range", "Whether the address lies in the network.", KqlType.BOOL)
                .takes(IP, parameter("range", Kind.TEXT))
                .java(a -> Ipv4.isInRange((String) a[0], (String) a[1]))
                .example("ipv4_is_in_range('192.168.1.6', '192.168.1.1/24')", "true")
                .done());
        all.add(ip("ipv4_is_in_any_range", "Whether the address lies in one of the networks.", KqlType.BOOL)
                .takes(IP, parameter("ranges", Kind.VALUE).repeated())
                .written(call -> "kql_ipv4_any(" + call.at(0) + ", json_array(" + call.from(1) + "))")
                .example("ipv4_is_in_any_range('192.168.1.6', '10.0.0.0/8', '192.168.1.1/24')", "true")
                .example("ipv4_is_in_any_range('1.1.1.1', dynamic(['10.0.0.0/8']))", "false")
                .done());
        all.add(ip("ipv6_is_in_range", "Whether the address lies in the network.", KqlType.BOOL)
                .takes(IP, parameter("range", Kind.TEXT))
                .java(a -> Ipv6.isInRange((String) a[0], (String) a[1]))
                .example(
                        "ipv6_is_in_range('a5e:f127:8a9d:146d:e102:b5d3:c755:abcd', 'a5e:f127:8a9d:146d:e102:b5d3:c755:0/112')",
                        "true")
                .done());
        all.add(ip("ipv6_is_in_any_range", "Whether the address lies in one of the networks.", KqlType.BOOL)
                .takes(IP, parameter("ranges", Kind.VALUE).repeated())
                .written(call -> "kql_ipv6_any(" + call.at(0) + ", json_array(" + call.from(1) + "))")
                .example("ipv6_is_in_any_range('fe80::1', dynamic(['fc00::/7', 'fe80::/10']))", "true")
                .done());
        all.add(ip(
                        "ipv4_range_to_cidr_list",
                        "The networks that make up the addresses from one to another.",
                        KqlType.DYNAMIC)
                .takes(parameter("start", Kind.TEXT), parameter("end", Kind.TEXT))
                .java(a -> Ipv4.networks((String) a[0], (String) a[1]))
                .example(
                        "ipv4_range_to_cidr_list('1.1.128.0', '1.1.140.255')",
                        "[\"1.1.128.0/21\",\"1.1.136.0/22\",\"1.1.140.0/24\"]")
                .done());
    }

    private static void contained(List<ScalarFunction> all) {
        all.add(ip("has_ipv4", "Whether the address stands in the text.", KqlType.BOOL)
                .takes(parameter("text", Kind.TEXT), parameter("ip", Kind.TEXT))
                .java(a -> Ipv4.isIn((String) a[0], (String) a[1], false))
                .example("has_ipv4('05:04 127.0.0.1 GET /', '127.0.0.1')", "true")
                .example("has_ipv4('05:04127.0.0.1 GET /', '127.0.0.1')", "false")
                .done());
        all.add(ip("has_any_ipv4", "Whether one of the addresses stands in the text.", KqlType.BOOL)
                .takes(
                        parameter("text", Kind.TEXT),
                        parameter("ips", Kind.VALUE).repeated())
                .written(call -> "kql_has_ipv4_any(" + call.at(0) + ", json_array(" + call.from(1) + "), FALSE)")
                .example("has_any_ipv4('a 127.0.0.1', '10.0.0.1', '127.0.0.1')", "true")
                .done());
        all.add(ip(
                        "has_ipv4_prefix",
                        "Whether an address with the prefix, which ends with a dot, stands in the text.",
                        KqlType.BOOL)
                .takes(parameter("text", Kind.TEXT), parameter("prefix", Kind.TEXT))
                .java(a -> Ipv4.isIn((String) a[0], (String) a[1], true))
                .example("has_ipv4_prefix('05:04:54 127.0.0.1 GET', '127.0.')", "true")
                .example("has_ipv4_prefix('05:04:54 127.0.0.1 GET', '127.0')", "false")
                .example("has_ipv4_prefix('05:04:54 127.0.0.256 GET', '127.0.')", "false")
                .done());
        all.add(ip(
                        "has_any_ipv4_prefix",
                        "Whether an address with one of the prefixes stands in the text.",
                        KqlType.BOOL)
                .takes(
                        parameter("text", Kind.TEXT),
                        parameter("prefixes", Kind.VALUE).repeated())
                .written(call -> "kql_has_ipv4_any(" + call.at(0) + ", json_array(" + call.from(1) + "), TRUE)")
                .example("has_any_ipv4_prefix('a 127.0.0.1', dynamic(['10.', '127.']))", "true")
                .done());
    }

    private static Declaration ip(String name, String text, KqlType type) {
        return function(name, GROUP, text).gives(type);
    }
}
