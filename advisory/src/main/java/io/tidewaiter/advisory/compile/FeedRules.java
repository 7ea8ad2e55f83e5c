package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.redhat.LayeredProducts;
import io.tidewaiter.advisory.suse.SuseProducts;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersText;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.OsvAffected;
import io.tidewaiter.vuln.OsvRecord;
import io.tidewaiter.vuln.OsvSeverity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What each publisher means where the OSV schema leaves it open (coverage reference 6.3, 6.5, 6.6): whose word a record
 * is, which lists name the same vulnerability, where the severity word and the state of an open entry stand.
 */
final class FeedRules {
    /** Publishers whose notices list the CVEs that they fix under {@code related}. */
    private static final Set<String> RELATED_IS_FIXED =
            Set.of("AlmaLinux", "Rocky Linux", "Red Hat", "SUSE", "openSUSE", "openEuler", "Mageia", "Photon OS");

    /** Publishers whose records name the source package and list what is installed as binaries. */
    private static final Set<String> BINARIES_ARE_PACKAGES = Set.of("SUSE", "openSUSE");

    /**
     * Publishers whose records name source packages, in an ecosystem whose own feed names what is installed: of
     * {@code openssl} also {@code openssl-libs} is affected. AlmaLinux names binary packages, whatever the schema says.
     */
    private static final Set<String> NAME_SOURCES = Set.of("Rocky Linux");

    private static final Set<String> NOT_AFFECTED = Set.of("not-affected", "not_affected", "known_not_affected", "dne");

    private static final Map<String, String> FEED_BY_PREFIX = Map.of(
            "GHSA", "GHSA", "GO", "Go vulnerability database", "PYSEC", "PyPA", "RUSTSEC", "RustSec", "MAL", "OpenSSF");

    private static final Pattern LONG_TERM = Pattern.compile("(?:Pro:)?\\d[02468]\\.04");

    private static final Pattern REALTIME = Pattern.compile("Pro:(\\d\\d\\.\\d\\d:LTS):Realtime:Kernel");
    private static final Pattern BLUE_FIELD = Pattern.compile("(\\d\\d\\.\\d\\d:LTS):for:NVIDIA:BlueField");

    /** From RHEL 10 on the releases' own CPE has the minor release, which nobody can tell of an installed package. */
    private static final Pattern MINOR_OF_RED_HAT = Pattern.compile("(enterprise_linux:\\d\\d+)\\.\\d+");

    private static final Pattern NUMBERED = Pattern.compile("\\d+\\.\\d+");

    /** Those that an ecosystem means where no address is named (OSV schema 1.7, "Defined ecosystems"). */
    private static final Set<String> USUAL_REGISTRIES = Set.of(
            "https://repo.maven.apache.org/maven2",
            "https://packagist.org",
            "https://marketplace.visualstudio.com/vscode");

    /** What ends Seal's ranges where it has no fix: the number of a build that it never reaches. */
    private static final Pattern NEVER_BUILT = Pattern.compile("(?:[+.-]sp|-r\\d{1,6}5341)999$");

    private FeedRules() {}

    /** The name of the package that is meant, as what is installed is known by it. */
    static String name(OsvAffected affected) {
        return affected.ecosystem().equals("Go") ? GoNames.module(affected.name()) : affected.name();
    }

    /** The name under which the record's word is shown. */
    static String feed(OsvRecord record) {
        int dash = record.id().indexOf('-');
        String known = dash < 0 ? null : FEED_BY_PREFIX.get(record.id().substring(0, dash));
        return known != null ? known : ecosystem(record);
    }

    /** The first ecosystem that the record speaks for, without release. */
    static String ecosystem(OsvRecord record) {
        return record.affected().isEmpty()
                ? ""
                : baseName(record.affected().getFirst().ecosystem());
    }

