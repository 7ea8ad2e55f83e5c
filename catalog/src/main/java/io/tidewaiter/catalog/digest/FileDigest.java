package io.tidewaiter.catalog.digest;

import io.tidewaiter.catalog.fact.Fact;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The digests of one file: computed by another thread that is given it ({@link #run}), else where they are asked for.
 *
 * <p>Who gives it away asks for nothing before that thread has ended.
 */
public final class FileDigest implements Runnable {
    private final List<DigestKind> kinds;
    private final Map<DigestKind, MessageDigest> here;
    private final Map<DigestKind, MessageDigest> beside;
    private byte[] content;
    private List<String> found = List.of();

    /**
     * @param here of the thread that asks
     * @param beside of the other one
     */
    FileDigest(
            List<DigestKind> kinds,
            byte[] content,
            Map<DigestKind, MessageDigest> here,
            Map<DigestKind, MessageDigest> beside) {
        this.kinds = kinds;
        this.content = content;
        this.here = here;
        this.beside = beside;
    }

    /** Computes them on the other thread. */
    @Override
    public void run() {
        compute(beside);
    }

    /** Computes them on a thread that has no digests of its own. */
    public void runAlone() {
        compute(new EnumMap<>(DigestKind.class));
    }

    /** The digests, computed now where they are not yet. */
    public Fact fact() {
        if (found.isEmpty()) {
            compute(here);
        }
        return new Fact.DigestFact(found);
    }

    /** A fact as long as theirs, whatever they are. */
    public Fact shape() {
        return new Fact.DigestFact(
                kinds.stream().map(kind -> "0".repeat(kind.digits)).toList());
    }

    private void compute(Map<DigestKind, MessageDigest> digests) {
        List<String> computed = new ArrayList<>();
        for (DigestKind kind : kinds) {
            computed.add(HexFormat.of()
                    .formatHex(digests.computeIfAbsent(kind, DigestKind::fresh).digest(content)));
        }
        content = new byte[0]; // what is long is not held longer
        found = computed;
    }
}
