package io.tidewaiter.advisory.suse;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.csaf.CsafPart;
import io.tidewaiter.advisory.csaf.CsafTarget;
import io.tidewaiter.advisory.csaf.CsafVendor;
import io.tidewaiter.advisory.csaf.RpmName;
import io.tidewaiter.version.Ecosystem;
import java.util.Optional;

/**
 * {@code suse-csaf}: the documents of {@code ftp.suse.com/pub/projects/security/csaf-vex/} and {@code .../csaf/}.
 *
 * <p>The name of the platform is the release. A module of SUSE Linux Enterprise 15 ("Module for Basesystem 15 SP5") is
 * a part of the server of the same service pack, of which images are made.
 */
public final class SuseProducts implements CsafVendor {
    private static final String ENTERPRISE = "Linux Enterprise ";

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
        String product = platform.substring("SUSE ".length());
        int suffix = product.indexOf("-LTSS");
        String plain = suffix < 0 ? product : product.substring(0, suffix);
        boolean isModule = plain.startsWith(ENTERPRISE + "Module for ");
        return Optional.of(new Ecosystem("SUSE", isModule ? ENTERPRISE + "Server " + servicePack(plain) : plain));
    }

    /** The release behind a module's name: from its first number on. */
    private static String servicePack(String module) {
        for (int i = 1; i < module.length(); i++) {
            if (Character.isDigit(module.charAt(i)) && module.charAt(i - 1) == ' ') {
                return module.substring(i);
            }
        }
        return module;
    }
}
