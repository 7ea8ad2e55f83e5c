package io.tidewaiter.catalog.classifier;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.elf.ElfHeader;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.ProgramCataloger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Programs and libraries of products that are built from source: the version in their bytes. It counts only with a header
 * of the same installation that tells the same ({@link HeaderCataloger}), or where the bytes have it in two forms.
 */
public final class ClassifierCataloger implements ProgramCataloger {
    private static final int PROGRAM_BYTES_MAX = 256 << 20;
    private static final int SINCE = 21;
    private static final int SINCE_TWICE = 22;
    private static final int SINCE_ANYWHERE = 32;
    private static final int SINCE_DAEMONS = 35;
    private static final int SINCE_SERVERS = 38;
    private static final int SINCE_LINKED = 39;
    private static final int SINCE_LAST = 40;
    private static final int SINCE_BROWSERS = 41;

    /** Of those that came after the first ones of two forms, and of single programs of them by their pattern. */
    private static final Map<String, Integer> LATER = Map.ofEntries(
            Map.entry("proftpd", 24),
            Map.entry("curl", 24),
            Map.entry("bun", 24),
            Map.entry("deno", 24),
            Map.entry("ffmpeg", 26),
            Map.entry(Tools.FFMPEG_LIBRARIES, 28),
            Map.entry("**/" + Classifiers.PHP_MODULE, 30),
            Map.entry("**/" + Classifiers.PHP_SERVER, 30),
            Map.entry("**/" + Classifiers.OPENSSL_OF_WHEEL, 30),
            Map.entry("**/" + Classifiers.OPENSSL_OF_CRYPTOGRAPHY, 30),
            Map.entry("**/" + Tools.LIBCURL_OF_WHEEL, 30),
            Map.entry("bash", 30),
            Map.entry("irssi", 30),
            Map.entry("coturn", 30),
            Map.entry("dovecot", 30),
            Map.entry("erlang", 30),
            Map.entry("**/" + Classifiers.OPENSSL_ANYWHERE, SINCE_ANYWHERE),
            Map.entry("bind", SINCE_ANYWHERE),
            Map.entry("git", SINCE_ANYWHERE),
            Map.entry("sudo", SINCE_DAEMONS),
            Map.entry("lua", SINCE_DAEMONS),
            Map.entry("imagemagick", SINCE_DAEMONS),
            Map.entry("ghostscript", SINCE_DAEMONS),
            Map.entry("tcpdump", SINCE_DAEMONS),
            Map.entry("sqlite", SINCE_DAEMONS),
            Map.entry("pdns", SINCE_SERVERS),
            Map.entry("nsd", SINCE_SERVERS),
            Map.entry("knot", SINCE_SERVERS),
            Map.entry("postfix", SINCE_SERVERS),
            Map.entry("clamav", SINCE_SERVERS),
            Map.entry("asterisk", SINCE_SERVERS),
            Map.entry("envoy", SINCE_SERVERS),
            Map.entry("mysql", SINCE_SERVERS),
            Map.entry("fluent-bit", SINCE_LAST),
            Map.entry("jq", SINCE_LAST),
            Map.entry("qt", SINCE_LAST),
            Map.entry("chrome", SINCE_BROWSERS),
            Map.entry("xz", SINCE_BROWSERS),
            Map.entry("zstd", SINCE_BROWSERS));

    /** Those that tell their version once, beside a text that they alone have. */
    private static final Set<String> BESIDE = Set.of(
            "openssh",
            "exim",
            "unbound",
            "rsync",
            "dnsmasq",
            "mosquitto",
            "sudo",
            "imagemagick",
            "ghostscript",
            "tcpdump",
            "squid",
            "samba",
            "openldap",
            "pdns-recursor",
            "pdns",
            "nsd",
            "knot",
            "postfix",
            "clamav",
            "envoy",
            "mysql",
            "fluent-bit",
            "jq",
            "xz",
            "zstd");

    /** Of those that were looked for in certain folders before. */
    private static final Set<String> ANYWHERE = Set.of("curl", "bash", "irssi");

    /** Of those with a header that told their version in two forms later than the first ones. */
    private static final Map<String, Integer> TWICE_LATER = Map.of("php", 30);

