package io.tidewaiter.match.build;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Builds of one release of a language's package, which the ecosystem's order takes for other releases: Maven's builds for
 * a runtime ({@code 12.10.2.jre11}, {@code 32.0.0-android}), RubyGems' for a platform ({@code 1.19.3-aarch64-linux-gnu}),
 * PEP 440's local versions ({@code 2.0.1+cu118}) and Bitnami's revisions ({@code 2.3.1-4}). They hold the code of their
 * release, so what is said of one of them is said of the others.
 */
public final class Flavours {
    /** A runtime at the end, or before a word such as {@code -preview}. */
    private static final Pattern RUNTIME =
            Pattern.compile("[.-](?:(?:jre|jdk)[0-9]*|android)(?=$|-)", Pattern.CASE_INSENSITIVE);

    /** One number behind the release; {@code 2.0.0-rc-1} is a pre-release, as Bitnami's order has it. */
    private static final Pattern REVISION = Pattern.compile("([^-+]+)-[0-9]+(?:\\+.*)?", Pattern.DOTALL);

    /** Processors, runtimes and systems that a platform of RubyGems begins with ({@code Gem::Platform}). */
    private static final Set<String> PLATFORMS = Set.of(
            "x86_64",
            "amd64",
            "x86",
            "x64",
            "i386",
            "i486",
            "i586",
            "i686",
            "aarch64",
            "aarch64_be",
            "arm64",
            "arm",
            "armv5",
            "armv6",
            "armv6l",
            "armv7",
            "armv7l",
            "armv8",
            "universal",
            "powerpc",
            "powerpc64",
            "powerpc64le",
            "ppc",
            "ppc64",
            "ppc64le",
            "s390x",
            "riscv64",
            "loongarch64",
            "mips",
            "mips64",
            "sparc",
            "wasm32",
            "java",
            "jruby",
            "mswin32",
            "mswin64",
            "mingw32",
            "dalvik",
            "dotnet",
            "linux",
            "darwin",
            "freebsd",
            "openbsd",
            "solaris");

    private Flavours() {}

    /**
     * The release that the version is a build of, by the order a later version than that: {@code 2.0.1} of {@code
     * 2.0.1+cu118} (PEP 440, "Local version identifiers": specifiers that name the public version mean it too) and of
     * Bitnami's {@code 2.0.1-3}. Empty where it is the release itself.
     */
    public static String released(Ecosystem ecosystem, String version) {
        return switch (ecosystem.name()) {
            case "PyPI" -> {
                int plus = version.indexOf('+');
                yield plus > 0 ? version.substring(0, plus) : "";
            }
            case "Bitnami" -> {
                var revision = REVISION.matcher(version);
                yield revision.matches() ? revision.group(1) : "";
            }
            default -> "";
        };
    }

    /** Whether a version that a record names is such a build itself: then the record means what it says. */
    public static boolean isBuild(Ecosystem ecosystem, String version) {
        return !released(ecosystem, version).isEmpty();
    }

    /** The version of a gem without the platform that its file's name ends with: {@code 1.19.3} of {@code 1.19.3-java}. */
    public static String withoutPlatform(String gem) {
        int hyphen = gem.indexOf('-');
        if (hyphen <= 0) {
            return gem;
        }
        int next = gem.indexOf('-', hyphen + 1);
        String first = gem.substring(hyphen + 1, next < 0 ? gem.length() : next);
        return PLATFORMS.contains(first.toLowerCase(Locale.ROOT)) ? gem.substring(0, hyphen) : gem;
    }

    /**
     * The order of releases: of Maven's, those for different runtimes, and for none that is named, are equal; rebuilds of
     * Red Hat's that bear a mark are in the place of what they were built from.
     */
    public static VersionScheme order(Ecosystem ecosystem, VersionScheme scheme) {
        return ecosystem.name().equals("Maven") ? new AnyRuntime(scheme) : CentosBuilds.order(ecosystem, scheme);
    }

    /**
     * The order by which one version is another one of a list: publishers list what lies in their ranges by the ecosystem's
     * order, {@code 12.10.2.jre8} before the fix in {@code 12.10.2.jre11}, which is no word on other builds.
     */
    public static VersionScheme exact(VersionScheme order) {
        return order instanceof AnyRuntime(VersionScheme whole) ? whole : order;
    }

    /** Most are not, and to see that is cheaper. */
    private static boolean mayBeOfRuntime(String version) {
        for (int i = 1; i < version.length(); i++) {
            char before = version.charAt(i - 1);
            char letter = Character.toLowerCase(version.charAt(i));
            if ((before == '.' || before == '-') && (letter == 'j' || letter == 'a')) {
                return true;
            }
        }
        return false;
    }

    private record AnyRuntime(VersionScheme whole) implements VersionScheme {
        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public boolean reads(String version) {
            return whole.reads(version);
        }

        @Override
        public Order compare(String left, String right) {
            return whole.compare(bare(left), bare(right));
        }

        private static String bare(String version) {
            return mayBeOfRuntime(version) ? RUNTIME.matcher(version).replaceFirst("") : version;
        }
    }
}
