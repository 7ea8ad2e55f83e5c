package io.tidewaiter.advisory.msrc;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.advisory.csaf.CsafPart;
import io.tidewaiter.advisory.csaf.CsafTarget;
import io.tidewaiter.advisory.csaf.CsafVendor;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.csaf.CsafProduct;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code msrc-csaf}: the documents of {@code msrc.microsoft.com/csaf}.
 *
 * <p>An image for Windows names the version of its system, {@code 10.0.20348.2402}: the build is the release, the last
 * number rises with every monthly update. A document names the same number for each product that the update is for, as
 * {@code <10.0.20348.2402} where it is affected and {@code 10.0.20348.2402} where it is fixed. Images hold servers only;
 * desktop editions of the same build have other parts.
 */
public final class WindowsProducts implements CsafVendor {
    /** The name under which the catalog lists the system of an image. */
    public static final String NAME = "windows";

    private static final Pattern VERSION = Pattern.compile("<?(\\d{1,3}\\.\\d{1,3}\\.(\\d{4,6})\\.\\d{1,8})");

    @Override
    public String folder() {
        return "msrc-csaf";
    }

    @Override
    public String name() {
        return "Microsoft";
    }

    @Override
    public Optional<CsafTarget> target(CsafPart part) {
        CsafProduct product = part.component();
        boolean isServer =
                product.parent().startsWith("Windows Server") || product.name().startsWith("Windows Server");
        Matcher version = VERSION.matcher(product.branch());
        if (!isServer || !version.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new CsafTarget(new Ecosystem("Windows", version.group(2)), NAME, version.group(1), Scope.ANY));
    }

    @Override
    public boolean affectedIsBelow() {
        return true;
    }
}
