package io.tidewaiter.match.build;

import io.tidewaiter.model.inventory.SourcePackage;
import io.tidewaiter.version.Ecosystem;
import java.util.regex.Pattern;

/**
 * Kernels of Debian and Ubuntu that a source package of its own has signed: {@code linux-signed-amd64 (6.1.76+1)}, {@code
 * linux-signed-aws}. Their trackers speak of the source that was built, {@code linux} and {@code linux-aws}, whose version
 * the binary package has.
 */
public final class SignedKernels {
    private static final String SIGNED = "linux-signed";

    /** Debian signs for each processor. */
    private static final Pattern PROCESSOR = Pattern.compile("-(?:amd64|arm64|i386)$");

    private SignedKernels() {}

    /**
     * The source that was signed; the source itself where it is none of these.
     *
     * @param version of the binary package
     */
    public static SourcePackage built(Ecosystem ecosystem, SourcePackage source, String version) {
        boolean signs = ecosystem.name().equals("Debian") || ecosystem.name().equals("Ubuntu");
        String name = source.name();
        if (!signs
                || !name.startsWith(SIGNED)
                || (name.length() > SIGNED.length() && name.charAt(SIGNED.length()) != '-')) {
            return source;
        }
        String rest = name.substring(SIGNED.length());
        String flavour =
                ecosystem.name().equals("Debian") ? PROCESSOR.matcher(rest).replaceFirst("") : rest;
        return new SourcePackage("linux" + flavour, version);
    }
}
