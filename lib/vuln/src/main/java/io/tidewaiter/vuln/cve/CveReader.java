package io.tidewaiter.vuln.cve;

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

/** Reads records of the CVE list (format 5.0 to 5.2) as a stream, within limits; what is broken is a {@link DocumentFault}. */
public final class CveReader {
    /** How many bytes a record may have. */
    public static final long BYTES_MAX = 32L << 20;

    private static final int NESTING_MAX = 64;
    private static final int STRING_CHARS_MAX = 2 << 20;
    private static final int LIST_MAX = 100_000;
    private static final int TEXT_CHARS_MAX = 400;
    private static final int NAME_CHARS_MAX = 2048;
    private static final int VECTORS_MAX = 8;

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, NESTING_MAX, STRING_CHARS_MAX, LIST_MAX);

    /** A record while it is read. */
    private static final class Draft {
        private String type = "";
        private Map<String, String> head = Map.of();
        private String title = "";
        private String description = "";
        private final List<CveRecord.Product> products = new ArrayList<>();
        private final List<CveRecord.Product> added = new ArrayList<>();
        private boolean isExploited;
        private final Set<String> vectors = new LinkedHashSet<>();
        private final Set<String> references = new LinkedHashSet<>();
        private final Set<String> weaknesses = new LinkedHashSet<>();
    }

    /** The record. */
    public CveRecord read(InputStream in) {
        Draft draft = new Draft();
        documents.object(
                in,
                json -> json.object("the document", name -> {
                    switch (name) {
                        case "dataType" -> draft.type = json.scalar(TEXT_CHARS_MAX);
                        case "cveMetadata" -> draft.head = json.scalars(name);
                        case "containers" -> json.object(name, container -> containers(json, container, draft));
                        default -> json.skip();
                    }
                }));
        String id = draft.head.getOrDefault("cveId", "");
        String state = draft.head.getOrDefault("state", "");
        if (!draft.type.equals("CVE_RECORD") || id.isEmpty()) {
            throw new DocumentFault("no CVE record of version 5");
        }
        return new CveRecord(
                id,
                !state.equals("PUBLISHED"),
                draft.head.getOrDefault("assignerShortName", ""),
                draft.title.isEmpty() ? draft.description : draft.title,
                draft.head.getOrDefault("datePublished", ""),
                draft.head.getOrDefault("dateUpdated", ""),
                draft.products.stream().anyMatch(CveReader::isNamed) ? draft.products : draft.added,
                List.copyOf(draft.vectors),
                List.copyOf(draft.references),
                draft.isExploited,
                Weaknesses.of(draft.weaknesses));
    }

    private static void containers(JsonCursor json, String name, Draft draft) {
        switch (name) {
            case "cna" -> json.object(name, field -> cna(json, field, draft));
            case "adp" ->
                json.array(
                        name,
                        () -> json.object(name, field -> {
                            switch (field) {
                                case "affected" -> json.array(field, () -> draft.added.add(product(json)));
                                case "metrics" -> draft.isExploited |= metrics(json, draft);
                                case "problemTypes" -> problemTypes(json, draft);
                                default -> json.skip();
                            }
                        }));
            default -> json.skip();
        }
    }

    /** Many authors of old records wrote {@code n/a} for everything, and CISA added what is meant. */
    private static boolean isNamed(CveRecord.Product product) {
        return !product.purl().isEmpty()
                || !product.packageName().isEmpty()
                || !(product.name().isEmpty() || product.name().equalsIgnoreCase("n/a"));
    }

    private static void cna(JsonCursor json, String field, Draft draft) {
        switch (field) {
            case "title" -> draft.title = json.cutText(field, TEXT_CHARS_MAX);
            case "descriptions" ->
                json.array(field, () -> {
                    String[] text = {"", ""};
                    json.object(field, name -> {
                        switch (name) {
                            case "lang" -> text[0] = json.scalar(TEXT_CHARS_MAX);
                            case "value" -> text[1] = json.cutText(name, TEXT_CHARS_MAX);
                            default -> json.skip();
                        }
                    });
                    if (draft.description.isEmpty() && text[0].startsWith("en")) {
                        draft.description = text[1];
                    }
                });
            case "affected" -> json.array(field, () -> draft.products.add(product(json)));
            case "metrics" -> metrics(json, draft);
            case "problemTypes" -> problemTypes(json, draft);
            case "references" -> json.array(field, () -> draft.references.add(urls(json)));
            default -> json.skip();
        }
    }

    /** {@code {"descriptions": [{"type": "CWE", "cweId": "CWE-79", ...}]}}; old records have the id in the text only. */
    private static void problemTypes(JsonCursor json, Draft draft) {
        json.array(
                "problemTypes",
                () -> json.object("problemType", name -> {
                    if (!name.equals("descriptions")) {
                        json.skip();
                        return;
                    }
                    json.array(name, () -> {
                        Map<String, String> fields = json.scalars(name);
                        String text = fields.getOrDefault("description", "");
                        String id = fields.getOrDefault("cweId", text.split("[ :]", 2)[0]);
                        if (draft.weaknesses.size() < Weaknesses.MAX) {
                            draft.weaknesses.add(id);
                        }
                    });
                }));
    }

    private static String urls(JsonCursor json) {
        String[] url = {""};
        json.object("reference", name -> {
            if (name.equals("url")) {
                url[0] = json.scalar(NAME_CHARS_MAX);
            } else {
                json.skip();
            }
        });
        return url[0];
    }

    /** Whether one of them is an entry of KEV: {@code {"other": {"type": "kev", "content": {"dateAdded": ...}}}}. */
    private static boolean metrics(JsonCursor json, Draft draft) {
        boolean[] isExploited = {false};
        json.array(
                "metrics",
                () -> json.object("metric", name -> {
                    if (name.startsWith("cvssV") && json.isObject()) {
                        String vector = json.scalars(name).getOrDefault("vectorString", "");
                        if (!vector.isEmpty() && draft.vectors.size() < VECTORS_MAX) {
                            draft.vectors.add(vector);
                        }
                    } else if (name.equals("other") && json.isObject()) {
                        isExploited[0] |=
                                json.scalars(name).getOrDefault("type", "").equals("kev");
                    } else {
                        json.skip();
                    }
                }));
        return isExploited[0];
    }

    private static CveRecord.Product product(JsonCursor json) {
        Map<String, String> fields = new HashMap<>();
        List<CveRecord.Version> versions = new ArrayList<>();
        List<String> platforms = new ArrayList<>();
        json.object("affected", name -> {
            switch (name) {
                case "platforms" -> json.array(name, () -> platforms.add(json.scalar(TEXT_CHARS_MAX)));
                case "vendor", "product", "packageURL", "collectionURL", "packageName", "defaultStatus" ->
                    fields.put(name, json.scalar(NAME_CHARS_MAX));
                case "versions" -> json.array(name, () -> versions.add(version(json)));
                default -> json.skip();
            }
        });
        return new CveRecord.Product(
                fields.getOrDefault("vendor", ""),
                fields.getOrDefault("product", ""),
                fields.getOrDefault("packageURL", ""),
                fields.getOrDefault("collectionURL", ""),
                fields.getOrDefault("packageName", ""),
                platforms,
                fields.getOrDefault("defaultStatus", "unknown"),
                versions);
    }

    private static CveRecord.Version version(JsonCursor json) {
        Map<String, String> fields = new HashMap<>();
        List<CveRecord.Change> changes = new ArrayList<>();
        json.object("version", name -> {
            if (name.equals("changes") && json.isArray()) {
                json.array(name, () -> {
                    Map<String, String> change = json.scalars(name);
                    changes.add(new CveRecord.Change(change.getOrDefault("at", ""), change.getOrDefault("status", "")));
                });
            } else {
                fields.put(name, json.scalar(TEXT_CHARS_MAX));
            }
        });
        return new CveRecord.Version(
                fields.getOrDefault("version", ""),
                fields.getOrDefault("status", ""),
                fields.getOrDefault("lessThan", ""),
                fields.getOrDefault("lessThanOrEqual", ""),
                fields.getOrDefault("versionType", ""),
                changes);
    }
}
