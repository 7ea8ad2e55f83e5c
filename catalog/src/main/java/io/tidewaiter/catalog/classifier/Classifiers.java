package io.tidewaiter.catalog.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The products, a row each. */
final class Classifiers {
    /** The folder of an installation; the shortest that fits, as that which holds {@code bin} and {@code lib}. */
    static final String IN = "((?:[^/]+/){0,40}?)";

    /**
     * The end of the folder into which a wheel's libraries are put that are not its own (auditwheel): beside its packages,
     * and before 2020 in them. It is the folder of the installation: each wheel has its own.
     */
    static final String IN_WHEEL = "(?<=\\.libs/)";

    /** The end of the name of one: a part of its digest is behind its own name. */
    static final String OF_WHEEL = "-[0-9a-f]{8}\\.so(?:\\.[0-9.]+[a-z]?)?";

    private static final String LIBRARIES = "lib(?:64)?/(?:[^/]+-linux-[^/]+/)?";
    private static final Pattern RELEASE = Pattern.compile("\\d{1,4}(?:\\.\\d{1,4}){1,3}[0-9A-Za-z.+-]{0,40}");
    private static final Pattern POSTGRESQL_RELEASE = Pattern.compile("\\d{1,4}[0-9A-Za-z.]{0,40}");

    /** Programs of products that were read before, by their pattern. */
    static final String PHP_MODULE = "modules/libphp*.so";

    static final String PHP_SERVER = "bin/frankenphp";
    static final String OPENSSL_OF_WHEEL = "*.libs/libcrypto-*.so.*";
    static final String OPENSSL_ANYWHERE = "libcrypto.so.*";
    static final String OPENSSL_OF_CRYPTOGRAPHY = "cryptography/hazmat/bindings/_rust*.so";

    /** Dates of the interface that extensions are built for, which is one for all releases of a line (zend_modules.h). */
    private static final Map<String, String> PHP_INTERFACES = Map.ofEntries(
            Map.entry("5.3", "20090626"),
            Map.entry("5.4", "20100525"),
            Map.entry("5.5", "20121212"),
            Map.entry("5.6", "20131226"),
            Map.entry("7.0", "20151012"),
            Map.entry("7.1", "20160303"),
            Map.entry("7.2", "20170718"),
            Map.entry("7.3", "20180731"),
            Map.entry("7.4", "20190902"),
            Map.entry("8.0", "20200930"),
            Map.entry("8.1", "20210902"),
            Map.entry("8.2", "20220829"),
            Map.entry("8.3", "20230831"),
            Map.entry("8.4", "20240924"),
            Map.entry("8.5", "20250925"));

    private static final Literal OPENSSL_VERSION =
            literal("OpenSSL ", "(\\d+\\.\\d+\\.\\d+[a-z]*(?:-[0-9A-Za-z.]+)?) {1,2}\\d{1,2} [A-Z][a-z]{2} \\d{4}");

    private static final Literal OTP_SOURCE =
            literal("otp_src_", "(\\d{1,3}(?:\\.\\d{1,4}){1,4}(?:-rc\\d{1,2})?)/erts/");

    private static final Classifier PYTHON = new Classifier(
            "python",
            "python",
            "python",
            header(
                    "include/python3.*/patchlevel.h",
                    "include/python\\d\\.\\d+[a-z]{0,3}/patchlevel\\.h",
                    defined("PY_VERSION")),
            List.of(
                    new Classifier.Program(
                            "**/bin/python3.*",
                            path("bin/python(\\d\\.\\d{1,3})[a-z]{0,3}"),
                            Classifiers::python,
                            library("libpython", "\\d\\.\\d{1,3}[a-z]{0,3}"),
                            Optional.empty()),
                    new Classifier.Program(
                            "**/lib/libpython3.*.so.*",
                            path(LIBRARIES + "libpython(\\d\\.\\d{1,3})[a-z]{0,3}\\.so(?:\\.[0-9.]+)?"),
                            Classifiers::python,
                            Optional.empty(),
                            Optional.empty())));

