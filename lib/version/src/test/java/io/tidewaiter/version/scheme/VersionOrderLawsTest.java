package io.tidewaiter.version.scheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every version order: it never throws, it is a total order, and it takes linear time. */
class VersionOrderLawsTest {
    private static final long SEED = 20261124L;
    private static final int ROUNDS = 8_000;

    /** What released Maven artifacts are called; outside of this form Maven's own order has cycles. */
    private static final Predicate<String> MAVEN_FORM = Pattern.compile(
                    "\\d+(\\.\\d+)*([.-]?[A-Za-z]+(-?[1-9]\\d*)?)?(-[1-9]\\d*)?")
            .asMatchPredicate();

    /** Items that are numbers or start with a letter; outside of this form Conan's own order has cycles. */
    private static final Predicate<String> CONAN_FORM = Pattern.compile(
                    "(\\d+|[a-z]\\w*)(\\.(\\d+|[a-z]\\w*))*(-(\\d+|[a-z]\\w*)(\\.(\\d+|[a-z]\\w*))*)?(\\+(\\d+|[a-z]\\w*)(\\.(\\d+|[a-z]\\w*))*)?")
            .asMatchPredicate();

    /** Single separators, none at the end; outside of this form pacman's own order has cycles. */
    private static final Predicate<String> PACMAN_FORM =
            Pattern.compile("(\\d+:)?[a-z0-9]+(\\.[a-z0-9]+)*").asMatchPredicate();

    /** A scheme with the pieces that its versions are made of, and which of them the laws are claimed for. */
    record Subject(String name, VersionScheme scheme, List<String> pieces, Predicate<String> claimed) {
        static Subject of(String name, VersionScheme scheme, String pieces, Predicate<String> claimed) {
            return new Subject(name, scheme, List.of(pieces.split(" ", -1)), claimed);
        }

        String version(Random random) {
            StringBuilder out = new StringBuilder();
            int count = 1 + random.nextInt(5);
            for (int i = 0; i < count; i++) {
                out.append(pieces.get(random.nextInt(pieces.size())));
            }
            return out.toString();
        }