    /**
     * The ecosystem under which its packages are looked up: OSV writes the repository behind a release of Red Hat
     * ({@code enterprise_linux:9::appstream}), and a build of a package is the same in each of them. The registry that is
     * meant where none is named may be named, and publishers forget the marks of a release.
     */
    static Ecosystem releaseKey(Ecosystem ecosystem) {
        String release = ecosystem.release();
        return switch (ecosystem.name()) {
            case "Red Hat" -> {
                int repository = release.indexOf("::");
                String bare = repository <= 0 ? release : release.substring(0, repository);
                int colon = bare.indexOf(':');
                String stream = repository <= 0 || colon < 0
                        ? bare
                        : LayeredProducts.stream(
                                bare.substring(0, colon), bare.substring(colon + 1), release.substring(repository + 2));
                Matcher minor = MINOR_OF_RED_HAT.matcher(stream);
                yield new Ecosystem("Red Hat", minor.matches() ? minor.group(1) : stream);
            }
            case "Ubuntu" -> ubuntu(ecosystem);
            case "SUSE" -> SuseProducts.ofOsv(ecosystem);
            case "Alpine" -> NUMBERED.matcher(release).matches() ? new Ecosystem("Alpine", "v" + release) : ecosystem;
            case "Maven", "Packagist", "VSCode" ->
                USUAL_REGISTRIES.contains(release) ? new Ecosystem(ecosystem.name(), "") : ecosystem;
            default -> ecosystem;
        };
    }

    /**
     * Canonical writes some services behind the release, too: {@code Pro:22.04:LTS:Realtime:Kernel} is {@code
     * Pro:Realtime:22.04:LTS}, {@code 22.04:LTS:for:NVIDIA:BlueField} is {@code Nvidia-BlueField:22.04:LTS}.
     */
    private static Ecosystem ubuntu(Ecosystem ecosystem) {
        String release = ecosystem.release();
        Matcher realtime = REALTIME.matcher(release);
        if (realtime.matches()) {
            return new Ecosystem("Ubuntu", "Pro:Realtime:" + realtime.group(1));
        }
        Matcher blueField = BLUE_FIELD.matcher(release);
        if (blueField.matches()) {
            return new Ecosystem("Ubuntu", "Nvidia-BlueField:" + blueField.group(1));
        }
        return LONG_TERM.matcher(release).matches() ? new Ecosystem("Ubuntu", release + ":LTS") : ecosystem;
    }

    /**
     * The ranges with the end that GitHub knows beside an open one: {@code last_known_affected_version_range} is
     * {@code <= 1.2.3} or {@code < 1.2.3}, and no fix. Seal names a fix where it has none ({@code 4.2.8+sp999}).
     */
    static List<VersionRange> closed(OsvAffected affected) {
        if (baseName(affected.ecosystem()).equals("Seal")) {
            return affected.ranges().stream().map(FeedRules::withBuiltFixes).toList();
        }
        String known = affected.databaseSpecific().getOrDefault("last_known_affected_version_range", "");
        List<VersionRange> end =
                known.isEmpty() ? List.of() : VersText.parse(known).orElse(List.of());
        if (end.size() != 1 || !(end.getFirst().events().getFirst().version().equals("0"))) {
            return affected.ranges();
        }
        RangeEvent last = end.getFirst().events().getLast();
        RangeEvent closing = last instanceof RangeEvent.Fixed ? new RangeEvent.Limit(last.version()) : last;
        return affected.ranges().stream().map(range -> closed(range, closing)).toList();
    }

    private static VersionRange withBuiltFixes(VersionRange range) {
        return new VersionRange(
                range.kind(),
                range.events().stream()
                        .map(event -> event instanceof RangeEvent.Fixed(String fix)
                                        && NEVER_BUILT.matcher(fix).find()
                                ? new RangeEvent.LastAffected(fix)
                                : event)
                        .toList());
    }

    private static VersionRange closed(VersionRange range, RangeEvent closing) {
        boolean isOpen = range.kind() != VersionRange.Kind.GIT
                && range.events().stream().allMatch(event -> event instanceof RangeEvent.Introduced);
        if (!isOpen || closing instanceof RangeEvent.Introduced) {
            return range;
        }
        List<RangeEvent> events = new ArrayList<>(range.events());
        events.add(closing);
        return new VersionRange(range.kind(), events);
    }

    static boolean relatedIsFixed(String ecosystem) {
        return RELATED_IS_FIXED.contains(ecosystem);
    }

    static boolean binariesArePackages(OsvAffected affected) {
        return BINARIES_ARE_PACKAGES.contains(baseName(affected.ecosystem()));
    }

