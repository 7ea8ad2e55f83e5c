package io.tidewaiter.bench.accuracy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code scan --format json} says of one image.
 *
 * @param packages each as {@code deb NAME VERSION ARCHITECTURE} or {@code TYPE NAME VERSION}
 * @param findings the findings that each record of an advisory is a reason of
 * @param count how many findings there are; one can rest on several records, and one record on several CVEs
 */
record ScannedImage(SortedSet<String> packages, Map<Entry, List<Found>> findings, int count) {
    private static final String FIXED = ", fixed ";

    /** One record that speaks of one package: what the second implementation calls a finding. */
    record Entry(String name, String version, String record) implements Comparable<Entry> {
        private static final Comparator<Entry> ORDER =
                Comparator.comparing(Entry::name).thenComparing(Entry::version).thenComparing(Entry::record);

        @Override
        public int compareTo(Entry other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return name + " " + version + " " + record;
        }
    }

    /**
     * One of our findings.
     *
     * @param fixed what we tell a user to update to; empty where no fix is known
     * @param fixedByRecord what this record calls fixed; empty where it knows no fix
     * @param records all the records that the finding rests on
     */
    record Found(String id, String fixed, String fixedByRecord, List<String> records) {}

    /** An entry; an epoch of 0 is the same as none. */
    static Entry entry(String name, String version, String record) {
        return new Entry(name, version.startsWith("0:") ? version.substring(2) : version, record);
    }

    static ScannedImage read(Path document) {
        JsonNode scan = JsonMapper.shared().readTree(document.toFile());
        SortedSet<String> packages = new TreeSet<>();
        for (JsonNode installed : scan.path("packages")) {
            packages.add(spelled(installed));
        }
        Map<Entry, List<Found>> findings = new TreeMap<>();
        for (JsonNode finding : scan.path("findings")) {
            List<String> records = new ArrayList<>();
            finding.path("why").forEach(why -> records.add(why.path("record").asString()));
            for (JsonNode why : finding.path("why")) {
                Entry entry = entry(
                        finding.path("package").asString(),
                        finding.path("installedVersion").asString(),
                        why.path("record").asString());
                findings.computeIfAbsent(entry, e -> new ArrayList<>())
                        .add(new Found(
                                finding.path("id").asString(),
                                finding.path("fixedVersion").asString(""),
                                fixed(why.path("range").asString()),
                                records));
            }
        }
        return new ScannedImage(packages, findings, scan.path("findings").size());
    }

    /** The end of a reason's range: {@code introduced 1.9.0, fixed 1.9.1}. */
    private static String fixed(String range) {
        int fixed = range.indexOf(FIXED);
        return fixed < 0 ? "" : range.substring(fixed + FIXED.length());
    }

    private static String spelled(JsonNode installed) {
        String purl = installed.path("purl").asString();
        String type = purl.substring("pkg:".length(), purl.indexOf('/'));
        String spelled = (type.equals("golang") ? "go" : type) + " "
                + installed.path("name").asString() + " "
                + installed.path("version").asString("");
        String architecture = installed.path("architecture").asString("");
        return (architecture.isEmpty() ? spelled : spelled + " " + architecture).strip();
    }
}
