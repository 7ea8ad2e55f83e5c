package io.tidewaiter.catalog;

import io.tidewaiter.archive.decode.Decoder;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerTask;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.sandbox.Cell;
import io.tidewaiter.sandbox.CellException;
import io.tidewaiter.sandbox.CellStream;
import io.tidewaiter.sandbox.Confinement;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A cell tried out on this machine. Every cell attempts what is forbidden to it before it takes a foreign byte; this one
 * reads an empty layer in each compression besides.
 *
 * @param startTime until the cell was ready
 * @param confinement what it proved
 * @param gzip why a gzip layer was not read; empty where it was
 * @param zstd why a zstd layer was not read; empty where it was
 */
public record CellCheck(Duration startTime, Confinement confinement, String gzip, String zstd) {
    private static final int EMPTY_TAR_BYTES = 1024;
    private static final Digest EMPTY_TAR =
            new Digest("sha256", "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef");

    /** An empty tar as one run of zeros (RFC 8878): the library is needed, nothing else can be wrong. */
    private static final byte[] ZSTD = HexFormat.of().parseHex("28b52ffd60000303200000");

    /**
     * Starts a cell and ends it.
     *
     * @throws CatalogException where none starts
     */
    public static CellCheck run(CellProgram program, CatalogLimits limits) {
        long start = System.nanoTime();
        try (Cell cell = Cell.start(program.config(limits))) {
            Duration startTime = Duration.ofNanos(System.nanoTime() - start);
            return new CellCheck(
                    startTime, cell.confinement(), reads(cell, limits, gzippedTar()), reads(cell, limits, ZSTD));
        } catch (CellException e) {
            throw new CatalogException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new CatalogException("try out a cell: " + e, e);
        }
    }

    /** Whether large gzip layers are inflated by ISA-L on this machine, and not by the JDK. */
    public static boolean hasIsal() {
        return Decoder.hasIsal();
    }

    private static byte[] gzippedTar() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(new byte[EMPTY_TAR_BYTES]);
        }
        return out.toByteArray();
    }

    private static String reads(Cell cell, CatalogLimits limits, byte[] stored) {
        try (CellStream stream = cell.open(new LayerTask(stored.length, limits.layer()).toBytes())) {
            stream.write(stored, 0, stored.length);
            stream.end();
            try (InputStream answer = new BufferedInputStream(stream.answer())) {
                LayerFacts facts = LayerFactsCodec.read(answer);
                return EMPTY_TAR.equals(facts.diffId())
                        ? ""
                        : facts.notes().stream()
                                .map(LayerFacts.Note::detail)
                                .findFirst()
                                .orElse("an empty layer was read as " + facts.diffId());
            }
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
