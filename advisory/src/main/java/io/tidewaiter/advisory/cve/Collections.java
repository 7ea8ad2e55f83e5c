package io.tidewaiter.advisory.cve;

import io.tidewaiter.advisory.own.PurlPackages;
import io.tidewaiter.version.Ecosystem;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Registries of packages by the address under which CVE records name them ({@code collectionURL}). */
final class Collections {
    private static final Map<String, String> ECOSYSTEMS = Map.ofEntries(
            Map.entry("registry.npmjs.org", "npm"),
            Map.entry("npmjs.com", "npm"),
            Map.entry("npmjs.org", "npm"),
            Map.entry("pypi.org", "PyPI"),
            Map.entry("pypi.python.org", "PyPI"),
            Map.entry("repo.maven.apache.org", "Maven"),
            Map.entry("repo1.maven.org", "Maven"),
            Map.entry("central.sonatype.com", "Maven"),
            Map.entry("mvnrepository.com", "Maven"),
            Map.entry("search.maven.org", "Maven"),
            Map.entry("crates.io", "crates.io"),
            Map.entry("rubygems.org", "RubyGems"),
            Map.entry("packagist.org", "Packagist"),
            Map.entry("repo.packagist.org", "Packagist"),
            Map.entry("nuget.org", "NuGet"),
            Map.entry("api.nuget.org", "NuGet"),
            Map.entry("hex.pm", "Hex"),
            Map.entry("repo.hex.pm", "Hex"),
            Map.entry("pkg.go.dev", "Go"),
            Map.entry("proxy.golang.org", "Go"),
            Map.entry("pub.dev", "Pub"),
            Map.entry("cpan.org", "CPAN"),
            Map.entry("metacpan.org", "CPAN"),
            Map.entry("hackage.haskell.org", "Hackage"),
            Map.entry("cran.r-project.org", "CRAN"));

    /**
     * The folders of plugins and of themes in the languages of its site, in its repositories and among its downloads; what
     * follows is the folder of one of them: {@code wordpress.org/plugins/akismet}.
     */
    private static final Pattern WORDPRESS = Pattern.compile(
            "(?:[a-z]{2,3}(?:-[a-z]{2})?\\.)?wordpress\\.org/(plugin|theme)s?"
                    + "(?:/([a-z0-9_.-]+))?|(plugin|theme)s\\.(?:svn|trac)\\.wordpress\\.org(?:/(?:browser/)?([a-z0-9_.-]+))?");

    private static final Pattern SLUG = Pattern.compile("[a-z0-9_.-]+");

    private Collections() {}

    /** The package of that name in the registry; empty where the address is none of a registry that we know. */
    static Optional<PurlPackages.Named> of(String address, String name) {
        String ecosystem = ECOSYSTEMS.get(host(address));
        Matcher wordpress = WORDPRESS.matcher(bare(address));
        if (wordpress.matches()) {
            return ofWordPress(wordpress, name);
        }
        boolean isLanguage = "CPAN".equals(ecosystem) && name.equals("perl"); // which no archive of modules installs
        if (ecosystem == null || isLanguage || name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
            return Optional.empty();
        }
        boolean isWhole = !ecosystem.equals("Maven") || name.indexOf(':') > 0 || name.indexOf('/') > 0;
        String written = ecosystem.equals("Maven") ? name.replace('/', ':') : name;
        return isWhole
                ? Optional.of(new PurlPackages.Named(new Ecosystem(ecosystem, ""), written, ""))
                : Optional.empty();
    }

    /** By the name where it is a folder's, else by the folder in the address. The catalog names them alike. */
    private static Optional<PurlPackages.Named> ofWordPress(Matcher address, String name) {
        String kind = address.group(1) == null ? address.group(3) : address.group(1);
        String inAddress = address.group(1) == null ? address.group(4) : address.group(2);
        String folder = SLUG.matcher(name).matches() ? name : inAddress;
        return folder == null
                ? Optional.empty()
                : Optional.of(
                        new PurlPackages.Named(new Ecosystem("WordPress", ""), "wordpress-" + kind + "/" + folder, ""));
    }

    private static String host(String address) {
        String bare = bare(address);
        int slash = bare.indexOf('/');
        return slash < 0 ? bare : bare.substring(0, slash);
    }

    /** Without what does not tell two registries apart: the scheme, {@code www.}, slashes at the end, what is asked. */
    private static String bare(String address) {
        String lower = address.strip().toLowerCase(Locale.ROOT);
        int scheme = lower.indexOf("://");
        String rest = scheme < 0 ? lower : lower.substring(scheme + 3);
        String named = rest.startsWith("www.") ? rest.substring(4) : rest;
        int end = (int) named.chars().takeWhile(c -> c != '?' && c != '#').count();
        while (end > 0 && named.charAt(end - 1) == '/') {
            end--;
        }
        return named.substring(0, end);
    }
}
