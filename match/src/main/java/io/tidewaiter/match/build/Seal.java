package io.tidewaiter.match.build;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Order;
import io.tidewaiter.version.PackageNames;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Packages that Seal Security built again with fixes of later versions, and its records of them (OSV, {@code
 * Seal:Debian}, {@code Seal:Red Hat:8}, {@code Seal:PyPI}): which of its builds a vulnerability is still in. What it
 * built has a name of its own ({@code seal-wget}, {@code @seal-security/ejs}, {@code seal.sp1.org.example:a}, {@code
 * sealsecurity.io/golang.org/x/crypto}) or upstream's, and a language's package a mark in the version ({@code
 * 4.2.8+sp1}, {@code 3.1.8-sp2p1}, {@code 2.0.7.0.1.sp1}; Seal's documentation, "Naming and versioning").
 *
 * <p>Such records have a range for each version of upstream that Seal built again, and know every vulnerability that is
 * left in its builds: where they have one of that name and version nobody else is asked, else they say nothing. The marks
 * of npm, Go and gems alone prove nothing, as others have such versions too.
 */
public final class Seal {
    /** Who it is, for a person. */
    public static final String BUILDER = "Seal";

    /** The ecosystem of its records. */
    public static final String NAME = "Seal";

    private static final String PREFIX = "seal-";
    private static final String SCOPE = "@seal-security/";
    private static final String IN_SCOPE = "-sealsec-";
    private static final String HOST = "sealsecurity.io/";
    private static final Pattern GROUP = Pattern.compile("seal\\.sp\\d+\\.(?=.)");
    private static final Pattern PLUS = Pattern.compile("\\+sp\\d+(?:p\\d+)?$");
    private static final Pattern HYPHEN = Pattern.compile("-sp\\d+(?:p\\d+)?(?=(?:\\+incompatible)?$)");
    private static final Pattern GEM = Pattern.compile("\\.0\\.1\\.sp\\d+(?:p\\d+)?$");
    private static final Pattern EL = Pattern.compile("\\.el(\\d+)");

    private Seal() {}

    /** Whether it is a distribution's package of Seal's: the name tells it, and that of a subpackage its source's. */
    static boolean isSystems(InstalledPackage installed) {
        SourcePackage source = installed.source();
        return hasPrefix(installed.name()) || (source != null && hasPrefix(source.name()));
    }

    private static boolean hasPrefix(String name) {
        return name.length() > PREFIX.length() && name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** A distribution's package as one of Seal's where it is one and Seal speaks; else as it is. */
    static InstalledPackage seen(InstalledPackage installed, Predicate<Ecosystem> speaks) {
        String format = installed.purl().type();
        if (installed.ecosystem() == null || !isSystems(installed)) {
            return installed;
        }
        Ecosystem records = switch (format) {
            case "deb" -> new Ecosystem(NAME, "Debian");
            case "apk" -> new Ecosystem(NAME, "Alpine");
            case "rpm" -> new Ecosystem(NAME, "Red Hat" + release(installed.version()));
            default -> null;
        };
        return records != null && speaks.test(records) ? installed.under(records) : installed;
    }

    /** Whether Seal's records know the builds of a distribution's package's version. */
    static boolean know(AdvisoryDb db, Ecosystem records, InstalledPackage installed) {
        SourcePackage source = installed.source();
        return !said(db, records, installed.name(), installed.version()).isEmpty()
                || (source != null
                        && !said(db, records, source.name(), source.version()).isEmpty());
    }

    /** What Seal's records say of a name, where they know the builds of that version; else nothing. */
    public static List<AffectedPackage> said(AdvisoryDb db, Ecosystem records, String name, String version) {
        List<AffectedPackage> said = db.lookup(records, name);
        return VersionSchemes.of(records)
                .filter(scheme -> said.stream().anyMatch(entry -> isOf(entry, records, scheme, version)))
                .map(_ -> said)
                .orElse(List.of());
    }

    private static boolean isOf(AffectedPackage entry, Ecosystem records, VersionScheme scheme, String version) {
        String base = VersionSchemes.builtFrom(records, version);
        return Stream.concat(
                        entry.ranges().stream()
                                .flatMap(range -> range.events().stream())
                                .map(RangeEvent::version),
                        entry.versions().stream())
                .anyMatch(named -> scheme.compare(base, VersionSchemes.builtFrom(records, named)) == Order.EQUAL);
    }

    /** {@code :8} of {@code 1.12-10.el8+sp2}: Seal tells releases by the builds' own mark. */
    private static String release(String version) {
        Matcher mark = EL.matcher(version);
        return mark.find() ? ":" + mark.group(1) : "";
    }

    /** Where Seal's records of a language's package are, if it may be one of Seal's by its name or its version. */
    public static Optional<Ecosystem> records(Ecosystem ecosystem, String name, String version) {
        boolean mayBe = isRenamed(ecosystem, name)
                || switch (ecosystem.name()) {
                    case "PyPI", "Maven" -> has(PLUS, version);
                    case "npm", "Go" -> has(HYPHEN, version);
                    case "RubyGems" -> has(GEM, version);
                    default -> false;
                };
        return mayBe ? Optional.of(new Ecosystem(NAME, ecosystem.name())) : Optional.empty();
    }

    private static boolean isRenamed(Ecosystem ecosystem, String name) {
        return switch (ecosystem.name()) {
            case "PyPI" ->
                name.length() > PREFIX.length()
                        && name.regionMatches(true, 0, PREFIX, 0, 4) // most are not, and to see that is cheaper
                        && PackageNames.normal(ecosystem, name).startsWith(PREFIX);
            case "RubyGems" -> name.startsWith(PREFIX);
            case "Maven" -> name.startsWith("seal.sp") && GROUP.matcher(name).lookingAt();
            case "npm" -> name.startsWith(SCOPE);
            case "Go" -> name.startsWith(HOST);
            default -> false;
        };
    }

    /** Whether the name, or a mark that nobody else has, proves that Seal built the package of a language. */
    public static boolean isProven(Ecosystem ecosystem, String name, String version) {
        return switch (ecosystem.name()) {
            case "PyPI" -> has(PLUS, version);
            case "Maven" -> isRenamed(ecosystem, name) || has(PLUS, version);
            case "npm", "Go" -> isRenamed(ecosystem, name);
            case "RubyGems" -> isRenamed(ecosystem, name) && has(GEM, version);
            default -> false;
        };
    }

    /** Most versions hold no such letters, and to see that is cheaper. */
    private static boolean has(Pattern mark, String version) {
        return version.indexOf("sp") > 0 && mark.matcher(version).find();
    }

    /** The package's name as upstream has it, where Seal is proven to have given it another one. */
    public static String upstream(Ecosystem ecosystem, String name, String version) {
        if (!isRenamed(ecosystem, name) || !isProven(ecosystem, name, version)) {
            return name;
        }
        return switch (ecosystem.name()) {
            case "Maven" -> GROUP.matcher(name).replaceFirst("");
            case "npm" -> scoped(name.substring(SCOPE.length()));
            case "Go" -> name.substring(HOST.length());
            default -> PackageNames.normal(ecosystem, name).substring(PREFIX.length());
        };
    }

    /** {@code @babel/core} of {@code babel-sealsec-core}. */
    private static String scoped(String name) {
        int gap = name.indexOf(IN_SCOPE);
        return gap > 0 ? "@" + name.substring(0, gap) + "/" + name.substring(gap + IN_SCOPE.length()) : name;
    }

    /** The version of upstream that a proven build was made from: {@code 3.1.8} of {@code 3.1.8-sp1}. */
    public static String base(Ecosystem ecosystem, String name, String version) {
        if (!isProven(ecosystem, name, version)) {
            return version;
        }
        String base = VersionSchemes.builtFrom(new Ecosystem(NAME, ecosystem.name()), version);
        return base.isEmpty() ? version : base;
    }
}
