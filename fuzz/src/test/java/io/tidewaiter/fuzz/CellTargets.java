package io.tidewaiter.fuzz;

import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.layer.FactsException;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerScan;
import io.tidewaiter.sandbox.frame.Frame;
import io.tidewaiter.sandbox.frame.FrameFault;
import io.tidewaiter.sandbox.frame.FrameReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/** What passes between the parent and the cell, and the cell's work as a whole. */
final class CellTargets {
    private CellTargets() {}

    static void frames(byte[] input) throws IOException {
        FrameReader reader = new FrameReader(new ByteArrayInputStream(input));
        long payload = 0;
        try {
            for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
                payload += frame.get().payload().length;
                if (frame.get().stream() < 0) {
                    throw new IllegalStateException("a negative stream");
                }
            }
        } catch (FrameFault e) {
            // the declared outcome
        }
        if (payload > input.length) {
            throw new IllegalStateException("more payload than input");
        }
    }

    static void facts(byte[] input) throws IOException {
        try {
            LayerFacts facts = LayerFactsCodec.read(new ByteArrayInputStream(input));
            if (facts.files().size() > input.length || facts.notes().size() > input.length) {
                throw new IllegalStateException("more facts than bytes");
            }
        } catch (FactsException e) {
            // the declared outcome
        }
    }

    /** Whatever a layer holds, the cell answers, always the same, and the parent accepts the answer. */
    static void layer(byte[] input) throws IOException {
        LayerFacts first = scan(input);
        LayerFacts second = scan(input);
        if (!first.notes().equals(second.notes()) || !first.files().equals(second.files())) {
            throw new IllegalStateException("two readings of one layer differ");
        }
    }

    private static LayerFacts scan(byte[] input) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new LayerScan(Catalogers.ALL, ArchiveTargets.LIMITS).run(new ByteArrayInputStream(input), input.length, answer);
        return LayerFactsCodec.read(new ByteArrayInputStream(answer.toByteArray()));
    }
}
