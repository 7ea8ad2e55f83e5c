package io.tidewaiter.vuln;

import java.util.List;

/** What became of one OSV document: its record, or why there is none. A broken document is never an exception. */
public sealed interface OsvReading {
    /**
     * The document was understood.
     *
     * @param notes parts of it that break the schema, mean nothing for matching and were left out
     */
    record Understood(OsvRecord record, List<String> notes) implements OsvReading {
        public Understood {
            notes = List.copyOf(notes);
        }
    }

    /**
     * The document cannot be trusted to say what is affected.
     *
     * @param id the document's id, or empty where it was not reached
     * @param reason one sentence
     */
    record Refused(String id, String reason) implements OsvReading {}
}
