package io.tidewaiter.catalog.classifier;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Servers that tell their version in two forms, or in one beside a text that they alone have ({@link Twice}): where the
 * form names the product, that text is anywhere; a bare number is where the compiler lays it, right beside the text.
 */
final class Daemons {
    private static final Pattern RELEASE_ALONE = Pattern.compile(Literal.RELEASE);

    /** The server, what it runs for each of those who connect, and the client; the version ends with that of the port. */
    private static final Classifier OPENSSH = Servers.server(
            "openssh",
            "openbsd",
            "(?:sshd|sshd-session|sshd-auth|ssh|ssh-keyscan)",
            new Literal("OpenSSH_", Pattern.compile("(\\d{1,3}\\.\\d{1,3}(?:\\.\\d{1,3})?p\\d{1,2})[ \\x00]")),
            _ -> List.of("SSH-%d.%d-", " [listener] %d of "));

    /** {@code version.c} ends the version with a mark for who looks for it. */
    private static final Classifier EXIM = Servers.of(
            "exim",
            "exim",
            "exim4?",
            new Literal("Exim version ", Pattern.compile("(\\d{1,2}\\.\\d{1,3}(?:\\.\\d{1,3})?)")),
            Twice.before(
                    Pattern.compile("(\\d{1,2}\\.\\d{1,3}(?:\\.\\d{1,3})?(?:[-_]RC\\d{1,2})?)"), "<<eximversion>>\0"));

    private static final Classifier UNBOUND = Servers.server(
            "unbound",
            "nlnetlabs",
            "unbound",
            new Literal("unbound ", Pattern.compile(Literal.RELEASE + "\\x00")),
            _ -> List.of("\0start of service (%s)."));

    private static final Classifier RSYNC = Servers.of(
            "rsync",
            "samba",
            "rsync",
            new Literal("rsync version ", Pattern.compile(Literal.RELEASE)),
            Twice.before(
                    Pattern.compile("(\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}(?:pre\\d{1,2})?)"),
                    "%d-bit files\0",
                    "copyright\0url\0"));

    private static final Classifier DNSMASQ = Servers.server(
            "dnsmasq",
            "thekelleys",
            "dnsmasq",
            new Literal("dnsmasq-", Pattern.compile("(\\d{1,2}\\.\\d{1,3}(?:rc\\d{1,2})?)\\x00")),
            _ -> List.of("\0Dnsmasq version %s "));

    private static final Classifier STRONGSWAN = Servers.server(
            "strongswan",
            "strongswan",
            "(?:charon|charon-systemd|charon-nm|charon-cmd)",
            new Literal("(strongSwan ", Pattern.compile("(\\d{1,2}\\.\\d{1,2}\\.\\d{1,2}(?:(?:beta|rc)\\d)?),")),
            version -> List.of(Twice.alone(version)));

    private static final Classifier OPENVPN = Servers.server(
            "openvpn",
            "openvpn",
            "openvpn",
            new Literal(
                    "OpenVPN ",
                    Pattern.compile("(\\d\\.\\d{1,2}(?:\\.\\d{1,3}|_(?:alpha|beta|rc)\\d{1,2})) [^ \\x00]{3,60} \\[")),
            version -> List.of(Twice.alone(version)));

    private static final Classifier MOSQUITTO = Servers.of(
            "mosquitto",
            "eclipse",
            "mosquitto",
            new Literal("mosquitto version ", Pattern.compile(Literal.RELEASE)),
            Twice.before(RELEASE_ALONE, "mosquitto version %s"));

    private static final Classifier VARNISH = called(
            "varnish_cache",
            Servers.server(
                    "varnish",
                    "varnish_cache_project",
                    "varnishd",
                    new Literal("(varnish-", Pattern.compile(Literal.RELEASE + " revision [0-9a-f]{7,40}\\)")),
                    version -> List.of("\0Varnish " + version + ' ')));

    private static final Classifier VSFTPD = Servers.server(
            "vsftpd",
            "vsftpd_project",
            "vsftpd",
            new Literal("vsftpd: version ", Pattern.compile(Literal.RELEASE + "\\n\\x00")),
            version -> List.of("(vsFTPd " + version + ')'));

    private static final Classifier TOR = Servers.server(
            "tor",
            "torproject",
            "tor",
            new Literal(
                    "(on Tor ", Pattern.compile("(\\d\\.\\d\\.\\d{1,2}\\.\\d{1,2}(?:-(?:alpha|beta|rc))?)(?:-dev)? ")),
            version -> List.of("\0tor " + version + '\0', "(tor " + version + ')'));

    /** What its programs need of its own libraries has the whole version in its name. */
    private static final Classifier SAMBA = Servers.server(
            "samba",
            "samba",
            "(?:smbd|nmbd)",
            new Literal("SAMBA_", Pattern.compile(Literal.RELEASE + "[_\\x00]")),
            _ -> List.of("smbd version %s started", "nmbd version %s started"));

    private static final Classifier OPENLDAP = Servers.server(
            "openldap",
            "openldap",
            "slapd",
            new Literal("$OpenLDAP: slapd ", Pattern.compile(Literal.RELEASE + "(?:[+-][^ ]{1,40})? \\(")),
            _ -> List.of("\0slapd starting\n\0"));

    private static final Literal RECURSOR_VERSION =
            new Literal("pdns-recursor ", Pattern.compile(Literal.RELEASE + "\\x00"));

