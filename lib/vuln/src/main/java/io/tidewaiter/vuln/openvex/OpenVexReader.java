package io.tidewaiter.vuln.openvex;

import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads OpenVEX documents as a stream, within limits; what cannot be trusted is a {@link DocumentFault}. */
public final class OpenVexReader {
    /** How many bytes a document may have. */
    public static final long BYTES_MAX = 256L << 20;

    private static final int NESTING_MAX = 32;
    private static final int STRING_CHARS_MAX = 1 << 20;
    private static final int LIST_MAX = 1_000_000;
    private static final int TEXT_CHARS_MAX = 400;
    private static final int NAME_CHARS_MAX = 2048;
    private static final Set<String> STATUSES = Set.of("not_affected", "affected", "fixed", "under_investigation");
    private static final List<String> REASONS =
            List.of("justification", "impact_statement", "action_statement", "status_notes");

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, NESTING_MAX, STRING_CHARS_MAX, LIST_MAX);

    /** The document. */
    public OpenVexDocument read(InputStream in) {
        Map<String, String> head = new HashMap<>();
        List<OpenVexDocument.Statement> statements = new ArrayList<>();
        documents.object(
                in,
                json -> json.object("the document", name -> {
                    switch (name) {
                        case "@context", "@id", "author", "timestamp", "last_updated" ->
                            head.put(name, json.scalar(NAME_CHARS_MAX));
                        case "metadata" -> { // the form of Canonical's documents until 2025
                            if (json.isObject()) {
                                head.putAll(json.scalars(name));
                            } else {
                                json.skip();
                            }
                        }
                        case "statements" -> json.array(name, () -> statements.add(statement(json)));
                        default -> json.skip();
                    }
                }));
        if (!head.getOrDefault("@context", "").startsWith("https://openvex.dev/ns")) {
            throw new DocumentFault("no OpenVEX document: its @context is another one");
        }
        return new OpenVexDocument(
                head.getOrDefault("@id", ""),
                head.getOrDefault("author", ""),
                head.getOrDefault("last_updated", head.getOrDefault("timestamp", "")),
                statements);
    }

    private static OpenVexDocument.Statement statement(JsonCursor json) {
        Map<String, String> fields = new HashMap<>();
        List<String> aliases = new ArrayList<>();
        List<String> products = new ArrayList<>();
        List<OpenVexDocument.Part> parts = new ArrayList<>();
        json.object("the statement", name -> {
            switch (name) {
                case "vulnerability" -> vulnerability(json, fields, aliases);
                case "products" -> json.array(name, () -> products.add(product(json, parts)));
                default -> fields.put(name, json.scalar(TEXT_CHARS_MAX));
            }
        });
        String vulnerability = fields.getOrDefault("vulnerability", "");
        String status = fields.getOrDefault("status", "");
        if (vulnerability.isEmpty() || !STATUSES.contains(status)) {
            throw new DocumentFault("a statement without a vulnerability, or with the status \"" + status + "\"");
        }
        String reason = REASONS.stream()
                .map(name -> fields.getOrDefault(name, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        return new OpenVexDocument.Statement(
                vulnerability, aliases, products, status, reason, fields.getOrDefault("timestamp", ""), parts);
    }

    /** A name (0.0.1), or an object with the name (0.2.0). */
    private static void vulnerability(JsonCursor json, Map<String, String> fields, List<String> aliases) {
        if (!json.isObject()) {
            fields.put("vulnerability", json.text("vulnerability"));
            return;
        }
        json.object("vulnerability", name -> {
            switch (name) {
                case "name" -> fields.put("vulnerability", json.text(name));
                case "aliases" -> aliases.addAll(json.texts(name));
                default -> json.skip();
            }
        });
    }

    /** An id (0.0.1), or an object with it and perhaps with a purl beside it, and with parts (0.2.0). */
    private static String product(JsonCursor json, List<OpenVexDocument.Part> parts) {
        if (!json.isObject()) {
            return json.text("product");
        }
        String[] names = {"", ""};
        List<String> inner = new ArrayList<>();
        json.object("product", name -> {
            switch (name) {
                case "@id" -> names[0] = json.cutText(name, NAME_CHARS_MAX);
                case "identifiers" -> names[1] = json.scalars(name).getOrDefault("purl", "");
                case "subcomponents" -> json.array(name, () -> inner.add(part(json)));
                default -> json.skip();
            }
        });
        String product = names[1].isEmpty() ? names[0] : names[1];
        inner.forEach(part -> parts.add(new OpenVexDocument.Part(product, part)));
        return product;
    }

    /** A subcomponent has the form of a product, without parts of its own. */
    private static String part(JsonCursor json) {
        return product(json, new ArrayList<>());
    }
}
