package io.tidewaiter.advisory.csaf;

import io.tidewaiter.version.Purl;
import java.util.Optional;
import java.util.SortedMap;

/**
 * An rpm package as CSAF documents name it: by purl, else by {@code name-epoch:version-release.arch}.
 *
 * @param version {@code [epoch:]version-release}, the epoch only where it is not 0; empty where none is named
 * @param architecture {@code src} for a source package; may be empty
 * @param module {@code name:stream}; may be empty
 */
public record RpmName(String name, String version, String architecture, String module) {
    /** The package that the purl names, else the text; empty where it is no rpm package. */
    public static Optional<RpmName> of(String purl, String text) {
        if (purl.isEmpty()) {
            return ofText(text);
        }
        Optional<Purl> parsed = Purl.parse(purl);
        if (parsed.isEmpty() || !parsed.get().type().equals("rpm")) {
            return Optional.empty();
        }
        SortedMap<String, String> qualifiers = parsed.get().qualifiers();
        String epoch = qualifiers.getOrDefault("epoch", "0");
        String version = parsed.get().version();
        return Optional.of(new RpmName(
                parsed.get().name(),
                version.isEmpty() || epoch.equals("0") || version.indexOf(':') >= 0 ? version : epoch + ":" + version,
                qualifiers.getOrDefault("arch", ""),
                stream(qualifiers.getOrDefault("rpmmod", ""))));
    }

    /** Name and stream of {@code name:stream:version:context}; empty where there is no stream. */
    public static String stream(String module) {
        String[] parts = module.split(":", 4);
        return parts.length >= 2 && !parts[0].isEmpty() && !parts[1].isEmpty() ? parts[0] + ":" + parts[1] : "";
    }

    /** {@code curl-0:7.76.1-26.el9_3.2.x86_64}, or a bare name. */
    private static Optional<RpmName> ofText(String text) {
        int release = text.lastIndexOf('-');
        int version = release < 0 ? -1 : text.lastIndexOf('-', release - 1);
        boolean hasVersion = version > 0 && hasDigit(text.charAt(version + 1)) && text.indexOf(' ') < 0;
        if (!hasVersion) {
            boolean isName = !text.isEmpty() && text.indexOf(' ') < 0;
            return isName ? Optional.of(bare(text)) : Optional.empty();
        }
        int dot = text.lastIndexOf('.');
        boolean hasArchitecture = dot > release;
        String evr = text.substring(version + 1, hasArchitecture ? dot : text.length());
        return Optional.of(new RpmName(
                text.substring(0, version),
                evr.startsWith("0:") ? evr.substring(2) : evr,
                hasArchitecture ? text.substring(dot + 1) : "",
                ""));
    }

    private static RpmName bare(String text) {
        boolean isSource = text.endsWith(".src");
        return new RpmName(isSource ? text.substring(0, text.length() - 4) : text, "", isSource ? "src" : "", "");
    }

    private static boolean hasDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
