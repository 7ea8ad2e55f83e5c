package io.tidewaiter.catalog.osrelease;

import io.tidewaiter.catalog.text.Lines;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of the files that distributions had before os-release(5): {@code CentOS release 5.7 (Final)},
 * {@code 3.19.1}, {@code trixie/sid}, {@code cpe:/o:centos:linux:6:GA}. The answer has the fields of os-release.
 */
final class ReleaseTextParser {
    private static final int LINE_BYTES_MAX = 512;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,8}(?:\\.\\d{1,12}){0,3}");
    private static final Pattern CODENAME = Pattern.compile("\\(([^()]{1,60})\\)");

    /** How the line of a release file begins, and the {@code ID} that os-release has today. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("red hat enterprise linux", "rhel"),
            Map.entry("centos", "centos"),
            Map.entry("almalinux", "almalinux"),
            Map.entry("rocky linux", "rocky"),
            Map.entry("oracle linux", "ol"),
            Map.entry("fedora", "fedora"),
            Map.entry("amazon linux", "amzn"),
            Map.entry("scientific linux", "scientific"),
            Map.entry("cloudlinux", "cloudlinux"),
            Map.entry("vmware photon", "photon"),
            Map.entry("cbl-mariner", "mariner"),
            Map.entry("azurelinux", "azurelinux"),
            Map.entry("azure linux", "azurelinux"),
            Map.entry("suse linux enterprise", "sles"),
            Map.entry("opensuse", "opensuse"));

    private static final Map<String, String> CPE_VENDORS =
            Map.of("centos", "centos", "redhat", "rhel", "amazon", "amzn", "oracle", "ol", "fedoraproject", "fedora");

    private ReleaseTextParser() {}

    static SortedMap<String, String> parse(String fileName, byte[] content) {
        Lines lines = new Lines(content);
        while (lines.next()) {
            String line = OsReleaseParser.unquote(lines.text(0, LINE_BYTES_MAX));
            if (!line.isEmpty()) {
                return switch (fileName) {
                    case "alpine-release" -> ofVersion("alpine", line);
                    case "debian_version" -> ofDebian(line);
                    case "system-release-cpe" -> ofCpe(line);
                    default -> ofName(line);
                };
            }
        }
        return new TreeMap<>();
    }

    /** {@code DISTRIB_ID} and its siblings, as the fields of os-release. */
    static SortedMap<String, String> ofLsb(SortedMap<String, String> lsb) {
        SortedMap<String, String> fields = new TreeMap<>();
        copy(lsb, "DISTRIB_ID", fields, "ID");
        fields.computeIfPresent("ID", (key, id) -> id.toLowerCase(Locale.ROOT));
        copy(lsb, "DISTRIB_RELEASE", fields, "VERSION_ID");
        copy(lsb, "DISTRIB_CODENAME", fields, "VERSION_CODENAME");
        copy(lsb, "DISTRIB_DESCRIPTION", fields, "PRETTY_NAME");
        return fields;
    }

    private static void copy(Map<String, String> from, String key, Map<String, String> to, String as) {
        String value = from.getOrDefault(key, "");
        if (!value.isEmpty()) {
            to.put(as, value);
        }
    }

    private static SortedMap<String, String> ofVersion(String id, String version) {
        SortedMap<String, String> fields = new TreeMap<>();
        fields.put("ID", id);
        fields.put("VERSION_ID", version);
        return fields;
    }

    /** {@code 12.5}, which os-release calls 12, or, before a release, {@code trixie/sid}. */
    private static SortedMap<String, String> ofDebian(String line) {
        if (Character.isDigit(line.charAt(0))) {
            int dot = line.indexOf('.');
            boolean old = dot == 1 && line.charAt(0) <= '6';
            return ofVersion("debian", old || dot < 0 ? line : line.substring(0, dot));
        }
        SortedMap<String, String> fields = new TreeMap<>();
        int slash = line.indexOf('/');
        fields.put("ID", "debian");
        fields.put("VERSION_CODENAME", slash < 0 ? line : line.substring(0, slash));
        return fields;
    }

    private static SortedMap<String, String> ofCpe(String line) {
        String[] parts = line.split(":", 6);
        String id = parts.length < 5 ? null : CPE_VENDORS.get(parts[2]);
        return id == null ? new TreeMap<>() : ofVersion(id, parts[4]);
    }

    private static SortedMap<String, String> ofName(String line) {
        SortedMap<String, String> fields = new TreeMap<>();
        String lower = line.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            if (lower.startsWith(name.getKey())) {
                fields.put("ID", name.getValue());
                fields.put("PRETTY_NAME", line);
                Matcher number = NUMBER.matcher(line);
                if (number.find()) {
                    fields.put("VERSION_ID", number.group());
                }
                Matcher codename = CODENAME.matcher(line);
                if (codename.find()) {
                    fields.put("VERSION_CODENAME", codename.group(1));
                }
            }
        }
        if (lower.startsWith("centos stream")) {
            fields.put("NAME", "CentOS Stream");
        }
        return fields;
    }
}
