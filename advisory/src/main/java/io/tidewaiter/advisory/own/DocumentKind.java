package io.tidewaiter.advisory.own;

import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a JSON document that lies in no feed's folder is, told by the names of its members. */
public enum DocumentKind {
    /** OSV, and whatever is nothing else: its reader says what is wrong with it. */
    OSV,
    CSAF,
    OPENVEX,
    /** A record of the CVE list, version 5. */
    CVE,
    /** An answer or a feed of the NVD, version 2.0. */
    NVD,
    /** The list of vulnerabilities that the Kubernetes project publishes. */
    KUBERNETES,
    /** A list of documents that a publisher puts beside them, which says nothing of its own. */
    INDEX;

    private static final int NAMES_MAX = 64;
    private static final int HEAD_BYTES = 256;

    /** A record that begins with one of these is OSV: nearly all are, and they are read once only. */
    private static final Set<String> OSV_BEGINS = Set.of(
            "schema_version", "id", "modified", "published", "withdrawn", "aliases", "summary", "details", "affected");

    /** Members of lists: the manifest and the index of a VEX repository (VEX Repository Specification), Chainguard's. */
    private static final List<Set<String>> INDEXES = List.of(
            Set.of("name", "description", "versions"), Set.of("updated_at", "packages"), Set.of("version", "entries"));

    private static final JsonDocuments DOCUMENTS = new JsonDocuments(256L << 20, 256, 4 << 20, 2_000_000);

    /** The kind of the document. */
    public static DocumentKind of(byte[] document) {
        return OSV_BEGINS.contains(firstName(document)) ? OSV : byNames(names(document));
    }

    /** The name of the first member; empty where the beginning is not that plain. */
    private static String firstName(byte[] document) {
        String head =
                new String(document, 0, Math.min(HEAD_BYTES, document.length), StandardCharsets.ISO_8859_1).strip();
        if (!head.startsWith("{")) {
            return "";
        }
        String inner = head.substring(1).strip();
        int end = inner.startsWith("\"") ? inner.indexOf('"', 1) : -1;
        return end < 0 ? "" : inner.substring(1, end);
    }

    private static Set<String> names(byte[] document) {
        Set<String> names = new HashSet<>();
        try {
            DOCUMENTS.object(
                    new ByteArrayInputStream(document),
                    json -> json.object("the document", name -> {
                        if (names.size() < NAMES_MAX) {
                            names.add(name);
                        }
                        json.skip();
                    }));
        } catch (DocumentFault _) {
            // Half a document is still of the kind that its beginning has; its reader says what is wrong.
        }
        return names;
    }

    private static DocumentKind byNames(Set<String> names) {
        if (names.contains("@context")) {
            return OPENVEX;
        }
        if (names.contains("cveMetadata") || names.contains("dataType")) {
            return CVE;
        }
        if (names.contains("resultsPerPage") || names.contains("totalResults")) {
            return NVD;
        }
        if (names.contains("_kubernetes_io") && names.contains("items")) {
            return KUBERNETES;
        }
        if (names.contains("document")) {
            return CSAF;
        }
        return INDEXES.contains(names) ? INDEX : OSV;
    }
}
