package io.tidewaiter.match;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.rapidfort.RapidFortFixes;
import io.tidewaiter.match.build.Flavours;
import io.tidewaiter.match.build.Hardened;
import io.tidewaiter.match.build.RootIo;
import io.tidewaiter.match.build.Seal;
import io.tidewaiter.match.build.SignedKernels;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.PackageFormats;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an ecosystem's advisories speak of when they speak of an installed package (coverage reference 6.3, 6.6.6).
 *
 * @param rule which of the package's names it is, for a person
 * @param bySource whether it is the package's other name: the source package of an ecosystem whose advisories speak of
 *     binary ones otherwise, or the reverse
 * @param origin what else decides whether an entry speaks of it
 */
record Subject(Ecosystem ecosystem, String name, String version, String rule, boolean bySource, Origin origin) {
    /**
     * Where a package comes from.
     *
     * @param module the stream of a module that it is of, as {@link ModuleStream#of} tells it; empty where it is of none
     * @param architecture as the package manager writes it; empty where that is not known
     * @param channels of the distribution that the image has
     * @param linked what {@link InstalledPackage#LINKED} says; empty where that is not known
     * @param isCommit what {@link InstalledPackage#COMMIT} says
     */
    record Origin(String module, String architecture, List<String> channels, String linked, boolean isCommit) {
        static final Origin ANYWHERE = new Origin("", "", List.of(), "", false);

        Origin {
            channels = List.copyOf(channels);
        }
    }

    private static final Set<String> SPEAK_OF_SOURCES = Set.of(
            "Debian",
            "Ubuntu",
            "Echo",
            Hardened.NAME,
            Seal.NAME,
            RapidFortFixes.NAME,
            "Alpine",
            "Wolfi",
            "Chainguard",
            "MinimOS",
            "SecureOS",
            "Alpaquita",
            "BellSoft Hardened Containers",
            "CleanStart",
            "Azure Linux",
            "Photon OS",
            "openEuler",
            "Mageia");

    private static final Set<String> SPEAK_OF_BINARIES_TOO =
            Set.of("Photon OS", "Wolfi", "Chainguard", "SecureOS", Hardened.NAME, Seal.NAME, RapidFortFixes.NAME);

    /** Systems whose packages have another format than the listed ones, or none that is told. */
    private static final Set<String> OTHER_SYSTEMS = Set.of("Kylin", "Bottlerocket", "FreeBSD", "Windows");

    /** Name and version alone, which nearly always differ: subjects are keys, and there is one for every package. */
    @Override
    public int hashCode() {
        return name.hashCode() * 31 + version.hashCode();
    }

    /** The subject, or empty where no ecosystem is known whose advisories could speak of the package. */
    static Optional<Subject> of(InstalledPackage installed, OperatingSystem system) {
        Ecosystem ecosystem = installed.ecosystem();
        if (ecosystem == null) {
            return Optional.empty();
        }
        if (!isDistribution(ecosystem)) {
            String version = spelled(ecosystem, installed.version());
            Origin origin = ecosystem.name().equals("Go") ? program(installed.attributes()) : Origin.ANYWHERE;
            return Optional.of(new Subject(ecosystem, installed.name(), version, "package", false, origin));
        }
        SourcePackage source = installed.source();
        Origin origin = origin(ecosystem, installed, system);
        if (source == null || !SPEAK_OF_SOURCES.contains(ecosystem.name())) {
            return Optional.of(
                    new Subject(ecosystem, installed.name(), installed.version(), "binary package", false, origin));
        }
        SourcePackage built = SignedKernels.built(ecosystem, source, installed.version());
        return Optional.of(new Subject(
                ecosystem,
                built.name(),
                built.version(),
                built.equals(source) ? "source package" : "source package that was signed",
                false,
                origin));
    }

    /**
     * The other name of the package, as a subject of its own: the source package, where the ecosystem's advisories speak
     * of binary ones otherwise. Photon OS speaks of sources, and of late of single binary packages too ({@code
     * curl-libs}); Chainguard's records in OSV name what is installed, and Docker what it built for its hardened images.
     */
    static Optional<Subject> ofSource(InstalledPackage installed, OperatingSystem system) {
        Ecosystem ecosystem = installed.ecosystem();
        SourcePackage source = installed.source();
        if (ecosystem != null
                && source != null
                && SPEAK_OF_BINARIES_TOO.contains(ecosystem.name())
                && !source.name().equals(installed.name())) {
            Origin origin = origin(ecosystem, installed, system);
            return Optional.of(
                    new Subject(ecosystem, installed.name(), installed.version(), "binary package", true, origin));
        }
        return ecosystem == null || source == null || !speaksOfBinaries(ecosystem)
                ? Optional.empty()
                : Optional.of(new Subject(
                        ecosystem,
                        source.name(),
                        source.version(),
                        "source package",
                        true,
                        origin(ecosystem, installed, system)));
    }

