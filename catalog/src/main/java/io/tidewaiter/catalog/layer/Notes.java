package io.tidewaiter.catalog.layer;

import io.tidewaiter.model.inventory.CoverageFact;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What limits a reading, in a bounded number of sentences of each kind. */
final class Notes {
    private static final int OF_A_KIND_MAX = 50;

    private final List<LayerFacts.Note> notes = new ArrayList<>();
    private final Map<CoverageFact.Kind, Integer> counts = new EnumMap<>(CoverageFact.Kind.class);

    void add(CoverageFact.Kind kind, String path, String detail) {
        if (counts.merge(kind, 1, Integer::sum) <= OF_A_KIND_MAX) {
            notes.add(new LayerFacts.Note(kind, path, detail));
        }
    }

    void write(FactsWriter out) throws IOException {
        List<LayerFacts.Note> all = new ArrayList<>(notes);
        counts.forEach((kind, count) -> {
            if (count > OF_A_KIND_MAX) {
                all.add(new LayerFacts.Note(kind, "", "and " + (count - OF_A_KIND_MAX) + " more like these"));
            }
        });
        out.number(all.size());
        for (LayerFacts.Note note : all) {
            out.text(note.kind().name());
            out.text(note.path());
            out.text(note.detail());
        }
    }
}