    /** Whether the name is a source package's as well. */
    static boolean namesSources(OsvAffected affected) {
        return NAME_SOURCES.contains(baseName(affected.ecosystem()));
    }

    private static String baseName(String ecosystem) {
        int colon = ecosystem.indexOf(':');
        return colon < 0 ? ecosystem : ecosystem.substring(0, colon);
    }

    /** AlmaLinux publishes bug fixes (ALBA) and enhancements (ALEA) too; without a CVE they are no vulnerability. */
    static boolean isVulnerability(OsvRecord record) {
        boolean isErratum = record.id().startsWith("ALBA-") || record.id().startsWith("ALEA-");
        return !isErratum || record.related().stream().anyMatch(id -> id.startsWith("CVE-"));
    }

    /** Publishers list their records in an {@code all.json} beside them, each by its id and date: that says nothing. */
    static boolean isIndexEntry(OsvRecord record) {
        return record.affected().isEmpty()
                && record.aliases().isEmpty()
                && record.upstream().isEmpty()
                && record.related().isEmpty()
                && record.severity().isEmpty()
                && record.summary().isEmpty()
                && record.details().isEmpty();
    }

    /**
     * Whether the entry says that something is affected. Azure Linux keeps "no longer is or was never applicable" entries
     * with the last version that was looked at; Ubuntu's tracker knows releases that are not affected or have no such
     * package.
     */
    static boolean isApplicable(OsvAffected affected) {
        String status = affected.ecosystemSpecific().getOrDefault("status", "").toLowerCase(Locale.ROOT);
        boolean isNotApplicable =
                "Not Applicable".equals(affected.ecosystemSpecific().get("patchable")) || NOT_AFFECTED.contains(status);
        return !isNotApplicable
                || affected.ranges().stream()
                        .flatMap(range -> range.events().stream())
                        .anyMatch(event -> event instanceof RangeEvent.Fixed);
    }

    /** The publisher's severity word of the whole record; empty where it has none. */
    static String severityWord(OsvRecord record) {
        for (OsvSeverity severity : record.severity()) {
            if (!severity.type().startsWith("CVSS_")) {
                return severity.score();
            }
        }
        String word = record.databaseSpecific().getOrDefault("severity", "");
        if (word.isEmpty() && record.id().startsWith("AL")) {
            int colon = record.summary().indexOf(": ");
            String first = colon < 0 ? "" : record.summary().substring(0, colon);
            return first.length() <= 9 && first.indexOf(' ') < 0 ? first : "";
        }
        return word;
    }

    /** The publisher's severity word for one package; empty where it has none. */
    static String severityWord(OsvAffected affected) {
        for (OsvSeverity severity : affected.severity()) {
            if (!severity.type().startsWith("CVSS_")) {
                return severity.score();
            }
        }
        String informational = affected.databaseSpecific().getOrDefault("informational", "");
        if (!informational.isEmpty()) {
            return "informational: " + informational;
        }
        String urgency = affected.ecosystemSpecific().getOrDefault("urgency", "");
        return urgency.isEmpty() || urgency.equals("not yet assigned") || urgency.equals("end-of-life")
                ? affected.databaseSpecific().getOrDefault("severity", "")
                : urgency;
    }

    /** What the publisher says of versions for which no fix is known. */
    static FixState openState(OsvAffected affected) {
        Map<String, String> specific = affected.ecosystemSpecific();
        if (specific.getOrDefault("urgency", "").equals("end-of-life")) {
            return FixState.END_OF_LIFE;
        }
        return switch (specific.getOrDefault("status", "").toLowerCase(Locale.ROOT)) {
            case "needs-triage", "undetermined" -> FixState.UNDER_INVESTIGATION;
            case "deferred", "postponed" -> FixState.FIX_DEFERRED;
            case "ignored" -> isEndOfLife(specific) ? FixState.END_OF_LIFE : FixState.WILL_NOT_FIX;
            case "end-of-life" -> FixState.END_OF_LIFE;
            default -> FixState.AFFECTED;
        };
    }

    private static boolean isEndOfLife(Map<String, String> specific) {
        String note = specific.getOrDefault("note", "").toLowerCase(Locale.ROOT);
        return note.contains("end of life") || note.contains("end-of-life") || note.contains("end of standard support");
    }
}
