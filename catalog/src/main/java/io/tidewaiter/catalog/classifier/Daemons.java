package io.tidewaiter.catalog.classifier;

import java.util.List;
import java.util.regex.Pattern;

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

    private static final Classifier RECURSOR = called(
            "recursor",
            Servers.server(
                    "pdns-recursor",
                    "powerdns",
                    "pdns_recursor",
                    new Literal("pdns-recursor ", Pattern.compile(Literal.RELEASE + "\\x00")),
                    _ -> List.of("PowerDNS Recursor itself will distribute ")));

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
            RECURSOR);

    private Daemons() {}

    /** The same where CPE names have another product than its package. */
    private static Classifier called(String product, Classifier one) {
        return new Classifier(one.name(), one.vendor(), product, one.header(), one.programs());
    }
}