    private static final Classifier NODE = new Classifier(
            "node",
            "nodejs",
            "node.js",
            header("include/node/node_version.h", "include/node/node_version\\.h", Classifiers::node),
            programs(
                    literal("node.js/v", "(\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?)\\x00"),
                    library("libnode", ""),
                    version -> List.of("/node-v" + version + ".tar.gz\0"),
                    "bin/node",
                    "bin/node",
                    "lib/libnode.so.*",
                    LIBRARIES + "libnode\\.so(?:\\.[0-9.]+)?",
                    "node", // as Playwright and editors bring it
                    "node"));

    private static final Classifier PHP = new Classifier(
            "php",
            "php",
            "php",
            header("include/php/main/php_version.h", "include/php/main/php_version\\.h", defined("PHP_VERSION")),
            programs(
                    literal("X-Powered-By: PHP/", "(\\d+\\.\\d+\\.\\d+[0-9A-Za-z.+-]*)\\x00"),
                    library("libphp", ""),
                    Classifiers::phpInterface,
                    "bin/{php,php-cgi,phpdbg}",
                    "bin/(?:php|php-cgi|phpdbg)",
                    "sbin/php-fpm",
                    "sbin/php-fpm",
                    "lib/libphp.so",
                    LIBRARIES + "libphp\\.so",
                    PHP_MODULE, // of Apache HTTP Server
                    "modules/libphp[0-9.]{0,8}\\.so",
                    PHP_SERVER,
                    "bin/frankenphp"));

    private static final Classifier RUBY = new Classifier(
            "ruby",
            "ruby-lang",
            "ruby",
            Optional.of(new Classifier.Header(
                    "**/lib/ruby/*/*/rbconfig.rb",
                    path("lib/ruby/[^/]+/[^/]+/rbconfig\\.rb"),
                    content -> ruby(Definitions.ofRuby(content)))),
            programs(
                    literal(
                            "ruby ",
                            "(\\d+\\.\\d+\\.\\d+(?:(?!p\\d)[a-z][0-9a-z]*)?)(?:p\\d+)? \\(\\d{4}-\\d{2}-\\d{2} "),
                    library("libruby", ""),
                    version -> List.of(Twice.alone(version)),
                    "bin/ruby",
                    "bin/ruby",
                    "lib/libruby.so.*",
                    LIBRARIES + "libruby\\.so(?:\\.[0-9.]+)?"));

    private static final Classifier HTTPD = new Classifier(
            "httpd",
            "apache",
            "http_server",
            header("include/ap_release.h", "include/(?:httpd/|apache2/)?ap_release\\.h", Classifiers::httpd),
            programs(
                    literal("Apache/", "(\\d+\\.\\d+\\.\\d+(?:-[0-9a-z]+)?) \\([A-Z]"),
                    Optional.empty(),
                    version -> List.of(Twice.alone("Apache/" + version)),
                    "bin/{httpd,apache2}",
                    "s?bin/(?:httpd|apache2)"));

    private static final Classifier POSTGRESQL = new Classifier(
            "postgresql",
            "postgresql",
            "postgresql",
            header(
                    "include/pg_config.h",
                    "include/(?:postgresql/)?(?:server/)?pg_config\\.h",
                    defines -> word(defines.get("PG_VERSION"), POSTGRESQL_RELEASE)),
            programs(
                    literal(" (PostgreSQL) ", "(\\d+[0-9A-Za-z.]*)[\\n\\x00 ]"),
                    Optional.empty(),
                    version -> List.of("PostgreSQL " + version + " on ", "\0PostgreSQL " + version + " ("),
                    "bin/{postgres,psql,initdb,pg_*,createdb,vacuumdb}",
                    "bin/(?:postgres|psql|initdb|pg_[a-z_]+|pgbench|createdb|createuser|dropdb|dropuser|clusterdb"
                            + "|reindexdb|vacuumdb|vacuumlo|oid2name)"));

