package io.tidewaiter.match;

import io.tidewaiter.advisory.suse.SuseProducts;
import io.tidewaiter.match.build.Epel;
import io.tidewaiter.match.build.Hardened;
import io.tidewaiter.version.Ecosystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Under which ecosystems advisories are looked up for a package, beside its own (coverage reference 1.7, 6.3, 6.6).
 *
 * <p>A service that the image has subscribed to comes first: it has updates of its own, so that its word on a
 * vulnerability stands in the place of the release's (Ubuntu Pro; Red Hat's extended updates of a minor release; Docker's
 * hardened images of Alpine, whose packages it builds itself). A rebuild that keeps its parent's versions is spoken for by
 * its parent where it has no advisories of its own (CentOS Linux, Scientific Linux; not CentOS Stream, which is ahead of
 * it). Registries whose names nobody else can give have an address behind the colon.
 */
final class Speakers {
    private static final String PRO = "ubuntu-pro:";
    private static final String ELTS = "apt-source:deb.freexian.com ";

    private static final List<String> MADE_OF_SERVER =
            List.of("Linux Enterprise High Performance Computing ", "Linux Enterprise Desktop ");

    private Speakers() {}

    /**
     * Services of the release that the image has, or that the package's own name or version tells, whose word comes first;
     * mostly none.
     */
    static List<Ecosystem> services(Ecosystem release, String name, String version, List<String> channels) {
        return switch (release.name()) {
            case "Ubuntu" -> ubuntu(release, name, version, channels);
            case "Debian" -> debian(release, channels);
            case "Alpine" -> Hardened.services(release, channels);
            case "Red Hat" -> RedHatStreams.services(version, channels);
            case Epel.NAME -> Epel.minor(version).stream().toList();
            default -> List.of();
        };
    }

    /** Freexian's extended support of a release, whose packages come from an archive of its own. */
    private static List<Ecosystem> debian(Ecosystem release, List<String> channels) {
        for (String channel : channels) {
            if (channel.startsWith(ELTS)) {
                return List.of(new Ecosystem("Debian", "ELTS:" + release.release()));
            }
        }
        return List.of();
    }

    /** Kernels of pockets of their own say by their name where they are from: {@code linux-realtime-6.8}. */
    private static List<Ecosystem> ubuntu(Ecosystem release, String name, String version, List<String> channels) {
        if (name.startsWith("linux-bluefield")) {
            List<Ecosystem> all = new ArrayList<>(pro(release, channels, false));
            all.addFirst(new Ecosystem("Ubuntu", "Nvidia-BlueField:" + release.release()));
            return all;
        }
        return isForFips(name, version)
                ? fips(release, channels)
                : pro(release, channels, name.startsWith("linux-realtime"));
    }

    private static List<Ecosystem> pro(Ecosystem release, List<String> channels, boolean isRealtimeKernel) {
        boolean isPro = false;
        boolean isRealtime = isRealtimeKernel;
        for (String channel : channels) {
            isPro |= channel.startsWith(PRO);
            isRealtime |= channel.startsWith(PRO + "realtime");
        }
        Ecosystem pro = new Ecosystem("Ubuntu", "Pro:" + release.release());
        return isRealtime
                ? List.of(new Ecosystem("Ubuntu", "Pro:Realtime:" + release.release()), pro)
                : isPro ? List.of(pro) : List.of();
    }

    /**
     * Whether it is a build for FIPS: these lie in pockets of their own and are compared with the fixes of those. Versions
     * say it, {@code 3.0.2-0ubuntu1.18+Fips1}, {@code 1.1.1f-1ubuntu2.fips.17}; of kernels before 22.04 only the names do,
     * {@code linux-aws-fips 5.4.0-1026.30}.
     */
    private static boolean isForFips(String name, String version) {
        boolean isKernel = name.startsWith("linux-") && name.endsWith("-fips");
        return isKernel
                || (version.indexOf("ips") > 0
                        && version.toLowerCase(Locale.ROOT).contains("fips"));
    }

    /** An image need not tell its pocket: 16.04 had the certified builds alone, later ones are kept up to date. */
    private static List<Ecosystem> fips(Ecosystem release, List<String> channels) {
        boolean isFirst = release.release().startsWith("16.04");
        String pocket = channels.contains(PRO + "fips-updates")
                ? "FIPS-updates"
                : channels.contains(PRO + "fips-preview")
                        ? "FIPS-preview"
                        : isFirst || channels.contains(PRO + "fips") ? "FIPS" : "FIPS-updates";
        return List.of(new Ecosystem("Ubuntu", "Pro:" + pocket + ":" + release.release()));
    }

    /** Who speaks of a package that none of the others knows; mostly nobody. */
    static List<Ecosystem> products(Ecosystem release, List<String> channels) {
        return release.name().equals("Red Hat") && !channels.isEmpty() ? RedHatStreams.products(channels) : List.of();
    }

    /** Everything else that speaks: the ecosystem, the one without a release, and whoever speaks in its place. */
    static List<Ecosystem> others(Ecosystem ecosystem, String name) {
        List<Ecosystem> others = new ArrayList<>(2);
        others.add(ecosystem);
        if (!ecosystem.release().isEmpty()) {
            others.add(new Ecosystem(ecosystem.name(), ""));
        }
        switch (ecosystem.name()) {
            case "CentOS", "Scientific Linux" -> {
                if (isNumber(ecosystem.release())) {
                    others.add(new Ecosystem("Red Hat", "enterprise_linux:" + ecosystem.release()));
                }
            }
            case "SUSE" -> suse(ecosystem.release(), others);
            case Hardened.NAME -> others.addAll(Hardened.otherNames(ecosystem));
            case "Maven" -> {
                if (name.startsWith("androidx.") || name.startsWith("com.android.")) {
                    others.add(new Ecosystem("Maven", "https://maven.google.com"));
                }
            }
            case "Packagist" -> {
                if (name.startsWith("drupal/")) {
                    others.add(new Ecosystem("Packagist", "https://packages.drupal.org/8"));
                }
            }
            case "VSCode" ->
                others.add(new Ecosystem("VSCode", "https://open-vsx.org")); // nothing tells whence one came
            default -> {}
        }
        return others;
    }

    /** Products that are made of the server have its builds; modules of 12 are for each of its service packs. */
    private static void suse(String release, List<Ecosystem> others) {
        for (String product : MADE_OF_SERVER) {
            if (release.startsWith(product)) {
                others.add(new Ecosystem("SUSE", SuseProducts.SERVER + release.substring(product.length())));
            }
        }
        if (release.startsWith(SuseProducts.SERVER + "12 ")) {
            others.add(new Ecosystem("SUSE", SuseProducts.MODULES_OF_12));
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
