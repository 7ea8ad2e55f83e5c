package io.tidewaiter.vuln;

import io.tidewaiter.version.VersionRange;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads OSV documents (schema 1.7) as a stream, within limits.
 *
 * <p>What decides a match must follow the schema, or the document is refused with the reason. What is only shown (a
 * reference, a severity) is left out where it is broken, with a note: a bad link must not hide a vulnerability.
 */
public final class OsvReader {
    private static final int REASON_CHARS_MAX = 200;

    private final OsvLimits limits;
    private final JsonFactory factory;

    public OsvReader(OsvLimits limits) {
        this.limits = limits;
        this.factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(limits.documentBytesMax())
                        .maxNestingDepth(limits.nestingMax())
                        .maxStringLength(limits.stringCharsMax())
                        .maxNameLength(4096)
                        .maxNumberLength(1000)
                        .build())
                .build();
    }

    /** The record that the document holds, or why there is none. */
    public OsvReading read(byte[] document) {
        if (document.length > limits.documentBytesMax()) {
            return new OsvReading.Refused(
                    "", "the document has " + document.length + " bytes, more than " + limits.documentBytesMax());
        }
        Draft draft = new Draft();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), document)) {
            JsonCursor json = new JsonCursor(parser, limits.listMax());
            json.start();
            json.object("the document", name -> field(json, name, draft));
            json.end();
            return draft.finish();
        } catch (DocumentFault | JacksonException e) {
            return new OsvReading.Refused(draft.id, reason(e));
        }
    }

    private static String reason(RuntimeException e) {
        String message =
                e instanceof JacksonException j ? "not JSON within limits: " + j.getOriginalMessage() : e.getMessage();
        return JsonCursor.cut(String.valueOf(message).replace('\n', ' '), REASON_CHARS_MAX);
    }

    private void field(JsonCursor json, String name, Draft draft) {
        switch (name) {
            case "id" -> draft.id = JsonCursor.cut(json.text("id"), REASON_CHARS_MAX);
            case "modified" -> draft.modified = json.cutText(name, 40);
            case "published" -> draft.published = json.cutText(name, 40);
            case "withdrawn" -> draft.withdrawn = json.cutText(name, 40);
            case "summary" -> draft.summary = json.cutText(name, limits.textCharsMax());
            case "details" -> draft.details = json.cutText(name, limits.textCharsMax());
            case "aliases" -> draft.aliases = json.texts(name);
            case "upstream" -> draft.upstream = json.texts(name);
            case "related" -> draft.related = related(json);
            case "severity" -> severities(json, draft.severity, draft.notes);
            case "affected" -> json.array(name, () -> draft.affected.add(affected(json, draft)));
            case "references" -> json.array(name, () -> reference(json, draft));
            case "database_specific" -> draft.databaseSpecific = OsvSpecificReader.ofDatabase(json);
            default -> json.skip();
        }
    }

    /** Plain ids, or the typed form of the 1.7 drafts: {@code {"type": "CAUSES", "id": ...}}. */
    private static List<String> related(JsonCursor json) {
        List<String> ids = new ArrayList<>();
        json.array("related", () -> {
            if (json.isObject()) {
                json.object("related", name -> {
                    if (name.equals("id")) {
                        ids.add(json.text("related id"));
                    } else {
                        json.skip();
                    }
                });
            } else {
                ids.add(json.text("related"));
            }
        });
        return ids;
    }

    private static void severities(JsonCursor json, List<OsvSeverity> severities, List<String> notes) {
        json.array("severity", () -> {
            Map<String, String> fields = json.scalars("severity");
            String type = fields.getOrDefault("type", "");
            String score = fields.getOrDefault("score", "");
            if (type.isEmpty() || score.isEmpty()) {
                notes.add("a severity without type or score");
            } else {
                severities.add(new OsvSeverity(type, score));
            }
        });
    }

    private void reference(JsonCursor json, Draft draft) {
        Map<String, String> fields = new TreeMap<>();
        json.object("reference", name -> {
            if (json.isText()) {
                fields.put(name, json.cutText(name, 2048));
            } else {
                json.skip();
            }
        });
        String url = fields.getOrDefault("url", "");
        if (!isAbsolute(url)) {
            draft.notes.add("a reference that is no web address");
        } else if (draft.references.size() < limits.referencesMax()) {
            draft.references.add(new OsvReference(fields.getOrDefault("type", "WEB"), url));
        }
    }

    /** A scheme and no blank: java.net.URI would refuse many addresses that browsers open. */
    private static boolean isAbsolute(String url) {
        return url.indexOf("://") > 0 && url.chars().noneMatch(c -> c <= ' ');
    }

    private static OsvAffected affected(JsonCursor json, Draft draft) {
        AffectedDraft affected = new AffectedDraft();
        json.object("affected", name -> {
            switch (name) {
                case "package" -> affected.of(json.scalars("package"));
                case "severity" -> severities(json, affected.severity, draft.notes);
                case "ranges" -> json.array("ranges", () -> affected.ranges.add(OsvRangeReader.range(json)));
                case "versions" -> affected.versions = json.texts("versions");
                case "ecosystem_specific" -> OsvSpecificReader.read(json, affected);
                case "database_specific" -> affected.databaseSpecific = json.scalars(name);
                default -> json.skip();
            }
        });
        return affected.finish();
    }

    /** An {@code affected} entry while it is read. */
    static final class AffectedDraft {
        private static final String ARCH = "arch=";

        /** What stands in the place of an architecture. */
        private static final Set<String> OF_NONE = Set.of("source", "src", "noarch", "all", "any");

        String ecosystem = "";
        String name = "";
        String architecture = "";
        final List<OsvSeverity> severity = new ArrayList<>();
        final List<VersionRange> ranges = new ArrayList<>();
        List<String> versions = List.of();
        final Map<String, String> ecosystemSpecific = new TreeMap<>();
        Map<String, String> databaseSpecific = Map.of();
        final List<OsvAffected.Binary> binaries = new ArrayList<>();
        final List<String> symbols = new ArrayList<>();
        List<VersionRange> customRanges = List.of();

        void of(Map<String, String> fields) {
            ecosystem = fields.getOrDefault("ecosystem", "");
            name = fields.getOrDefault("name", "");
            architecture = architecture(fields.getOrDefault("purl", ""));
            if (ecosystem.isEmpty() || name.isEmpty()) {
                throw new DocumentFault("a package without ecosystem or name");
            }
        }

        /** Chainguard's records are each of one architecture: {@code pkg:apk/wolfi/curl?arch=x86_64}. */
        private static String architecture(String purl) {
            int query = purl.indexOf('?');
            for (String qualifier :
                    query < 0 ? new String[0] : purl.substring(query + 1).split("[&#]", -1)) {
                String value = qualifier.startsWith(ARCH) ? qualifier.substring(ARCH.length()) : "";
                if (!value.isEmpty() && value.length() <= 20 && !OF_NONE.contains(value)) {
                    return value;
                }
            }
            return "";
        }

        OsvAffected finish() {
            if (ecosystem.equals("Go")) {
                ranges.addAll(customRanges);
            }
            return new OsvAffected(
                    ecosystem,
                    name,
                    severity,
                    ranges,
                    versions,
                    ecosystemSpecific,
                    databaseSpecific,
                    binaries,
                    architecture,
                    symbols);
        }
    }

    /** A record while it is read. */
    private static final class Draft {
        private String id = "";
        private String modified = "";
        private String published = "";
        private String withdrawn = "";
        private List<String> aliases = List.of();
        private List<String> upstream = List.of();
        private List<String> related = List.of();
        private String summary = "";
        private String details = "";
        private final List<OsvSeverity> severity = new ArrayList<>();
        private final List<OsvAffected> affected = new ArrayList<>();
        private final List<OsvReference> references = new ArrayList<>();
        private Map<String, String> databaseSpecific = Map.of();
        private final List<String> notes = new ArrayList<>();

        private OsvReading finish() {
            if (id.isEmpty() || modified.isEmpty()) {
                throw new DocumentFault(id.isEmpty() ? "no id: this is no OSV record" : "no modified date");
            }
            OsvRecord record = new OsvRecord(
                    id,
                    modified,
                    published,
                    withdrawn,
                    aliases,
                    upstream,
                    related,
                    summary,
                    details,
                    severity,
                    affected,
                    references,
                    databaseSpecific);
            return new OsvReading.Understood(record, notes);
        }
    }
}