    private static Origin origin(Ecosystem ecosystem, InstalledPackage installed, OperatingSystem system) {
        return new Origin(
                ModuleStream.of(ecosystem.name(), installed), installed.architecture(), system.channels(), "", false);
    }

    /** Of a module in a Go program. */
    private static Origin program(Map<String, String> attributes) {
        String linked = attributes.getOrDefault(InstalledPackage.LINKED, "");
        boolean isCommit = attributes.containsKey(InstalledPackage.COMMIT);
        return linked.isEmpty() && !isCommit ? Origin.ANYWHERE : new Origin("", "", List.of(), linked, isCommit);
    }

    /** Whether an entry of that scope is one of the subject's own kind of name. */
    boolean isNamedAs(Scope scope) {
        return bySource == scope.ofSource() || SPEAK_OF_SOURCES.contains(ecosystem.name());
    }

    /** Services whose word on a vulnerability comes before that of {@link #ecosystems}. */
    List<Ecosystem> services() {
        return Speakers.services(ecosystem, name, version, origin.channels());
    }

    /** Who speaks of it where none of {@link #ecosystems} knows its name. */
    List<Ecosystem> products() {
        return Speakers.products(ecosystem, origin.channels());
    }

    /** Its ecosystem, the one without a release, whose advisories hold for each, and whoever speaks in its place. */
    List<Ecosystem> ecosystems() {
        return Speakers.others(ecosystem, name);
    }

    /** The name under which everybody else speaks of it. */
    String upstream() {
        return Seal.upstream(ecosystem, RootIo.upstream(ecosystem, name), version);
    }

    /** Its own name, where that is another one: whoever speaks of that one means what is installed. */
    Optional<String> ownName() {
        return upstream().equals(name) ? Optional.empty() : Optional.of(name);
    }

    /** The version that everybody else speaks of. */
    String upstreamVersion() {
        return backports().isPresent() ? RootIo.base(ecosystem, version) : Seal.base(ecosystem, name, version);
    }

    /** Where whoever may have built the package again has records of what is left in it; empty where nobody did. */
    Optional<Ecosystem> rebuilds() {
        return Seal.records(ecosystem, name, version);
    }

    /** Where whoever built the package again has its records; empty where nobody did. */
    Optional<Ecosystem> backports() {
        return RootIo.records(ecosystem, name, version);
    }

    /** Whether the ecosystem is one of an operating system, whose severity words weigh more than a score. */
    static boolean isDistribution(Ecosystem ecosystem) {
        return SPEAK_OF_SOURCES.contains(ecosystem.name()) || speaksOfBinaries(ecosystem);
    }

    /** Every system that does not speak of sources; nobody publishes advisories for Google's one. */
    private static boolean speaksOfBinaries(Ecosystem ecosystem) {
        return OTHER_SYSTEMS.contains(ecosystem.name())
                || (!SPEAK_OF_SOURCES.contains(ecosystem.name())
                        && PackageFormats.of(ecosystem)
                                .filter(format -> !format.equals("cos"))
                                .isPresent());
    }

    /**
     * Go's own tools write {@code v1.2.3} and {@code go1.21.3 X:experiment}, its vulnerability database writes neither
     * prefix, and experiments do not change which version it is. Lists of others give a gem's version with its platform.
     */
    private static String spelled(Ecosystem ecosystem, String version) {
        return switch (ecosystem.name()) {
            case "Go" -> ofGo(version);
            case "RubyGems" -> Flavours.withoutPlatform(version);
            default -> version;
        };
    }

    private static String ofGo(String version) {
        boolean isToolchain = version.startsWith("go");
        int space = isToolchain ? version.indexOf(' ') : -1;
        String bare = isToolchain ? version.substring(2, space < 0 ? version.length() : space) : version;
        return bare.length() > 1 && bare.charAt(0) == 'v' && Character.isDigit(bare.charAt(1))
                ? bare.substring(1)
                : bare;
    }
}