    /** Since 5.4 its parts of Rust are linked so that the version is for itself, after a space. */
    private static final Classifier RECURSOR = called(
            "recursor",
            Servers.of(
                    "pdns-recursor",
                    "powerdns",
                    "pdns_recursor",
                    RECURSOR_VERSION,
                    program -> Stream.of(
                                    RECURSOR_VERSION,
                                    new Literal("\0 ", Pattern.compile("(\\d\\.\\d{1,2}\\.\\d{1,2})\\x00")))
                            .map(one -> Twice.of(one, _ -> List.of("PowerDNS Recursor itself will distribute "))
                                    .apply(program))
                            .filter(found -> !found.isEmpty())
                            .findFirst()
                            .orElse(List.of())));

    /** Right behind the text about its build, and the compiler where that is told. */
    private static final Classifier POWERDNS = called(
            "authoritative",
            Servers.server(
                    "pdns",
                    "powerdns",
                    "pdns_server",
                    new Literal(
                            "-bits mode. Built using \0",
                            Pattern.compile("(?:gcc [^\\x00]{1,40}\\x00)? (\\d\\.\\d{1,2}\\.\\d{1,2})\\x00")),
                    _ -> List.of("<title>PowerDNS Authoritative Server Monitor</title>")));

    private static final Classifier NSD = Servers.server(
            "nsd",
            "nlnetlabs",
            "nsd",
            new Literal("NSD ", Pattern.compile(Literal.RELEASE + "\\x00")),
            _ -> List.of("\0NSD\0%s version %s\n\0"));

    /** For who asks for its version before 3.4, for the schema of its configuration since. */
    private static final Classifier KNOT = called(
            "knot_dns",
            Servers.server(
                    "knot",
                    "nic",
                    "knotd",
                    new Literal("Knot DNS ", Pattern.compile(Literal.RELEASE + "[\\n\\x00]")),
                    _ -> List.of("\0Knot DNS %s starting\0")));

    /** A mark for who looks for it; since 3.11 in the table of its parameters alone, which Debian has in a library. */
    private static final Classifier POSTFIX = Servers.server(
            "postfix",
            "postfix",
            "(?:postfix|postconf|master|smtpd|libpostfix-global\\.so)",
            new Literal("mail_version", Pattern.compile("[=\\x00]" + Literal.RELEASE + "\\x00")),
            _ -> List.of("\0MAIL_CONFIG\0", "\0smtpd_policy_service_timeout\0", "\0smtpd_soft_error_limit\0"));

    private static final Classifier CLAMAV = Servers.of(
            "clamav",
            "clamav",
            "(?:clamd|clamscan|freshclam|clamdscan)",
            new Literal("ClamAV ", Pattern.compile(Literal.RELEASE)),
            Twice.before(
                    RELEASE_ALONE,
                    "/etc/clamav/freshclam.conf\0",
                    "/etc/freshclam.conf\0",
                    "/usr/local/etc/freshclam.conf\0",
                    "/usr/local/etc/clamav/freshclam.conf\0"));

    /** Its modules ask for the text, and for the number. */
    private static final Classifier ASTERISK = Servers.of(
            "asterisk",
            "digium",
            "asterisk",
            new Literal("Asterisk ", Pattern.compile(Literal.RELEASE)),
            Twice.marked(Pattern.compile("(\\d{2}\\.\\d{1,2}\\.\\d{1,2})(?:[~+-].{0,60})?"), Daemons::asteriskNumber));

    /** No library in it has a version of this form; of two nobody could tell which it is. */
    private static final Classifier ENVOY = Servers.of(
            "envoy",
            "envoyproxy",
            "envoy",
            new Literal("envoy/", Pattern.compile(Literal.RELEASE)),
            Twice.only(
                    Pattern.compile("(1\\.[1-9]\\d\\.\\d{1,2})"),
                    "\0initializing epoch {} (base id={}, hot restart version={})\0"));

    /** InnoDB writes it into its log: MariaDB's has another name there. */
    private static final Classifier MYSQL = Servers.server(
            "mysql",
            "oracle",
            "mysqld",
            new Literal("\0MySQL ", Pattern.compile(Literal.RELEASE + "\\x00")),
            _ -> List.of("\0MySQL Server - start.\0"));

    /** What it greets with has it from beside; some compilers lay the sequence that makes it bold between them. */
    private static final Classifier FLUENT_BIT = called(
            "fluent_bit",
            Servers.of(
                    "fluent-bit",
                    "treasuredata",
                    "fluent-bit",
                    new Literal("Fluent Bit v", Pattern.compile(Literal.RELEASE)),
                    Twice.before(
                            RELEASE_ALONE,
                            "Fluent Bit v%s\n\0",
                            "%sFluent Bit v%s%s\n\0",
                            "\033[1m\0%sFluent Bit v%s%s\n\0")));

    /** All of them. */
    static final List<Classifier> ALL = List.of(
            OPENSSH,
            EXIM,
            UNBOUND,
            RSYNC,
            DNSMASQ,
            STRONGSWAN,
            OPENVPN,
            MOSQUITTO,
            VARNISH,
            VSFTPD,
            TOR,
            SAMBA,
            OPENLDAP,
            RECURSOR,
            POWERDNS,
            NSD,
            KNOT,
            POSTFIX,
            CLAMAV,
            ASTERISK,
            ENVOY,
            MYSQL,
            FLUENT_BIT);

    private Daemons() {}

    /** As {@code ast_get_version_num} tells a version: two digits for each of its numbers. */
    private static List<String> asteriskNumber(String version) {
        String[] parts = version.split("\\.", -1);
        return List.of(
                Twice.alone(parts[0] + "%02d%02d".formatted(Integer.parseInt(parts[1]), Integer.parseInt(parts[2]))));
    }

    /** The same where CPE names have another product than its package. */
    private static Classifier called(String product, Classifier one) {
        return new Classifier(one.name(), one.vendor(), product, one.header(), one.programs());
    }
}
