package io.tidewaiter.advisory.suse;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.csaf.CsafPart;
import io.tidewaiter.advisory.csaf.CsafTarget;
import io.tidewaiter.advisory.csaf.CsafVendor;
import io.tidewaiter.advisory.csaf.RpmName;
import io.tidewaiter.version.Ecosystem;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code suse-csaf}: the documents of {@code ftp.suse.com/pub/projects/security/csaf-vex/} and {@code .../csaf/}.
 *
 * <p>The name of the platform is the release. A module of SUSE Linux Enterprise 15 ("Module for Basesystem 15 SP5") is
 * a part of the server of the same service pack, of which images are made.
 */
public final class SuseProducts implements CsafVendor {
    /** The release of the modules of SUSE Linux Enterprise 12, which are for each of its service packs. */
    public static final String MODULES_OF_12 = "Linux Enterprise Modules 12";

    /** How the release of a server's service pack begins. */
    public static final String SERVER = "Linux Enterprise Server ";

    private static final String MODULE = "Linux Enterprise Module for ";

    /** Support that is bought behind the release: its builds are those of the release. */
    private static final Pattern EXTENDED = Pattern.compile("-(?:LTSS|ESPOS|BCL|TERADATA).*$");

    private static final Pattern RELEASE = Pattern.compile(" (\\d+(?: SP\\d+)?)$");

    private static final Pattern OF_SERVER = Pattern.compile("^Linux Enterprise (?:Server for SAP [Aa]pplications"
            + "|High Performance Computing|Desktop|Software Development Kit|Workstation Extension"
            + "|High Availability Extension|Live Patching) ");

    @Override
    public String folder() {
        return "suse-csaf";
    }

    @Override
    public String name() {
        return "SUSE";
    }

    @Override
    public boolean mayNameSources() {
        return true;
    }

    @Override
    public Optional<CsafTarget> target(CsafPart part) {
        Optional<Ecosystem> release = release(part.platform().name());
        Optional<RpmName> rpm =
                RpmName.of(part.component().purl(), part.component().name());
        if (release.isEmpty() || rpm.isEmpty()) {
            return Optional.empty();
        }
        Scope scope = rpm.get().architecture().equals("src") ? Scope.SOURCE : Scope.ANY;
        return Optional.of(
                new CsafTarget(release.get(), rpm.get().name(), rpm.get().version(), scope));
    }

    /** {@code SUSE Linux Enterprise Server 15 SP5}, {@code openSUSE Leap 15.6}: as OSV names them. */
    public static Optional<Ecosystem> release(String platform) {
        if (platform.startsWith("openSUSE ")) {
            return Optional.of(new Ecosystem("openSUSE", platform.substring("openSUSE ".length())));
        }
        if (!platform.startsWith("SUSE Linux ")) {
            return Optional.empty();
        }
        String plain = EXTENDED.matcher(platform.substring("SUSE ".length())).replaceFirst("");
        return Optional.of(new Ecosystem("SUSE", plain.startsWith(MODULE) ? ofModule(servicePack(plain)) : plain));
    }

    /**
     * The release of a product in OSV, where SUSE's records name what is fixed and nothing else: a module, an extension
     * and a product that is made of the server have the server's builds.
     */
    public static Ecosystem ofOsv(Ecosystem product) {
        String plain = EXTENDED.matcher(product.release()).replaceFirst("");
        if (plain.startsWith(MODULE)) {
            return new Ecosystem(product.name(), ofModule(servicePack(plain)));
        }
        return new Ecosystem(product.name(), OF_SERVER.matcher(plain).replaceFirst(SERVER));
    }

    /** Modules of 12 are for every service pack. */
    private static String ofModule(String servicePack) {
        return servicePack.equals("12") ? MODULES_OF_12 : SERVER + servicePack;
    }

    /** The release behind a module's name, which may have a number of its own: {@code 15 SP5} of {@code … Python 3 15 SP5}. */
    private static String servicePack(String module) {
        Matcher release = RELEASE.matcher(module);
        return release.find() ? release.group(1) : module;
    }
}
