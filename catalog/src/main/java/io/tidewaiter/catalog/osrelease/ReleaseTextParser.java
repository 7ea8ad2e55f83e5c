package io.tidewaiter.catalog.osrelease;

import io.tidewaiter.catalog.text.Lines;
import java.util.List;
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
    private static final int SUSE_LINES_MAX = 8;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,8}(?:\\.\\d{1,12}){0,3}");
    private static final Pattern CODENAME = Pattern.compile("\\(([^()]{1,60})\\)");

    /** How the line of a release file begins, and the {@code ID} that os-release has today; the longer one first. */
    private static final List<Map.Entry<String, String>> NAMES = List.of(
            Map.entry("red hat enterprise linux", "rhel"),
            Map.entry("centos", "centos"),
            Map.entry("almalinux", "almalinux"),
            Map.entry("rocky linux", "rocky"),
            Map.entry("oracle linux", "ol"),
            Map.entry("enterprise linux enterprise linux", "ol"),
            Map.entry("fedora", "fedora"),
            Map.entry("amazon linux", "amzn"),
            Map.entry("scientific linux", "scientific"),
            Map.entry("cloudlinux", "cloudlinux"),
            Map.entry("springdale linux", "springdale"),
            Map.entry("puias linux", "springdale"),
            Map.entry("eurolinux", "eurolinux"),
            Map.entry("miracle linux", "miraclelinux"),
            Map.entry("circle linux", "circle"),
            Map.entry("virtuozzo", "virtuozzo"),
            Map.entry("vmware photon", "photon"),
            Map.entry("cbl-mariner", "mariner"),
            Map.entry("azurelinux", "azurelinux"),
            Map.entry("azure linux", "azurelinux"),
            Map.entry("microsoft azure linux", "azurelinux"),
            Map.entry("openeuler", "openeuler"),
            Map.entry("anolis os", "anolis"),
            Map.entry("alibaba cloud linux", "alinux"),
            Map.entry("aliyun linux", "alinux"),
            Map.entry("tencentos", "tencentos"),
            Map.entry("opencloudos", "opencloudos"),
            Map.entry("euleros", "euleros"),
            Map.entry("kylin linux", "kylin"),
            Map.entry("mageia", "mageia"),
            Map.entry("alt ", "altlinux"),
            Map.entry("suse linux enterprise desktop", "sled"),
            Map.entry("suse linux enterprise", "sles"),
            Map.entry("opensuse", "opensuse"),
            Map.entry("alpine linux", "alpine"),
            Map.entry("arch linux", "arch"),
            Map.entry("gentoo", "gentoo"),
            Map.entry("debian gnu/linux", "debian"),
            Map.entry("ubuntu", "ubuntu"));

    private static final Map<String, String> CPE_VENDORS = Map.of(
            "centos",
            "centos",
            "redhat",
            "rhel",
            "amazon",
            "amzn",
            "oracle",
            "ol",
            "fedoraproject",
            "fedora",
            "rocky",
            "rocky",
            "almalinux",
            "almalinux",
            "scientificlinux",
            "scientific",
            "bigcloud",
            "bclinux");

    private ReleaseTextParser() {}

    static SortedMap<String, String> parse(String fileName, byte[] content) {
        if (fileName.equals("arch-release")) {
            return named("arch"); // an empty file
        }
        Lines lines = new Lines(content);
        while (lines.next()) {
            String line = OsReleaseParser.unquote(lines.text(0, LINE_BYTES_MAX));
            if (!line.isEmpty()) {
                return switch (fileName) {
                    case "alpine-release" -> ofVersion("alpine", line);
                    case "debian_version" -> ofDebian(line);
                    case "system-release-cpe" -> ofCpe(line);
                    case "SuSE-release" -> ofSuse(line, lines);
                    case "issue" -> ofIssue(line);
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

    private static SortedMap<String, String> named(String id) {
        return new TreeMap<>(Map.of("ID", id));
    }

    private static SortedMap<String, String> ofVersion(String id, String version) {
        SortedMap<String, String> fields = named(id);
        fields.put("VERSION_ID", version);
        return fields;
    }

    /** SUSE's file goes on with {@code VERSION = 11} and {@code PATCHLEVEL = 4}, which os-release calls 11.4. */
    private static SortedMap<String, String> ofSuse(String line, Lines lines) {
        SortedMap<String, String> fields = ofName(line);
        for (int i = 0; i < SUSE_LINES_MAX && lines.next(); i++) {
            String more = lines.text(0, LINE_BYTES_MAX);
            int equals = more.indexOf('=');
            Matcher number =
                    NUMBER.matcher(equals < 0 ? "" : more.substring(equals + 1).strip());
            if (!number.matches()) {
                continue;
            }
            if (more.startsWith("VERSION")) {
                fields.put("VERSION_ID", number.group());
            } else if (more.startsWith("PATCHLEVEL") && !number.group().equals("0")) {
                fields.merge("VERSION_ID", number.group(), (version, patch) -> version + "." + patch);
            }
        }
        return fields;
    }

    /** {@code Welcome to openSUSE 11.4 - Kernel \r (\l).}, {@code Ubuntu 8.04.4 LTS \n \l}. */
    private static SortedMap<String, String> ofIssue(String line) {
        String name = line.startsWith("Welcome to ") ? line.substring("Welcome to ".length()) : line;
        SortedMap<String, String> fields = ofName(name);
        if (fields.getOrDefault("ID", "").equals("ubuntu")) {
            fields.computeIfPresent("VERSION_ID", (key, version) -> twoNumbers(version));
        }
        fields.remove("VERSION_CODENAME");
        return fields;
    }

    private static String twoNumbers(String version) {
        int second = version.indexOf('.', version.indexOf('.') + 1);
        return second < 0 ? version : version.substring(0, second);
    }

    /** {@code 12.5}, which os-release calls 12, or, before a release, {@code trixie/sid}. */
    private static SortedMap<String, String> ofDebian(String line) {
        if (Character.isDigit(line.charAt(0))) {
            int dot = line.indexOf('.');
            boolean old = dot == 1 && line.charAt(0) <= '6';
            SortedMap<String, String> fields = ofVersion("debian", old || dot < 0 ? line : line.substring(0, dot));
            fields.put(OsReleaseCataloger.POINT_RELEASE, line);
            return fields;
        }
        SortedMap<String, String> fields = named("debian");
        int slash = line.indexOf('/');
        fields.put("VERSION_CODENAME", slash < 0 ? line : line.substring(0, slash));
        return fields;
    }

    /** {@code cpe:/o:centos:linux:6:GA}, or since 2.3 {@code cpe:2.3:o:amazon:amazon_linux:2}. */
    private static SortedMap<String, String> ofCpe(String line) {
        String[] parts = line.split(":", 8);
        int vendor = line.startsWith("cpe:2.3:") ? 3 : 2;
        String id = parts.length < vendor + 3 ? null : CPE_VENDORS.get(parts[vendor]);
        if (id == null) {
            return new TreeMap<>();
        }
        Matcher number = NUMBER.matcher(parts[vendor + 2]);
        return number.matches() ? ofVersion(id, parts[vendor + 2]) : named(id);
    }

    private static SortedMap<String, String> ofName(String line) {
        SortedMap<String, String> fields = new TreeMap<>();
        String lower = line.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> name : NAMES) {
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
                break;
            }
        }
        if (lower.startsWith("centos stream")) {
            fields.put("NAME", "CentOS Stream");
        }
        return fields;
    }
}
