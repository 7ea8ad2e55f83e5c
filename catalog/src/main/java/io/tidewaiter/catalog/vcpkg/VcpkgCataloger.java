package io.tidewaiter.catalog.vcpkg;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.Skipped;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Ports that vcpkg installed: a status file in the syntax of dpkg. */
public final class VcpkgCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 32 << 20;
    private static final int LINE_BYTES_MAX = 1000;
    private static final String STATUS = "vcpkg/status";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,200}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+~-]{0,100}");

    @Override
    public String name() {
        return "vcpkg";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("vcpkg", "vcpkg", "vcpkg documentation, \"Installation tree layout\"")
                .reads(9, "**/installed/vcpkg/status, **/vcpkg_installed/vcpkg/status", "installed ports by triplet");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith("/installed/" + STATUS) || file.path().endsWith("vcpkg_installed/" + STATUS);
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Map<String, String> fields = new HashMap<>();
        int odd = 0;
        Lines lines = new Lines(content);
        while (lines.next()) {
            if (lines.isBlank()) {
                odd += tell(fields, facts);
                fields.clear();
                continue;
            }
            String line = lines.text(0, LINE_BYTES_MAX);
            int colon = line.indexOf(':');
            if (colon > 0 && colon < 20) {
                fields.putIfAbsent(
                        line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        odd += tell(fields, facts);
        Skipped.tell(odd, "the status of vcpkg", facts);
    }

    /** Features of a port have records of their own, without a version. */
    private static int tell(Map<String, String> fields, Consumer<Fact> facts) {
        boolean installed = fields.getOrDefault("Status", "").endsWith(" installed")
                && !fields.getOrDefault("Status", "").endsWith("not-installed");
        if (!installed || fields.containsKey("Feature")) {
            return 0;
        }
        String name = fields.getOrDefault("Package", "");
        String port = fields.getOrDefault("Port-Version", "");
        String version = fields.getOrDefault("Version", "") + (port.isEmpty() || port.equals("0") ? "" : "#" + port);
        if (!NAME.matcher(name).matches()
                || !VERSION.matcher(fields.getOrDefault("Version", "")).matches()) {
            return 1;
        }
        SortedMap<String, String> qualifiers = new TreeMap<>();
        String triplet = fields.getOrDefault("Architecture", "");
        if (!triplet.isEmpty()) {
            qualifiers.put("triplet", triplet);
        }
        facts.accept(new Fact.InstalledFact("vcpkg", "", name, version, "", "", "", qualifiers, ""));
        return 0;
    }
}