    /** What the names of all of them begin with: an image has hundreds of programs, and few are worth a pattern. */
    private static final List<String> BEGINNINGS = List.of(
            "python",
            "libpython",
            "node",
            "libnode",
            "php",
            "libphp",
            "ruby",
            "libruby",
            "httpd",
            "apache2",
            "postgres",
            "psql",
            "pg",
            "perl",
            "initdb",
            "createdb",
            "createuser",
            "dropdb",
            "dropuser",
            "clusterdb",
            "reindexdb",
            "vacuum",
            "oid2name",
            "libperl",
            "frankenphp",
            "openssl",
            "libcrypto.",
            "libcrypto-",
            "libssl.",
            "_rust",
            "_openssl",
            "beam",
            "bash",
            "irssi",
            "turnserver",
            "dovecot",
            "named",
            "git",
            "nginx",
            "openresty",
            "redis-",
            "valkey-",
            "memcached",
            "haproxy",
            "lighttpd",
            "squid",
            "busybox",
            "mariadb",
            "mysql",
            "[",
            "proftpd",
            "curl",
            "libcurl",
            "bun",
            "deno",
            "ff",
            "libav",
            "libpostproc",
            "libswresample",
            "ssh",
            "exim",
            "unbound",
            "rsync",
            "dnsmasq",
            "charon",
            "openvpn",
            "mosquitto",
            "varnishd",
            "vsftpd",
            "tor",
            "sudo",
            "lua",
            "liblua",
            "libMagickCore-",
            "gs",
            "libgs.",
            "tcpdump",
            "sqlite3",
            "libsqlite3",
            "smbd",
            "nmbd",
            "slapd",
            "pdns_",
            "nsd",
            "knotd",
            "postfix",
            "postconf",
            "master",
            "smtpd",
            "libpostfix-",
            "clam",
            "freshclam",
            "asterisk",
            "envoy",
            "fluent-bit",
            "jq",
            "libQt",
            "chrom",
            "headless_shell",
            "xz",
            "zstd");

    @Override
    public String name() {
        return Witness.PROGRAM;
    }

    @Override
    public Declaration declaration() {
        Declaration declaration =
                Declaration.of("Built from source: programs", "generic", "the version text of each product");
        for (Classifier one : Classifiers.ALL) {
            for (Classifier.Program program : one.programs()) {
                declaration = declaration.reads(
                        since(one, program), program.shown(), one.name() + ", where " + proof(one, program));
            }
        }
        return declaration.reads(
                SINCE_LINKED,
                "the file of any name that a symbolic link of such a name leads to",
                "each of them, where its bytes tell the version in two ways");
    }

    private static int since(Classifier one, Classifier.Program program) {
        int later = Daemons.ALL.contains(one) ? SINCE_DAEMONS : SINCE_TWICE;
        int ofAll = one.header().isPresent() ? SINCE : LATER.getOrDefault(one.name(), later);
        return LATER.getOrDefault(program.shown(), ofAll);
    }

    private static String proof(Classifier one, Classifier.Program program) {
        String header = "a header of the same installation tells the same version";
        String twice = "its bytes tell the version in two ways";
        if (BESIDE.contains(one.name())) {
            return "its bytes tell the version, and a text that it alone has";
        }
        if (one.header().isEmpty()) {
            boolean wasElsewhere = (Servers.ALL.contains(one) || ANYWHERE.contains(one.name()))
                    && since(one, program) < SINCE_ANYWHERE
                    && !program.shown().contains("libs/");
            return wasElsewhere ? twice + " (in any folder since " + SINCE_ANYWHERE + ")" : twice;
        }
        if (program.twice().isEmpty()) {
            return header;
        }
        int since = TWICE_LATER.getOrDefault(one.name(), SINCE_TWICE);
        return header + ", or " + (since(one, program) < since ? "(since " + since + ") " : "") + twice;
    }

    /** Whether a program of some product has the name of this path. */
    public static boolean isNamed(String path) {
        return mayBe(path)
                && Classifiers.ALL.stream().anyMatch(one -> one.program(path).isPresent());
    }

    @Override
    public boolean wantsHead(FileEntry file, byte[] head, int headBytes) {
        return ElfHeader.isProgram(head, headBytes)
                && (wantsProgram(file.path()) || Unnamed.mayBe(file, head, mayBe(file.path())));
    }

    @Override
    public boolean wantsProgram(String path) {
        return isNamed(path);
    }

    private static boolean mayBe(String path) {
        int name = path.lastIndexOf('/') + 1;
        for (String beginning : BEGINNINGS) {
            if (path.startsWith(beginning, name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int bytesMax() {
        return PROGRAM_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (!wantsProgram(file.path())) {
            Unnamed.read(content, mayBe(file.path()), facts);
            return;
        }
        for (Classifier one : Classifiers.ALL) {
            one.program(file.path()).ifPresent(path -> read(one, path, content, facts));
        }
    }

    private static void read(Classifier one, ProgramPath path, byte[] content, Consumer<Fact> facts) {
        List<String> twice =
                path.program().twice().map(find -> find.apply(content)).orElse(List.of());
        twice.forEach(version -> facts.accept(Witness.twice(one, version)));
        if (!twice.isEmpty()) {
            return;
        }
        List<String> versions = path.versions(content);
        versions.forEach(version -> facts.accept(Witness.fact(one, version, "")));
        if (versions.isEmpty()) {
            path.libraries(content).forEach(library -> facts.accept(Witness.fact(one, "", library)));
        }
    }
}
