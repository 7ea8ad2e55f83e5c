package io.tidewaiter.vuln;

import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Reads CISA's catalogue of known exploited vulnerabilities ({@code known_exploited_vulnerabilities.json}). */
public final class KevReader {
    private static final int ENTRIES_MAX = 1_000_000;

    private KevReader() {}

    /** The CVE ids in the catalogue; empty where the document is not one. */
    public static Optional<Set<String>> read(byte[] document) {
        Set<String> ids = new TreeSet<>();
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxStringLength(1 << 20)
                        .build())
                .build();
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), document)) {
            JsonCursor json = new JsonCursor(parser, ENTRIES_MAX);
            json.start();
            json.object("the catalogue", name -> {
                if (name.equals("vulnerabilities")) {
                    json.array(
                            name,
                            () -> json.object("entry", key -> {
                                if (key.equals("cveID")) {
                                    ids.add(json.text(key));
                                } else {
                                    json.skip();
                                }
                            }));
                } else {
                    json.skip();
                }
            });
            json.end();
        } catch (DocumentFault | JacksonException e) {
            return Optional.empty();
        }
        return Optional.of(ids);
    }
}
