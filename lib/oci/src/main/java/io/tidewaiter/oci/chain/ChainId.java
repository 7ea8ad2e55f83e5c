package io.tidewaiter.oci.chain;

import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.hash.ContentHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Names a stack of layers by one digest (OCI image-spec, config.md "Layer ChainID"). */
public final class ChainId {
    private ChainId() {}

    /** The chain id of the lowest layer, of the two lowest, and so on. */
    public static List<Digest> of(List<Digest> diffIds) {
        MessageDigest sha256 = ContentHash.sha256();
        List<Digest> chain = new ArrayList<>(diffIds.size());
        for (Digest diffId : diffIds) {
            chain.add(chain.isEmpty() ? diffId : digest(sha256, chain.getLast() + " " + diffId));
        }
        return chain;
    }

    private static Digest digest(MessageDigest sha256, String text) {
        byte[] hash = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        return new Digest("sha256", HexFormat.of().formatHex(hash));
    }
}
