package io.tidewaiter.advisory.compile;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Many small pieces to zstd frames with one trained dictionary. The result depends on nothing but the pieces: samples
 * are taken at equal distances, and the threads only share the work out.
 */
final class Compression {
    private static final int LEVEL = 15;
    private static final int DICTIONARY_BYTES = 64 << 10;
    private static final int SAMPLE_BYTES_MAX = 2 << 10;
    private static final int SAMPLES_MAX = 4_000;
    private static final int SAMPLES_MIN = 200;
    private static final int CHUNKS = 64;

    private Compression() {}

    /** Frames in the order of the pieces; the dictionary is empty where there are too few to learn from. */
    record Compressed(byte[] dictionary, List<byte[]> frames) {}

    static Compressed compress(List<byte[]> pieces) {
        byte[] dictionary = train(pieces);
        int chunk = pieces.size() / CHUNKS + 1;
        List<byte[]> frames = IntStream.range(0, CHUNKS)
                .parallel()
                .mapToObj(i -> compress(part(pieces, i * chunk, chunk), dictionary))
                .flatMap(List::stream)
                .toList();
        return new Compressed(dictionary, frames);
    }

    private static List<byte[]> part(List<byte[]> pieces, int from, int length) {
        int start = Math.min(from, pieces.size());
        return pieces.subList(start, Math.min(start + length, pieces.size()));
    }

    private static List<byte[]> compress(List<byte[]> pieces, byte[] dictionary) {
        List<byte[]> frames = new ArrayList<>(pieces.size());
        if (pieces.isEmpty()) {
            return frames;
        }
        try (ZstdCompressCtx context = new ZstdCompressCtx()) {
            context.setLevel(LEVEL).setChecksum(true).setDictID(false);
            if (dictionary.length > 0) {
                context.loadDict(dictionary);
            }
            pieces.forEach(piece -> frames.add(context.compress(piece)));
        }
        return frames;
    }

    private static byte[] train(List<byte[]> pieces) {
        if (pieces.size() < SAMPLES_MIN) {
            return new byte[0];
        }
        int step = Math.max(1, pieces.size() / SAMPLES_MAX);
        List<byte[]> samples = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i += step) {
            byte[] piece = pieces.get(i);
            samples.add(piece.length <= SAMPLE_BYTES_MAX ? piece : Arrays.copyOf(piece, SAMPLE_BYTES_MAX));
        }
        byte[] dictionary = new byte[DICTIONARY_BYTES];
        long length = Zstd.trainFromBuffer(samples.toArray(byte[][]::new), dictionary);
        return Zstd.isError(length) ? new byte[0] : Arrays.copyOf(dictionary, (int) length);
    }
}
