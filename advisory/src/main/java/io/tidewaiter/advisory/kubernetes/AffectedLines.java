package io.tidewaiter.advisory.kubernetes;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import io.tidewaiter.version.scheme.VersionSchemes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of an announcement of the Kubernetes project that say which versions of which program are affected and fixed:
 *
 * <pre>
 * #### Affected Versions
 * - kubelet v1.28.0 - v1.28.3
 * - kubelet &lt;= v1.26.10
 * #### Fixed Versions
 * - kubelet v1.28.4
 * </pre>
 *
 * A range ends at the lowest fixed version behind it in the same minor release; without one its last version is the last
 * affected one. A line that is written otherwise is not read, and then none of its program is, so that half a list never
 * stands for the whole.
 */
final class AffectedLines {
    private static final String VERSION = "v?(\\d{1,3}\\.\\d{1,4}\\.\\d{1,4})";
    private static final Pattern HEADING =
            Pattern.compile("^[#* ]*(affected|fixed) versions?[:* ]*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER_HEADING = Pattern.compile("^(?:#{2,}|\\*\\*).*");
    private static final Pattern LINE = Pattern.compile("^[-*] *`?([a-z][a-z-]{2,40})`?:? +(.+)$");
    private static final Pattern SPAN = Pattern.compile(VERSION + " *(?:-|–|to) *" + VERSION);
    private static final Pattern UP_TO = Pattern.compile("(<=|≤|<) *" + VERSION);
    private static final Pattern FIXED = Pattern.compile("(?:>=|≥)? *" + VERSION + "(?:\\+)?");

    /** Programs of the project, by the names that OSV gives them. */
    private static final Map<String, String> PROGRAMS = Map.of(
            "kubelet", "k8s.io/kubelet",
            "kube-apiserver", "k8s.io/apiserver",
            "kube-controller-manager", "k8s.io/controller-manager",
            "kube-proxy", "k8s.io/kube-proxy",
            "kube-scheduler", "k8s.io/kube-scheduler",
            "kubectl", "k8s.io/kubectl",
            "kubernetes", "k8s.io/kubernetes",
            "ingress-nginx", "k8s.io/ingress-nginx");

    private AffectedLines() {}

    /** A stretch: from a version, to one, and whether that is in it. */
    private record Stretch(String from, String to, boolean withEnd) {}

    static Map<String, List<VersionRange>> of(String text) {
        Map<String, List<Stretch>> affected = new LinkedHashMap<>();
        Map<String, List<String>> fixed = new LinkedHashMap<>();
        List<String> unclear = new ArrayList<>();
        String section = "";
        for (String raw : text.split("\\R", -1)) {
            String line = raw.strip();
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                section = heading.group(1).toLowerCase(Locale.ROOT);
            } else if (OTHER_HEADING.matcher(line).matches()) {
                section = "";
            } else if (!section.isEmpty()) {
                line(line, section, affected, fixed, unclear);
            }
        }
        Map<String, List<VersionRange>> ranges = new LinkedHashMap<>();
        affected.forEach((name, stretches) -> {
            if (!unclear.contains(name)) {
                ranges.put(
                        name,
                        stretches.stream()
                                .map(one -> range(one, fixed.getOrDefault(name, List.of())))
                                .toList());
            }
        });
        return ranges;
    }

    private static void line(
            String line,
            String section,
            Map<String, List<Stretch>> affected,
            Map<String, List<String>> fixed,
            List<String> unclear) {
        Matcher parts = LINE.matcher(line);
        String name = parts.matches() ? PROGRAMS.getOrDefault(parts.group(1), "") : "";
        if (name.isEmpty()) {
            return;
        }
        String said = parts.group(2).replace("`", "").strip();
        Matcher span = SPAN.matcher(said);
        Matcher upTo = UP_TO.matcher(said);
        Matcher version = FIXED.matcher(said);
        if (section.equals("fixed")) {
            if (version.matches()) {
                fixed.computeIfAbsent(name, _ -> new ArrayList<>()).add(version.group(1));
            }
        } else if (span.matches()) {
            affected.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Stretch(span.group(1), span.group(2), true));
        } else if (upTo.matches()) {
            affected.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(new Stretch("0", upTo.group(2), !upTo.group(1).equals("<")));
        } else {
            unclear.add(name);
        }
    }

    private static VersionRange range(Stretch one, List<String> fixed) {
        List<RangeEvent> events = new ArrayList<>(2);
        events.add(new RangeEvent.Introduced(one.from()));
        String minor = one.to().substring(0, one.to().lastIndexOf('.') + 1);
        String fix = "";
        for (String version : fixed) {
            boolean isBehind = version.startsWith(minor)
                    && VersionSchemes.SEMVER.compare(version, one.to()) != Order.LESS
                    && (!one.withEnd() || !version.equals(one.to()));
            boolean isNearer = fix.isEmpty() || VersionSchemes.SEMVER.compare(version, fix) == Order.LESS;
            fix = isBehind && isNearer ? version : fix;
        }
        if (!fix.isEmpty()) {
            events.add(new RangeEvent.Fixed(fix));
        } else {
            events.add(one.withEnd() ? new RangeEvent.LastAffected(one.to()) : new RangeEvent.Fixed(one.to()));
        }
        return new VersionRange(VersionRange.Kind.SEMVER, events);
    }
}
