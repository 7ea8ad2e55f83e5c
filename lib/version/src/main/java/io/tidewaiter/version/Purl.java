package io.tidewaiter.version;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A package URL (purl-spec): what kind of package, which one, which version.
 *
 * @param type lower-case purl type, for example {@code deb}, {@code maven}
 * @param namespace vendor, group or scope; empty where the type has none
 * @param name the package's name
 * @param version empty where unknown
 * @param qualifiers sorted by key, for example {@code arch}, {@code distro}
 * @param subpath empty where there is none
 */
public record Purl(
        String type,
        String namespace,
        String name,
        String version,
        SortedMap<String, String> qualifiers,
        String subpath)
        implements Comparable<Purl> {
    public Purl {
        if (type.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a purl needs a type and a name");
        }
        qualifiers = Collections.unmodifiableSortedMap(new TreeMap<>(qualifiers));
    }

    /** A purl without qualifiers or subpath. */
    public static Purl of(String type, String namespace, String name, String version) {
        return new Purl(type, namespace, name, version, Collections.emptySortedMap(), "");
    }

    /** The purl that a canonical text stands for, or empty where the text is none. */
    public static Optional<Purl> parse(String text) {
        try {
            PackageURL url = new PackageURL(text);
            Map<String, String> qualifiers = url.getQualifiers();
            return Optional.of(new Purl(
                    url.getType(),
                    orEmpty(url.getNamespace()),
                    url.getName(),
                    orEmpty(url.getVersion()),
                    qualifiers == null ? Collections.emptySortedMap() : new TreeMap<>(qualifiers),
                    orEmpty(url.getSubpath())));
        } catch (MalformedPackageURLException e) {
            return Optional.empty();
        }
    }

    /** A package's whole name as the advisories of its ecosystem have it. */
    public static String wholeName(String type, String namespace, String name) {
        if (namespace.isEmpty()) {
            return name;
        }
        return switch (type) {
            case "maven" -> namespace + ":" + name;
            case "vscode-extension" -> namespace + "." + name;
            default -> namespace + "/" + name;
        };
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The same package with one more qualifier; an empty value removes it. */
    public Purl with(String key, String value) {
        TreeMap<String, String> more = new TreeMap<>(qualifiers);
        if (value.isEmpty()) {
            more.remove(key);
        } else {
            more.put(key, value);
        }
        return new Purl(type, namespace, name, version, more, subpath);
    }

    @Override
    public int compareTo(Purl other) {
        return toString().compareTo(other.toString());
    }

    /** The canonical text (purl-spec, "How to build a purl string from its components"). */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("pkg:").append(type).append('/');
        if (!namespace.isEmpty()) {
            out.append(PercentEncoding.ofSegments(namespace)).append('/');
        }
        out.append(PercentEncoding.of(name));
        if (!version.isEmpty()) {
            out.append('@').append(PercentEncoding.of(version));
        }
        char separator = '?';
        for (Map.Entry<String, String> qualifier : qualifiers.entrySet()) {
            out.append(separator)
                    .append(qualifier.getKey())
                    .append('=')
                    .append(PercentEncoding.ofQualifier(qualifier.getValue()));
            separator = '&';
        }
        if (!subpath.isEmpty()) {
            out.append('#').append(PercentEncoding.ofSegments(subpath));
        }
        return out.toString();
    }
}
