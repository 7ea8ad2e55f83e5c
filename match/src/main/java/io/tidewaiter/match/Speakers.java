package io.tidewaiter.match;

import io.tidewaiter.version.Ecosystem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Under which ecosystems advisories are looked up for a package, beside its own (coverage reference 1.7, 6.3, 6.6).
 *
 * <p>A service that the image has subscribed to comes first: it has updates of its own, so that its word on a
 * vulnerability stands in the place of the release's (Ubuntu Pro; Red Hat's extended updates of a minor release). A
 * rebuild that keeps its parent's versions is spoken for by its parent where it has no advisories of its own (CentOS
 * Linux; not CentOS Stream, which is ahead of it). Registries whose names nobody else can give have an address behind the
 * colon.
 */
final class Speakers {
    /** {@code rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_4}. */
    private static final Pattern EXTENDED =
            Pattern.compile("content-set:rhel-\\d+-.*-(eus|aus|e4s|tus)-(?:[a-z-]*)rpms__(\\d+)_DOT_(\\d+)");

    private static final String PRO = "ubuntu-pro:";

    private Speakers() {}

    /** Services of the release that the image has, whose word comes first; mostly none. */
    static List<Ecosystem> services(Ecosystem release, List<String> channels) {
        return switch (release.name()) {
            case "Ubuntu" ->
                channels.stream().anyMatch(channel -> channel.startsWith(PRO))
                        ? List.of(new Ecosystem("Ubuntu", "Pro:" + release.release()))
                        : List.of();
            case "Red Hat" -> extended(channels);
            default -> List.of();
        };
    }

    private static List<Ecosystem> extended(List<String> channels) {
        Set<Ecosystem> found = new LinkedHashSet<>();
        for (String channel : channels) {
            Matcher matcher = EXTENDED.matcher(channel);
            if (channel.contains("_DOT_") && matcher.matches()) {
                String minor = matcher.group(2) + "." + matcher.group(3);
                found.add(new Ecosystem("Red Hat", "rhel_" + matcher.group(1) + ":" + minor));
            }
        }
        return List.copyOf(found);
    }

    /** Everything else that speaks: the ecosystem, the one without a release, and whoever speaks in its place. */
    static List<Ecosystem> others(Ecosystem ecosystem, String name) {
        List<Ecosystem> others = new ArrayList<>(2);
        others.add(ecosystem);
        if (!ecosystem.release().isEmpty()) {
            others.add(new Ecosystem(ecosystem.name(), ""));
        }
        switch (ecosystem.name()) {
            case "CentOS" -> {
                if (isNumber(ecosystem.release())) {
                    others.add(new Ecosystem("Red Hat", "enterprise_linux:" + ecosystem.release()));
                }
            }
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
            default -> {}
        }
        return others;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
