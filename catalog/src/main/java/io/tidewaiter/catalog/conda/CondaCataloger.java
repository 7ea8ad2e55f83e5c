package io.tidewaiter.catalog.conda;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.OwnedPaths;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Packages of a conda environment, and the files that they own. No feed speaks for them; the Python distributions among
 * them have their own metadata, for which PyPI's advisories do.
 */
public final class CondaCataloger implements Cataloger {
    private static final int RECORD_BYTES_MAX = 64 << 20;
    private static final int TEXT_CHARS_MAX = 256;
    private static final String TYPE = "conda";
    private static final String FOLDER = "conda-meta";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("conda", TYPE, "conda documentation, \"Managing environments\", conda-meta")
                .reads(8, "**/conda-meta/*.json", "packages with build and channel, files that they own");
    }

    @Override
    public List<String> endings() {
        return List.of(".json");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(".json")
                && (file.folder().equals(FOLDER) || file.folder().endsWith("/" + FOLDER));
    }

    @Override
    public int bytesMax() {
        return RECORD_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        String folder = file.folder();
        String environment = folder.substring(0, folder.length() - FOLDER.length());
        Troubles troubles = new Troubles(facts);
        OwnedPaths owned = new OwnedPaths(environment, content.length, troubles, facts);
        try {
            JsonReader parser = JsonFields.open(content);
            Map<String, String> fields = fields(parser, owned);
            String name = plain(fields, "name");
            String version = plain(fields, "version");
            if (!name.isEmpty() && !version.isEmpty()) {
                TreeMap<String, String> qualifiers = new TreeMap<>();
                for (String key : new String[] {"build", "subdir"}) {
                    if (!plain(fields, key).isEmpty()) {
                        qualifiers.put(key, plain(fields, key));
                    }
                }
                facts.accept(new Fact.InstalledFact(TYPE, "", name, version, "", "", "", qualifiers, ""));
                owned.finish(name);
            } else if (fields.containsKey("name")) {
                Skipped.tell(1, "conda's record of a package", facts);
            }
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("conda's record of a package", e));
        }
        troubles.finish();
    }

    /** The texts of the record; its {@code files} go to {@code owned}. */
    private static Map<String, String> fields(JsonReader parser, OwnedPaths owned) {
        Map<String, String> fields = new HashMap<>();
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return fields;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                fields.put(field, parser.getString());
            } else if (value == JsonToken.START_ARRAY && field.equals("files")) {
                JsonToken token = parser.nextToken();
                while (token != null && token != JsonToken.END_ARRAY) {
                    if (token == JsonToken.VALUE_STRING) {
                        owned.add("", parser.getString());
                    } else {
                        parser.skipChildren();
                    }
                    token = parser.nextToken();
                }
            } else {
                parser.skipChildren();
            }
        }
        return fields;
    }

    private static String plain(Map<String, String> fields, String key) {
        String text = fields.getOrDefault(key, "");
        boolean isPlain = text.length() <= TEXT_CHARS_MAX && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return isPlain ? text : "";
    }
}
