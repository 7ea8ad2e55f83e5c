package io.tidewaiter.catalog.classifier;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Products without a header of their own, whose programs tell the version in two forms ({@link Twice}). */
final class Servers {
    /** Where an installation has its programs; what OpenSSH, strongSwan and Postfix start themselves is beside those that people start. */
    private static final String PROGRAMS =
            "(?:s?bin/|libexec/|lib(?:exec)?/(?:openssh|ssh|ipsec|strongswan|postfix|postfix/sbin)/)?";

    private static final Classifier NGINX = nginx("nginx", "f5");
    private static final Classifier OPENRESTY = nginx("openresty", "openresty");

    private static final Classifier REDIS = keyValue("redis", "redis");
    private static final Classifier VALKEY = keyValue("valkey", "lfprojects");

    private static final Classifier MEMCACHED = server(
            "memcached",
            "memcached",
            "memcached",
            new Literal("memcached ", Pattern.compile(Literal.RELEASE + "\\x00")),
            version -> List.of("VERSION " + version));

    private static final Classifier HAPROXY = server(
            "haproxy",
            "haproxy",
            "haproxy",
            new Literal(
                    "version ",
                    Pattern.compile(
                            "(\\d{1,4}\\.\\d{1,4}(?:\\.\\d{1,4}|-(?:dev|rc)\\d{1,4}))(?:[-+~][0-9A-Za-z.+~-]{1,40})?"
                                    + "(?:, released)? \\d{4}/\\d{2}/\\d{2}")),
            version -> List.of(Twice.alone(version), '\0' + version + '-', '\0' + version + '+'));

    private static final Classifier LIGHTTPD = server(
            "lighttpd",
            "lighttpd",
            "lighttpd",
            new Literal("lighttpd/", Pattern.compile(Literal.RELEASE + "\\x00")),
            version ->
                    List.of("(lighttpd/" + version + ')', "lighttpd/" + version + " (", "lighttpd/" + version + " -"));

    private static final Classifier SQUID = server(
            "squid",
            "squid-cache",
            "(?:squid|squid-gnutls|squid-openssl)",
            new Literal("squid/", Pattern.compile("(\\d{1,4}\\.\\d{1,4}(?:\\.\\d{1,4})?)\\x00")),
            version -> List.of(Twice.alone(version), "\0Squid Cache: Version %s\n"));

    /** Its many names are links to one file, of which an archive may have any first; {@code [} is the first by the alphabet. */
    private static final Classifier BUSYBOX = server(
            "busybox",
            "busybox",
            "(?:busybox|\\[\\[?)",
            new Literal("BusyBox v", Pattern.compile(Literal.RELEASE + " \\(")),
            version -> List.of(
                    "udhcp " + version + '\0',
                    "busybox httpd/" + version + '\0',
                    "(busybox " + version + ')',
                    "started: BusyBox v" + version + '\0'));

    private static final Classifier MARIADB = of(
            "mariadb",
            "mariadb",
            "(?:mariadbd|mariadb|mariadb-[a-z-]+|mysqld|mysql|mysqldump)",
            new Literal("MariaDB Server ", Pattern.compile(Literal.RELEASE)),
            Twice.marked(Pattern.compile(Literal.RELEASE + "-MariaDB(?:-.*)?")));

    private static final Classifier PROFTPD = server(
            "proftpd",
            "proftpd",
            "proftpd",
            new Literal(
                    "ProFTPD Version ", Pattern.compile("(\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}(?:rc\\d{1,2}|[a-z])?)\\x00")),
            version -> List.of("ProFTPD " + version + " standalone mode "));

    private static final Classifier COTURN = server(
            "coturn",
            "coturn_project",
            "turnserver",
            new Literal("Coturn-", Pattern.compile("(\\d{1,4}(?:\\.\\d{1,4}){2,3}) '")),
            version -> List.of(Twice.alone(version)));

    private static final Classifier DOVECOT = server(
            "dovecot",
            "dovecot",
            "dovecot",
            new Literal(
                    "Dovecot v",
                    Pattern.compile(
                            "(\\d{1,4}(?:\\.\\d{1,4}){2,3})(?:-\\d{1,3})?(?: \\([0-9a-f]{7,40}\\))? starting up")),
            version -> List.of(Twice.alone(version), '\0' + version + " (", '\0' + version + '-'));

    /** Patches of a release of old ({@code -P2}) and editions for customers ({@code -S1}) have numbers of their own. */
    private static final Classifier BIND = server(
            "bind",
            "isc",
            "named",
            new Literal(
                    "named version: BIND ",
                    Pattern.compile("(\\d{1,4}\\.\\d{1,4}\\.\\d{1,4})(?:-(?![PS]\\d)[0-9A-Za-z.+~-]{1,60})?[ \\x00]")),
            version -> List.of("\0BIND " + version + '\0', "\0BIND " + version + '-', "\0BIND " + version + ' '));

    /** All of them. */
    static final List<Classifier> ALL = List.of(
            NGINX, OPENRESTY, REDIS, VALKEY, MEMCACHED, HAPROXY, LIGHTTPD, SQUID, BUSYBOX, MARIADB, PROFTPD, COTURN,
            DOVECOT, BIND);

    private Servers() {}

    private static Classifier nginx(String name, String vendor) {
        return server(
                name,
                vendor,
                "(?:nginx|nginx-debug|openresty)",
                new Literal(
                        "nginx version: " + name + '/',
                        Pattern.compile("(\\d{1,4}(?:\\.\\d{1,4}){2,3})[\\n\\r\\x00 ]")),
                version -> List.of("<center>" + name + '/' + version + "</center>"));
    }

    private static Classifier keyValue(String name, String vendor) {
        return of(
                name,
                vendor,
                name + "-(?:server|cli|benchmark|check-aof|check-rdb|sentinel)",
                new Literal(name + "_version:", Pattern.compile(Literal.RELEASE)),
                Twice::inBuildId);
    }

    /** One whose programs tell the version in a form, and in one of some others. */
    static Classifier server(
            String name, String vendor, String below, Literal first, Function<String, List<String>> others) {
        return of(name, vendor, below, first, Twice.of(first, others));
    }

    /** @param below the names of its programs, in whatever folder: what proves itself does so anywhere */
    static Classifier of(
            String name, String vendor, String below, Literal first, Function<byte[], List<String>> twice) {
        Pattern path = Pattern.compile(Classifiers.IN + PROGRAMS + below);
        String shown = "**/"
                + below.replace("(?:", "{")
                        .replace(")", "}")
                        .replace('|', ',')
                        .replace("\\[\\[?", "[")
                        .replace("[a-z-]+", "*")
                        .replace("\\.", ".");
        return new Classifier(
                name,
                vendor,
                name,
                Optional.empty(),
                List.of(new Classifier.Program(shown, path, _ -> first, Optional.empty(), Optional.of(twice))));
    }
}
