package io.tidewaiter.catalog.base;

import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.chain.ChainId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Images that a user named as bases. A file of them has one a line, its fields parted by tabs: the chain id or, parted by
 * commas, all diff ids, lowest first; the name; and the digest, which may be left out. {@code #} begins a remark.
 *
 * @param byChain by the chain id of all their layers
 */
public record KnownBases(Map<Digest, Known> byChain) {
    /** Nobody named any. */
    public static final KnownBases NONE = new KnownBases(Map.of());

    private static final long FILE_BYTES_MAX = 256L << 20;

    /** A base; its digest is null where the file has none. */
    public record Known(String name, @Nullable Digest digest) {}

    public KnownBases {
        byChain = Map.copyOf(byChain);
    }

    /**
     * Reads a file; of two lines with the same layers the first counts.
     *
     * @throws IllegalArgumentException for a line that is not of the form, with its number
     */
    public static KnownBases read(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "read bases " + file + ": it has more than the " + FILE_BYTES_MAX + " bytes allowed");
        }
        Map<Digest, Known> bases = new HashMap<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                try {
                    String[] fields = line.split("\t", -1);
                    if (fields.length < 2 || fields[1].isBlank()) {
                        throw new IllegalArgumentException("a chain id and a name are parted by a tab");
                    }
                    boolean hasDigest = fields.length > 2 && !fields[2].isBlank();
                    bases.putIfAbsent(
                            chain(fields[0].strip()),
                            new Known(fields[1].strip(), hasDigest ? Digest.parse(fields[2].strip()) : null));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(
                            "read bases " + file + " line " + number + ": " + e.getMessage(), e);
                }
            }
        }
        return new KnownBases(bases);
    }

    private static Digest chain(String field) {
        List<Digest> diffIds = new ArrayList<>();
        for (String diffId : field.split(",", -1)) {
            diffIds.add(Digest.parse(diffId.strip()));
        }
        return ChainId.of(diffIds).getLast();
    }

    /** The base with these layers. */
    Optional<Known> of(Digest chainId) {
        return Optional.ofNullable(byChain.get(chainId));
    }
}
