package io.tidewaiter.catalog.inventory;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The inventories of Bottlerocket, whose parts are rpms, and of Container-Optimized OS, whose parts are built from ebuilds;
 * what was only needed to build it ({@code buildTimePackages}) is not in it.
 */
public final class InventoryCataloger implements Cataloger {
    private static final String BOTTLEROCKET = "usr/share/bottlerocket/application-inventory.json";
    private static final String COS = "etc/cos-package-info.json";

    @Override
    public String name() {
        return "os-inventory";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Bottlerocket, Container-Optimized OS", "rpm, cos", "the JSON inventories of both")
                .reads(3, "**/" + BOTTLEROCKET, "packages with epoch and architecture")
                .reads(3, "**/" + COS, "installed packages and the ebuilds that they were built from");
    }

    @Override
    public List<String> endings() {
        return List.of(".json");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        return path.endsWith(".json") && (isBelow(path, BOTTLEROCKET) || isBelow(path, COS));
    }

    private static boolean isBelow(String path, String place) {
        int rest = path.length() - place.length();
        return path.endsWith(place) && (rest == 0 || path.charAt(rest - 1) == '/');
    }

    @Override
    public int bytesMax() {
        return 64 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        boolean bottlerocket = isBelow(file.path(), BOTTLEROCKET);
        Troubles troubles = new Troubles(facts);
        try {
            JsonReader parser = JsonFields.open(content);
            String list = bottlerocket ? "Content" : "installedPackages";
            if (JsonFields.list(parser, list)) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    Map<String, String> fields = JsonFields.read(parser);
                    (bottlerocket ? bottlerocket(fields) : containerOptimized(fields)).tell(troubles, facts);
                }
                if (parser.currentToken() != JsonToken.END_ARRAY) {
                    troubles.lost("the inventory has something else than objects in its list " + list);
                }
            } else {
                troubles.lost("the inventory has no list " + list);
            }
        } catch (JsonFault e) {
            troubles.lost("the inventory is no JSON: " + Troubles.quote(e.getMessage()));
        }
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        troubles.finish();
    }

    private static SystemPackage bottlerocket(Map<String, String> fields) {
        String version = fields.getOrDefault("Version", "");
        String release = fields.getOrDefault("Release", "");
        String epoch = fields.getOrDefault("Epoch", "");
        String full = (epoch.isEmpty() || epoch.equals("0") || version.isEmpty() ? "" : epoch + ":")
                + version
                + (release.isEmpty() ? "" : "-" + release);
        return new SystemPackage(
                "rpm",
                fields.getOrDefault("Name", ""),
                full,
                "",
                "",
                fields.getOrDefault("Architecture", ""),
                new TreeMap<>());
    }

    private static SystemPackage containerOptimized(Map<String, String> fields) {
        String name = fields.getOrDefault("name", "");
        String category = fields.getOrDefault("category", "");
        String ebuild = fields.getOrDefault("ebuild_version", "");
        String source = category.isEmpty() ? name : category + "/" + name;
        return new SystemPackage(
                "cos",
                name,
                fields.getOrDefault("version", ""),
                ebuild.isEmpty() ? "" : source,
                ebuild,
                "",
                new TreeMap<>());
    }
}