    private static final Classifier PERL = new Classifier(
            "perl",
            "perl",
            "perl",
            header(
                    "lib/perl5/*/*/CORE/patchlevel.h",
                    "lib/perl5/(?:[^/]+/){1,2}CORE/patchlevel\\.h",
                    defines -> parts(defines, "PERL_REVISION", "PERL_VERSION", "PERL_SUBVERSION")),
            programs(
                    literal("/perl5/", "(\\d+\\.\\d+\\.\\d+)[/\\x00]"),
                    library("libperl", ""),
                    version -> List.of(Twice.alone("v" + version)),
                    "bin/{perl,perl5.*}",
                    "bin/perl(?:5\\.[0-9.]+)?",
                    "lib/perl5/*/*/CORE/libperl.so",
                    "lib/perl5/(?:[^/]+/){1,2}CORE/libperl\\.so"));

    private static final Classifier OPENSSL = new Classifier(
            "openssl",
            "openssl",
            "openssl",
            header("include/openssl/opensslv.h", "include/openssl/opensslv\\.h", Classifiers::openssl),
            Stream.of(
                            programs(
                                    OPENSSL_VERSION,
                                    Optional.empty(),
                                    version -> List.of(Twice.alone(version)),
                                    "bin/openssl",
                                    "bin/openssl",
                                    "lib/libssl.so.*",
                                    LIBRARIES + "libssl\\.so(?:\\.[0-9.]+[a-z]?)?"),
                            programs(
                                    OPENSSL_VERSION,
                                    Optional.empty(),
                                    Classifiers::opensslLibrary,
                                    "lib/libcrypto.so.*",
                                    LIBRARIES + "libcrypto\\.so(?:\\.[0-9.]+[a-z]?)?",
                                    OPENSSL_OF_WHEEL,
                                    IN_WHEEL + "libcrypto" + OF_WHEEL,
                                    OPENSSL_ANYWHERE, // as wheels bring it that have a folder of their own for it
                                    "libcrypto\\.so(?:\\.[0-9.]+[a-z]?)?"),
                            programs(
                                    OPENSSL_VERSION,
                                    Optional.empty(),
                                    version -> List.of(Twice.alone(version)),
                                    OPENSSL_OF_CRYPTOGRAPHY, // which is linked into it
                                    "cryptography/hazmat/bindings/_(?:rust|openssl)[^/]{0,100}\\.so"))
                    .flatMap(List::stream)
                    .toList());

    /** Its compiler names the release that it compiles for, and its flags the folder that it was built in. */
    private static final Classifier ERLANG = new Classifier(
            "erlang",
            "erlang",
            "erlang\\/otp",
            Optional.empty(),
            List.of(new Classifier.Program(
                    "**/erts-*/bin/beam.smp",
                    path("erts-[0-9.]{1,30}/bin/beam(?:\\.smp)?"),
                    _ -> OTP_SOURCE,
                    Optional.empty(),
                    Optional.of(Twice.of(
                            OTP_SOURCE,
                            version -> List.of("Erlang/OTP " + version.split("\\.", 2)[0] + " compiler"))))));

    /** All of them. */
    static final List<Classifier> ALL = Stream.of(
                    List.of(PYTHON, NODE, PHP, RUBY, HTTPD, POSTGRESQL, PERL, OPENSSL, ERLANG),
                    Servers.ALL,
                    Daemons.ALL,
                    Tools.ALL)
            .flatMap(List::stream)
            .toList();

    private Classifiers() {}

    private static Pattern path(String below) {
        return Pattern.compile(IN + below);
    }

    private static Optional<Classifier.Header> header(
            String shown, String below, Function<Map<String, String>, Optional<String>> version) {
        return Optional.of(new Classifier.Header(
                "**/" + shown, path(below), content -> version.apply(Definitions.ofHeader(content))));
    }

    /**
     * @param others texts of which each has the version in another form than the literal; null where there is no such
     * @param shownAndBelow for each kind of program its pattern for people and its path below the folder
     */
    private static List<Classifier.Program> programs(
            Literal version,
            Optional<Literal> library,
            @Nullable Function<String, List<String>> others,
            String... shownAndBelow) {
        List<Classifier.Program> programs = new ArrayList<>();
        for (int i = 0; i < shownAndBelow.length; i += 2) {
            programs.add(new Classifier.Program(
                    "**/" + shownAndBelow[i],
                    path(shownAndBelow[i + 1]),
                    _ -> version,
                    library,
                    Optional.ofNullable(others).map(one -> Twice.of(version, one))));
        }
        return programs;
    }

