package io.tidewaiter.catalog.layer;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a layer's facts as the cell answers them (and a cache keeps them): hostile bytes until the last is read. */
public final class LayerFactsCodec {
    /** Changes with the form; a cache of another form is no cache. */
    public static final int FORM = 3;

    private static final int NOTES_MAX = 10_000;
    private static final int FILES_MAX = 5_000_000;
    private static final int PATH_BYTES_MAX = 1 << 20;
    private static final int PIECE_BYTES_MAX = 1 << 20;
    private static final long TABLE_BYTES_MAX = 1L << 30;

    private LayerFactsCodec() {}

    /**
     * The facts.
     *
     * @throws FactsException where the bytes are not of the form
     * @throws IOException as the source throws it
     */
    public static LayerFacts read(InputStream answer) throws IOException {
        return read(answer, new FactsBudget(FactsBudget.LAYER_BYTES_MAX));
    }

    /** As {@link #read(InputStream)}, with a budget that afterwards knows what was spent. */
    public static LayerFacts read(InputStream answer, FactsBudget budget) throws IOException {
        FactsReader in = new FactsReader(answer, budget);
        if (in.number(FORM) != FORM) {
            throw new FactsException("the answer has another form");
        }
        Map<String, List<FileFacts>> files = files(in);
        PathTable paths = paths(in);
        long expanded = in.number();
        long entries = in.number();
        List<LayerFacts.Note> notes = notes(in);
        Digest diffId = diffId(in.bytes(32));
        in.end();
        return new LayerFacts(diffId, expanded, entries, notes, paths, files);
    }

    private static Map<String, List<FileFacts>> files(FactsReader in) throws IOException {
        int count = in.number(FILES_MAX);
        Map<String, List<FileFacts>> files = new HashMap<>();
        for (int i = 0; i < count; i++) {
            in.object();
            String path = in.text(PATH_BYTES_MAX);
            files.computeIfAbsent(path, p -> new ArrayList<>()).add(FactCodec.read(in));
        }
        return files;
    }

    private static PathTable paths(FactsReader in) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        long total = 0;
        byte[] piece = in.bytes(PIECE_BYTES_MAX);
        while (piece.length > 0) {
            total += piece.length;
            if (total > TABLE_BYTES_MAX) {
                throw new FactsException("the path table is larger than any layer's");
            }
            pieces.add(piece);
            piece = in.bytes(PIECE_BYTES_MAX);
        }
        PathTable table = new PathTable(pieces);
        walk(table);
        return table;
    }

    /** Whoever walks the table later need not doubt it. */
    private static void walk(PathTable table) {
        PathTable.Cursor cursor = table.cursor();
        boolean more;
        do {
            more = cursor.next();
        } while (more);
    }

    private static List<LayerFacts.Note> notes(FactsReader in) throws IOException {
        int count = in.number(NOTES_MAX);
        List<LayerFacts.Note> notes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            in.object();
            notes.add(new LayerFacts.Note(
                    FactCodec.one(CoverageFact.Kind.class, in), in.text(PATH_BYTES_MAX), in.text(PATH_BYTES_MAX)));
        }
        return notes;
    }

    private static @Nullable Digest diffId(byte[] sha256) {
        if (sha256.length == 0) {
            return null;
        }
        if (sha256.length != 32) {
            throw new FactsException("a sha256 has 32 bytes");
        }
        return new Digest("sha256", HexFormat.of().formatHex(sha256));
    }
}
