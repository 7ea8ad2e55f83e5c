package io.tidewaiter.advisory.redhat;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.csaf.CsafPart;
import io.tidewaiter.advisory.csaf.CsafTarget;
import io.tidewaiter.advisory.csaf.CsafVendor;
import io.tidewaiter.advisory.csaf.RpmName;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.util.Optional;

/**
 * {@code redhat-csaf}: the documents of {@code security.access.redhat.com/data/csaf/v2/vex/}, and of
 * {@code .../advisories/}.
 *
 * <p>The CPE of the platform is the release: {@code enterprise_linux:9} whatever the repository, {@code rhel_eus:9.2}
 * and its relatives apart. A component without a version is a binary package, {@code arch=src} a source package; in
 * older documents it is either, so it is taken for both. Of other products those count whose repositories are known by
 * their content sets, with the version that the CPE has and what they are built for: {@code openshift:4.16::el9}, and
 * {@code openshift:4} for what is not fixed.
 */
public final class RedHatProducts implements CsafVendor {
    @Override
    public String folder() {
        return "redhat-csaf";
    }

    @Override
    public String name() {
        return "Red Hat";
    }

    @Override
    public Optional<CsafTarget> target(CsafPart part) {
        Optional<Ecosystem> release = release(part.platform().cpe());
        Optional<RpmName> rpm =
                RpmName.of(part.component().purl(), last(part.component().name()));
        if (release.isEmpty() || rpm.isEmpty()) {
            return Optional.empty();
        }
        Scope scope = rpm.get().architecture().equals("src") ? Scope.SOURCE : Scope.ANY;
        return Optional.of(new CsafTarget(
                release.get(), rpm.get().name(), rpm.get().version(), scope.inModule(module(part, rpm.get()))));
    }

    @Override
    public boolean mayNameSources() {
        return true;
    }

    /** The release of a CPE 2.2 URI: {@code cpe:/a:redhat:enterprise_linux:9::appstream}. */
    static Optional<Ecosystem> release(String cpe) {
        String[] parts = cpe.split(":", 7);
        if (parts.length < 5 || !parts[0].equals("cpe") || !parts[2].equals("redhat") || parts[4].isEmpty()) {
            return Optional.empty();
        }
        String product = parts[3];
        boolean isSystem = product.startsWith("enterprise_linux")
                || product.startsWith("rhel_")
                || product.equals("hummingbird")
                || LayeredProducts.isKnown(product);
        int dot = parts[4].indexOf('.');
        boolean isMajor = dot > 0 && (product.equals("enterprise_linux") || isOfAnyMinor(parts[4].substring(dot + 1)));
        String version = isMajor ? parts[4].substring(0, dot) : parts[4];
        String edition = parts.length > 6 ? parts[6] : "";
        return isSystem
                ? Optional.of(new Ecosystem("Red Hat", LayeredProducts.stream(product, version, edition)))
                : Optional.empty();
    }

    /** CPE 2.2 writes a wildcard as {@code %02}: {@code openshift:4.%02::el8} is every release of OpenShift 4. */
    private static boolean isOfAnyMinor(String minor) {
        return minor.equals("%02") || minor.equals("*");
    }

    /** Of the package's purl, of a module between package and release, or of a name {@code nodejs:18/nodejs}. */
    private static String module(CsafPart part, RpmName rpm) {
        if (!rpm.module().isEmpty()) {
            return rpm.module();
        }
        if (!part.module().isEmpty()) {
            return Purl.parse(part.module())
                    .map(purl -> RpmName.stream(purl.name() + ":" + purl.version()))
                    .orElseGet(() -> RpmName.stream(part.module()));
        }
        String name = part.component().name();
        int slash = name.lastIndexOf('/');
        return slash < 0 ? "" : RpmName.stream(name.substring(0, slash));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