    private static Literal literal(String anchor, String rest) {
        return new Literal(anchor, Pattern.compile(rest));
    }

    /** The name of a library as the table of what a program needs has it. */
    private static Optional<Literal> library(String stem, String more) {
        return Optional.of(literal(stem, "(" + more + "\\.so[.0-9]{0,40})\\x00"));
    }

    /** The version alone, as {@code sys.version} begins with it; the name of the file says which line it is of. */
    private static Literal python(String line) {
        return literal(line + ".", "(\\d{1,3}(?:(?:a|b|rc)\\d{1,3})?\\+?)\\x00");
    }

    /** What the build of an extension must be of; a line that is not known has none. */
    private static List<String> phpInterface(String version) {
        String[] numbers = version.split("\\.", 3);
        String date = PHP_INTERFACES.get(numbers[0] + '.' + numbers[1]);
        return date == null
                ? List.of()
                : Stream.of(",NTS\0", ",TS\0", ",NTS,debug\0", ",TS,debug\0")
                        .map(build -> "\0API" + date + build)
                        .toList();
    }

    /**
     * Before 3.0 the version is nowhere alone: the library exports symbols of its line, and before 1.1.0 each of its
     * parts has its own text. Who was only built with it needs the same symbols, so that a file must have the library's
     * name for this to count.
     */
    private static List<String> opensslLibrary(String version) {
        String other = version.startsWith("1.1.1")
                ? Twice.alone("OPENSSL_1_1_1")
                : version.startsWith("1.1.0") ? Twice.alone("OPENSSL_1_1_0") : "\0AES part of OpenSSL " + version + ' ';
        return List.of(Twice.alone(version), other);
    }

    private static Function<Map<String, String>, Optional<String>> defined(String name) {
        return defines -> word(defines.get(name), RELEASE);
    }

    /** The first word of a value, where it has the form. */
    private static Optional<String> word(@Nullable String value, Pattern form) {
        return Optional.ofNullable(value)
                .map(text -> text.split(" ", 2)[0])
                .filter(text -> form.matcher(text).matches());
    }

    /** Numbers with dots between them. */
    private static Optional<String> parts(Map<String, String> defines, String... names) {
        String version =
                Arrays.stream(names).map(name -> defines.getOrDefault(name, "")).collect(Collectors.joining("."));
        return word(version, RELEASE);
    }

    private static Optional<String> node(Map<String, String> defines) {
        return parts(defines, "NODE_MAJOR_VERSION", "NODE_MINOR_VERSION", "NODE_PATCH_VERSION")
                .map(version -> version
                        + (defines.getOrDefault("NODE_VERSION_IS_RELEASE", "").equals("0") ? "-pre" : ""));
    }

    private static Optional<String> httpd(Map<String, String> defines) {
        return parts(
                        defines,
                        "AP_SERVER_MAJORVERSION_NUMBER",
                        "AP_SERVER_MINORVERSION_NUMBER",
                        "AP_SERVER_PATCHLEVEL_NUMBER")
                .map(version -> version
                        + (defines.getOrDefault("AP_SERVER_DEVBUILD_BOOLEAN", "")
                                        .equals("1")
                                ? "-dev"
                                : ""));
    }

    private static Optional<String> ruby(Map<String, String> defines) {
        return defines.containsKey("RUBY_PROGRAM_VERSION")
                ? word(defines.get("RUBY_PROGRAM_VERSION"), RELEASE)
                : parts(defines, "MAJOR", "MINOR", "TEENY");
    }

    private static Optional<String> openssl(Map<String, String> defines) {
        String text = defines.getOrDefault("OPENSSL_VERSION_TEXT", "");
        return text.startsWith("OpenSSL ") ? word(text.substring("OpenSSL ".length()), RELEASE) : Optional.empty();
    }
}