        String readable(Random random) {
            while (true) {
                String version = version(random);
                if (scheme.reads(version) && claimed.test(version)) {
                    return version;
                }
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Subject> subjects() {
        Predicate<String> all = version -> true;
        return List.of(
                Subject.of("dpkg", VersionSchemes.DPKG, "0 00 1 9 10 a Z ~ ~~ + . - : 0: 1: -1 rc ! git", all),
                Subject.of(
                        "rpm without release",
                        VersionSchemes.RPM,
                        "0 00 1 9 10 a Z ~ ^ + . _ 0: 1: rc",
                        version -> !version.contains("-")),
                Subject.of(
                        "rpm with release",
                        VersionSchemes.RPM,
                        "0 00 1 9 10 a Z ~ ^ . _ 0: 1: - -1 -2.el8",
                        VersionOrderLawsTest::hasRelease),
                Subject.of(
                        "apk",
                        VersionSchemes.APK,
                        "0 00 1 9 10 a b .1 .01 .10 _alpha _rc2 _p _git1 -r0 -r1 ~ab12",
                        all),
                Subject.of(
                        "builds of Root",
                        VersionSchemes.of(Ecosystem.parse("Root:Debian:12")).orElseThrow(),
                        "0 1 10 a ~ + . - .root.io .root.io.1 +root.io.10 -root.io.2 root",
                        all),
                Subject.of(
                        "builds of Seal",
                        VersionSchemes.of(Ecosystem.parse("Seal:npm")).orElseThrow(),
                        "0.1.0 1.0.0 .1 -a +b -sp1 +sp2 -sp10 -sp1p2 .0.1.sp1 sp +incompatible",
                        all),
                Subject.of(
                        "Seal's builds of Alpine",
                        VersionSchemes.of(Ecosystem.parse("Seal:Alpine")).orElseThrow(),
                        "0 1 10 a .1 _p -r0 -r2 -r25341 -r253411 -r2534110 5341 -r5341",
                        all),
                Subject.of("SemVer", VersionSchemes.SEMVER, "0 1 10 v .0 .1 .10 -a -1 -rc.1 .a +b - beta 01", all),
                Subject.of("pub", VersionSchemes.PUB, "0 1 10 .0 .1 .10 -a -1 -rc.1 .a +b +1 +b.1", all),
                Subject.of(
                        "Maven",
                        VersionSchemes.MAVEN,
                        "0 1 10 00 .0 .1 -1 -0 - . alpha -alpha a1 -b rc cr -SNAPSHOT ga .Final sp -sp x -x .RELEASE jre8",
                        MAVEN_FORM),
                Subject.of(
                        "PEP 440",
                        VersionSchemes.PEP440,
                        "0 1 10 v 1! 0! .0 .1 a1 b rc2 -1 .post .post2 r1 .dev .dev1 +a +1 .b _ ALPHA  ",
                        all),
                Subject.of("RubyGems", VersionSchemes.RUBYGEMS, "0 1 10 .0 .00 .1 .10 .a .rc1 -1 -rc.1 .pre .B a", all),
                Subject.of("NuGet", VersionSchemes.NUGET, "0 1 10 .0 .01 .1 .10 -a -A -1 -rc.1 .b +b +1 -", all),
                Subject.of(
                        "Composer",
                        VersionSchemes.COMPOSER,
                        "v 0 1 10 .0 .1 .10 -dev .x x-dev a -alpha1 b2 -RC -rc.2 -patch p1 .pl3 2010 -01-02 +x 20100102",
                        all),
                Subject.of("PHP", VersionSchemes.PHP, "0 1 10 00 . - + _ dev a beta RC pl p foo .0 .1 ~", all),
                Subject.of("releases", VersionSchemes.RELEASES, "0 1 10 00 .0 .1 a b1 beta -rc RC2 -dev pre _ .", all),
                Subject.of("OpenSSL", VersionSchemes.OPENSSL, "0 1 10 .0 .1 a b z za zb -beta1 -dev -pre2 alpha3", all),
                Subject.of(
                        "Java",
                        VersionSchemes.JAVA,
                        "1. 8 0 17 .0 .00 .1 u4 _13 -update2 -ea -0 -01 -b08 +9 -LTS",
                        all),
                Subject.of("Perl", VersionSchemes.PERL, "v 0 1 10 00 . .0 .1 .100 _ _2 002 -TRIAL -TRIAL2", all),
                Subject.of("Hex", VersionSchemes.HEX, "0. 1. 1.0.0 2.0.1 10 -a -1 -rc.1 .b .1 +b -", all),
                Subject.of("Bitnami", VersionSchemes.BITNAMI, "1.0.0 1.0.1 2.0.0 -0 -1 -10 -a -1.a -rc.1 .b +b", all),
                Subject.of("R", VersionSchemes.R, "0 00 1 9 10 . - .0 -1 .10", all),
                Subject.of("Haskell", VersionSchemes.HASKELL, "0 00 1 9 10 . .0 .1 .10", all),
                Subject.of(
                        "Conan",
                        VersionSchemes.CONAN,
                        "0 1 10 .0 .1 .10 .a .b1 -a -1 - -pre.1 +b +1 + .c cci.",
                        CONAN_FORM),
                Subject.of(
                        "pacman without release",
                        VersionSchemes.PACMAN,
                        "0 00 1 9 10 a b .a .1 .0 rc 0: 1:",
                        PACMAN_FORM),
                Subject.of(
                        "portage", VersionSchemes.PORTAGE, "0 1 10 .0 .01 .1 .10 a b _p _p1 _rc1 _alpha -r0 -r1", all),
                Subject.of("xbps", VersionSchemes.XBPS, "0 00 1 9 10 . .0 a b rc alpha beta1 pl _1 _0 1: -", all),
                Subject.of("Nix", VersionSchemes.NIX, "0 00 1 9 10 . - .0 a b pre rc +", all),
                Subject.of(
                        "FreeBSD",
                        VersionSchemes.FREEBSD,
                        "0 00 1 9 10 . .0 a b .a rc alpha beta1 pl pl1 * + _1 _0 ,1 dev",
                        all));
    }

    private static boolean hasRelease(String version) {
        int dash = version.lastIndexOf('-');
        return dash > version.indexOf(':') + 1 && dash < version.length() - 1;
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void isATotalOrder(Subject subject) {
        VersionScheme scheme = subject.scheme();
        Random random = new Random(SEED);
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            String a = subject.readable(random);
            String b = subject.readable(random);
            String c = subject.readable(random);
            Order ab = scheme.compare(a, b);
            Order bc = scheme.compare(b, c);
            Order ac = scheme.compare(a, c);
            boolean isReflexive = scheme.compare(a, a) == Order.EQUAL;
            boolean isTotal = ab != Order.CANNOT_TELL;
            boolean isAntisymmetric = scheme.compare(b, a) == ab.reversed();
            boolean isTransitive = ab == Order.EQUAL ? ac == bc : (bc != ab && bc != Order.EQUAL) || ac == ab;
            if (!isReflexive || !isTotal || !isAntisymmetric || !isTransitive) {
                wrong.add("%s %s %s %s %s; %s %s %s".formatted(a, ab, b, bc, c, a, ac, c));
            }
        }
        assertThat(wrong).as("seed %d", SEED).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void neverThrowsAndNeverOrdersWhatItDoesNotRead(Subject subject) {
        VersionScheme scheme = subject.scheme();
        Random random = new Random(SEED);
        for (int i = 0; i < ROUNDS; i++) {
            String a = i % 2 == 0 ? subject.version(random) : noise(random);
            String b = subject.version(random);
            boolean areRead = scheme.reads(a) && scheme.reads(b);
            assertThat(scheme.compare(a, b) != Order.CANNOT_TELL)
                    .as("'%s' with '%s', seed %d", a, b, SEED)
                    .isEqualTo(areRead);
        }
    }

    private static String noise(Random random) {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            out.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        }
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void takesLinearTimeOnHugeVersions(Subject subject) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (String unit : List.of("1", "0", "1a")) {
                compareRepeated(subject.scheme(), unit, 400_000);
            }
            for (String unit : List.of(".1", ".0", "-1", "-", "-0", "a", "~", "^", "_p1", "+", "a.", "-a", ".rc1")) {
                compareRepeated(subject.scheme(), unit, 80_000);
            }
        });
    }

    /** A huge version stands to another one as a small one of the same form does. */
    private static void compareRepeated(VersionScheme scheme, String unit, int chars) {
        String filler = unit.repeat(chars / unit.length());
        for (String end : List.of("1", "2")) {
            Order order = scheme.compare("1" + filler + "1", "1" + filler + end);
            String few = unit.repeat(3);
            Order expected = scheme.compare("1" + few + "1", "1" + few + end);
            boolean isRead = scheme.reads("1" + filler + "1");
            assertThat(order).as("%s of %s", unit, scheme.name()).isEqualTo(isRead ? expected : Order.CANNOT_TELL);
        }
    }
}
