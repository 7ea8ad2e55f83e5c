package io.tidewaiter.vuln.nvd;

import io.tidewaiter.vuln.Weaknesses;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads the NVD's JSON, version 2.0, as a stream, within limits: an answer or a yearly feed ({@code vulnerabilities[].cve}),
 * or one CVE alone as mirrors keep them. What is broken is a {@link DocumentFault}; a broken CVE is refused alone.
 */
public final class NvdReader {
    /** How many bytes a document may have: a yearly feed has some two hundred million. */
    public static final long BYTES_MAX = 1L << 30;

    private static final int NESTING_MAX = 64;
    private static final int STRING_CHARS_MAX = 2 << 20;
    private static final int LIST_MAX = 2_000_000;
    private static final int TEXT_CHARS_MAX = 400;
    private static final int NAME_CHARS_MAX = 2048;
    private static final int LISTED_MAX = 8;

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, NESTING_MAX, STRING_CHARS_MAX, LIST_MAX);

    private static final class Draft {
        private final Map<String, String> fields = new HashMap<>();
        private final Set<String> own = new LinkedHashSet<>();
        private final Set<String> others = new LinkedHashSet<>();
        private final Set<String> references = new LinkedHashSet<>();
        private final Set<String> weaknesses = new LinkedHashSet<>();
        private final List<NvdCve.Configuration> configurations = new ArrayList<>();

        NvdCve finish() {
            String id = fields.getOrDefault("id", "");
            if (!id.startsWith("CVE-")) {
                throw new DocumentFault("a CVE without an id");
            }
            Set<String> vectors = new LinkedHashSet<>(own);
            vectors.addAll(others);
            return new NvdCve(
                    id,
                    fields.getOrDefault("vulnStatus", ""),
                    fields.getOrDefault("description", ""),
                    instant("published"),
                    instant("lastModified"),
                    vectors.stream().limit(LISTED_MAX).toList(),
                    List.copyOf(references),
                    !fields.getOrDefault("cisaExploitAdd", "").isEmpty(),
                    Weaknesses.of(weaknesses),
                    configurations);
        }

        /** The NVD writes no zone and means UTC. */
        private String instant(String name) {
            String text = fields.getOrDefault(name, "");
            return text.isEmpty() || text.endsWith("Z") ? text : text + "Z";
        }
    }

    /** Hands on every CVE of the document. */
    public void read(InputStream in, Consumer<NvdCve> each, Consumer<String> refused) {
        Draft alone = new Draft();
        boolean[] isList = {false};
        documents.object(
                in,
                json -> json.object("the document", name -> {
                    if (name.equals("vulnerabilities")) {
                        isList[0] = true;
                        json.array(name, () -> json.guarded(() -> listed(json, each), refused));
                    } else {
                        field(json, name, alone);
                    }
                }));
        if (!isList[0]) {
            each.accept(alone.finish());
        }
    }

    private static void listed(JsonCursor json, Consumer<NvdCve> each) {
        Draft draft = new Draft();
        json.object("vulnerability", name -> {
            if (name.equals("cve")) {
                json.object(name, field -> field(json, field, draft));
            } else {
                json.skip();
            }
        });
        each.accept(draft.finish());
    }

    private static void field(JsonCursor json, String name, Draft draft) {
        switch (name) {
            case "id", "vulnStatus", "published", "lastModified", "cisaExploitAdd" ->
                draft.fields.put(name, json.scalar(TEXT_CHARS_MAX));
            case "metrics" ->
                json.object(name, kind -> {
                    if (kind.startsWith("cvssMetricV")) {
                        json.array(kind, () -> metric(json, draft));
                    } else {
                        json.skip();
                    }
                });
            case "references" ->
                json.array(name, () -> {
                    Map<String, String> reference = json.scalars(name);
                    if (draft.references.size() < LISTED_MAX && reference.containsKey("url")) {
                        draft.references.add(JsonCursor.cut(reference.get("url"), NAME_CHARS_MAX));
                    }
                });
            case "descriptions" ->
                json.array(name, () -> {
                    Map<String, String> text = json.scalars(name);
                    if (text.getOrDefault("lang", "").equals("en")) {
                        draft.fields.putIfAbsent(
                                "description", JsonCursor.cut(text.getOrDefault("value", ""), TEXT_CHARS_MAX));
                    }
                });
            case "weaknesses" -> json.array(name, () -> json.object(name, inner -> weakness(json, inner, draft)));
            case "configurations" -> json.array(name, () -> draft.configurations.add(ConfigurationReader.read(json)));
            default -> json.skip();
        }
    }

    /** {@code {"source": ..., "description": [{"lang": "en", "value": "CWE-79"}]}}. */
    private static void weakness(JsonCursor json, String name, Draft draft) {
        if (!name.equals("description")) {
            json.skip();
            return;
        }
        json.array(name, () -> {
            String value = json.scalars(name).getOrDefault("value", "");
            if (draft.weaknesses.size() < Weaknesses.MAX) {
                draft.weaknesses.add(value);
            }
        });
    }

    private static void metric(JsonCursor json, Draft draft) {
        String[] found = {"", ""};
        json.object("metric", name -> {
            switch (name) {
                case "type" -> found[0] = json.scalar(TEXT_CHARS_MAX);
                case "cvssData" -> found[1] = json.scalars(name).getOrDefault("vectorString", "");
                default -> json.skip();
            }
        });
        if (!found[1].isEmpty()) {
            (found[0].equals("Primary") ? draft.own : draft.others).add(found[1]);
        }
    }
}
