package io.tidewaiter.vuln.csaf;

import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads CSAF 2.0 documents as a stream, within limits; what cannot be trusted is a {@link DocumentFault}. */
public final class CsafReader {
    /** How many bytes a document may have: the largest public ones have some sixty million. */
    public static final long BYTES_MAX = 256L << 20;

    private static final int NESTING_MAX = 64;
    private static final int STRING_CHARS_MAX = 2 << 20;
    private static final int LIST_MAX = 1_000_000;
    private static final int TEXT_CHARS_MAX = 400;
    private static final int ID_CHARS_MAX = 1024;

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, NESTING_MAX, STRING_CHARS_MAX, LIST_MAX)
            .withTrailingCommas(); // openEuler writes them

    /** The document; the stream is read to its end and not closed by anybody else meanwhile. */
    public CsafDocument read(InputStream in) {
        Draft draft = new Draft();
        documents.object(in, json -> document(json, draft));
        return draft.finish();
    }

    private static void document(JsonCursor json, Draft draft) {
        json.object("the document", name -> {
            switch (name) {
                case "document" -> json.object(name, field -> head(json, field, draft));
                case "product_tree" -> new CsafTreeReader(json, draft.products, draft.components, draft.groups).read();
                case "vulnerabilities" ->
                    json.array(name, () -> draft.vulnerabilities.add(CsafVulnerabilityReader.read(json)));
                default -> json.skip();
            }
        });
    }

    private static void head(JsonCursor json, String field, Draft draft) {
        switch (field) {
            case "title" -> draft.title = json.cutText(field, TEXT_CHARS_MAX);
            case "category" -> draft.category = json.cutText(field, ID_CHARS_MAX);
            case "csaf_version" -> draft.version = json.cutText(field, ID_CHARS_MAX);
            case "publisher" -> draft.publisher = json.scalars(field).getOrDefault("name", "");
            case "aggregate_severity" -> draft.severity = json.scalars(field).getOrDefault("text", "");
            case "tracking" -> draft.tracking = json.scalars(field);
            case "references" ->
                json.array(field, () -> {
                    Map<String, String> reference = json.scalars("reference");
                    if (reference.getOrDefault("category", "").equals("self") && draft.self.isEmpty()) {
                        draft.self = reference.getOrDefault("url", "");
                    }
                });
            default -> json.skip();
        }
    }

    /** A document while it is read. */
    private static final class Draft {
        private String title = "";
        private String category = "";
        private String version = "";
        private String publisher = "";
        private String severity = "";
        private String self = "";
        private Map<String, String> tracking = Map.of();
        private final Map<String, CsafProduct> products = new HashMap<>();
        private final Map<String, CsafComponent> components = new HashMap<>();
        private final Map<String, List<String>> groups = new HashMap<>();
        private final List<CsafVulnerabilityReader.Draft> vulnerabilities = new ArrayList<>();

        private CsafDocument finish() {
            String id = tracking.getOrDefault("id", "");
            if (!version.equals("2.0") && !version.equals("2.1")) {
                throw new DocumentFault("no CSAF 2.0 document: csaf_version is \"" + version + "\"");
            }
            if (id.isEmpty()) {
                throw new DocumentFault("no tracking id");
            }
            return new CsafDocument(
                    id,
                    category,
                    title,
                    publisher,
                    tracking.getOrDefault("status", ""),
                    tracking.getOrDefault("initial_release_date", ""),
                    tracking.getOrDefault("current_release_date", ""),
                    severity,
                    self,
                    products,
                    components,
                    vulnerabilities.stream().map(one -> one.finish(groups)).toList());
        }
    }
}
