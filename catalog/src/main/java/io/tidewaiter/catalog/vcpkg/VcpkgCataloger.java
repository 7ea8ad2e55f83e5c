package io.tidewaiter.catalog.vcpkg;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.RootPath;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.catalog.text.Troubles;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Ports that vcpkg installed: a status file in the syntax of dpkg, and beside it a file for each change that its next run
 * will lay into the status. After the only run that a build has, the status is empty and they hold all.
 */
public final class VcpkgCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 32 << 20;
    private static final int LINE_BYTES_MAX = 1000;
    private static final String FOLDER = "vcpkg/";
    private static final String STATUS = "status";
    private static final String JOURNAL = "updates/";
    private static final String LISTS = "info/";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,200}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+~-]{0,100}");
    private static final Pattern ENTRY = Pattern.compile("updates/\\d{1,18}");
    private static final Pattern LIST = Pattern.compile("info/[^/_]{1,200}_[^/]{1,200}\\.list");

    @Override
    public String name() {
        return "vcpkg";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("vcpkg", "vcpkg", "vcpkg documentation, \"Installation tree layout\"")
                .reads(9, "**/installed/vcpkg/status, **/vcpkg_installed/vcpkg/status", "installed ports by triplet")
                .reads(11, "**/installed/vcpkg/updates/1, **/vcpkg_installed/vcpkg/updates/1", "its journal")
                .reads(11, "**/installed/vcpkg/info/x_1.0_x64-linux.list", "files that a port owns");
    }

    @Override
    public boolean wants(FileEntry file) {
        String within = RootPath.within(file.path(), FOLDER, 2);
        if (within.isEmpty() || !isTree(file.path().substring(0, file.path().length() - within.length()))) {
            return false;
        }
        return within.equals(STATUS)
                || (within.startsWith(JOURNAL) && ENTRY.matcher(within).matches())
                || (within.startsWith(LISTS) && LIST.matcher(within).matches());
    }

    private static boolean isTree(String folder) {
        return folder.endsWith("/installed/" + FOLDER) || folder.endsWith("vcpkg_installed/" + FOLDER);
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        String within = RootPath.within(file.path(), FOLDER);
        if (within.startsWith(LISTS)) {
            list(file, content, facts);
            return;
        }
        boolean journal = within.startsWith(JOURNAL);
        Map<String, String> fields = new HashMap<>();
        int odd = 0;
        Lines lines = new Lines(content);
        while (lines.next()) {
            if (lines.isBlank()) {
                odd += tell(fields, journal, facts);
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
        odd += tell(fields, journal, facts);
        Skipped.tell(odd, "the status of vcpkg", facts);
    }

    /**
     * Features of a port have records of their own, without a version. What is half installed or half removed may have its
     * files there.
     */
    private static int tell(Map<String, String> fields, boolean journal, Consumer<Fact> facts) {
        String status = fields.getOrDefault("Status", "");
        boolean gone = status.endsWith("not-installed");
        if (status.isEmpty() || (gone && !journal) || fields.containsKey("Feature")) {
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
        SortedMap<String, String> attributes = new TreeMap<>(gone ? Map.of(Fact.REMOVED, "") : Map.of());
        facts.accept(new Fact.InstalledFact("vcpkg", "", name, version, "", "", "", qualifiers, "", attributes));
        return 0;
    }

    /** Paths below the tree; a folder has a slash at its end and others in it, so it is nobody's. */
    private static void list(FileEntry file, byte[] content, Consumer<Fact> facts) {
        String path = file.path();
        String root = path.substring(0, RootPath.find(path, FOLDER));
        Troubles troubles = new Troubles(facts);
        OwnedPaths owned = new OwnedPaths(root, content.length, troubles, facts);
        Lines lines = new Lines(content);
        while (lines.next()) {
            String line = lines.length() > LINE_BYTES_MAX ? "" : lines.text(0, LINE_BYTES_MAX);
            if (!line.endsWith("/")) {
                owned.add("", line);
            }
        }
        owned.finish(file.name().substring(0, file.name().indexOf('_')));
        troubles.finish();
    }
}
