package io.tidewaiter.vuln.cyclonedx;

import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the VEX of CycloneDX documents as a stream, within limits; what cannot be trusted is a {@link DocumentFault}. */
public final class CycloneDxVexReader {
    /** How many bytes a document may have. */
    public static final long BYTES_MAX = 256L << 20;

    private static final int NESTING_MAX = 64;
    private static final int STRING_CHARS_MAX = 2 << 20;
    private static final int LIST_MAX = 1_000_000;
    private static final int TEXT_CHARS_MAX = 400;
    private static final int NAME_CHARS_MAX = 2048;

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, NESTING_MAX, STRING_CHARS_MAX, LIST_MAX);

    /** The document; components may stand after the vulnerabilities that name them. */
    public CycloneDxVex read(InputStream in) {
        Map<String, String> head = new HashMap<>();
        Map<String, String> purls = new HashMap<>();
        List<CycloneDxVex.Analysis> loose = new ArrayList<>();
        documents.object(
                in,
                json -> json.object("the document", name -> {
                    switch (name) {
                        case "bomFormat", "serialNumber", "specVersion" -> head.put(name, json.scalar(NAME_CHARS_MAX));
                        case "metadata" ->
                            json.object(name, field -> {
                                switch (field) {
                                    case "timestamp" -> head.put(field, json.scalar(NAME_CHARS_MAX));
                                    case "component" -> component(json, purls);
                                    default -> json.skip();
                                }
                            });
                        case "components" -> json.array(name, () -> component(json, purls));
                        case "vulnerabilities" -> json.array(name, () -> loose.add(analysis(json)));
                        default -> json.skip();
                    }
                }));
        if (!head.getOrDefault("bomFormat", "").equals("CycloneDX")) {
            throw new DocumentFault("no CycloneDX document: its bomFormat is another one");
        }
        String version = head.getOrDefault("specVersion", "1.");
        if (!version.startsWith("1.")) {
            throw new DocumentFault("CycloneDX of version " + version + "; 1.4 to 1.7 have what is read here");
        }
        return new CycloneDxVex(
                head.getOrDefault("serialNumber", ""),
                head.getOrDefault("timestamp", ""),
                loose.stream().map(one -> resolved(one, purls)).toList());
    }

    private static void component(JsonCursor json, Map<String, String> purls) {
        Map<String, String> fields = new HashMap<>();
        json.object("component", name -> {
            switch (name) {
                case "bom-ref", "purl" -> fields.put(name, json.scalar(NAME_CHARS_MAX));
                case "components" -> json.array(name, () -> component(json, purls));
                default -> json.skip();
            }
        });
        if (fields.containsKey("bom-ref") && fields.containsKey("purl")) {
            purls.put(fields.get("bom-ref"), fields.get("purl"));
        }
    }

    private static CycloneDxVex.Analysis analysis(JsonCursor json) {
        Map<String, String> fields = new HashMap<>();
        List<String> aliases = new ArrayList<>();
        List<String> products = new ArrayList<>();
        json.object("vulnerability", name -> {
            switch (name) {
                case "id" -> fields.put(name, json.scalar(NAME_CHARS_MAX));
                case "references" ->
                    json.array(name, () -> aliases.add(json.scalars("reference").getOrDefault("id", "")));
                case "analysis" -> json.object(name, field -> fields.put(field, json.scalar(TEXT_CHARS_MAX)));
                case "affects" ->
                    json.array(
                            name,
                            () -> json.object("affected", field -> {
                                if (field.equals("ref")) {
                                    products.add(json.scalar(NAME_CHARS_MAX));
                                } else {
                                    json.skip();
                                }
                            }));
                default -> json.skip();
            }
        });
        aliases.removeIf(String::isEmpty);
        String reason = fields.getOrDefault("justification", "");
        return new CycloneDxVex.Analysis(
                fields.getOrDefault("id", ""),
                aliases,
                fields.getOrDefault("state", ""),
                reason.isEmpty() ? fields.getOrDefault("detail", "") : reason,
                products);
    }

    /** A reference is a bom-ref of this document, a BOM-Link whose fragment is one, or itself a purl. */
    private static CycloneDxVex.Analysis resolved(CycloneDxVex.Analysis one, Map<String, String> purls) {
        List<String> products = one.products().stream()
                .map(ref -> {
                    String inner = ref.substring(ref.startsWith("urn:cdx:") ? ref.indexOf('#') + 1 : 0);
                    return purls.getOrDefault(ref, purls.getOrDefault(inner, inner));
                })
                .toList();
        return new CycloneDxVex.Analysis(one.id(), one.aliases(), one.state(), one.reason(), products);
    }
}
