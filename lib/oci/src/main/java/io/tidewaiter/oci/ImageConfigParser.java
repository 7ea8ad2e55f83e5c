package io.tidewaiter.oci;

import io.tidewaiter.oci.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** Reads the config of an image, OCI's or Docker's: both have the fields that we need. */
public final class ImageConfigParser {
    /** What a config may have at most. */
    public static final int CONFIG_BYTES_MAX = 8 << 20;

    private static final int DIFF_IDS_MAX = 1000;
    private static final int HISTORY_MAX = 10_000;

    private ImageConfigParser() {}

    /** Reads a config: found, or failed with what is wrong. */
    public static Answer<ImageConfig> parse(byte[] json) {
        if (json.length > CONFIG_BYTES_MAX) {
            return new Answer.Invalid<>("is longer than the " + CONFIG_BYTES_MAX + " bytes allowed");
        }
        try {
            JsonValue config = JsonValue.object(json);
            return new Answer.Found<>(
                    new ImageConfig(ManifestParser.platform(config), diffIds(config), history(config)));
        } catch (IllegalArgumentException e) {
            return new Answer.Invalid<>("is malformed: " + e.getMessage());
        }
    }

    private static List<Digest> diffIds(JsonValue config) {
        List<Digest> found = new ArrayList<>();
        for (JsonValue id : config.get("rootfs").array("diff_ids", DIFF_IDS_MAX)) {
            found.add(Digest.parse(
                    id.text().orElseThrow(() -> new IllegalArgumentException("a diff id is not a string"))));
        }
        return found;
    }

    private static List<ImageConfig.History> history(JsonValue config) {
        List<ImageConfig.History> found = new ArrayList<>();
        for (JsonValue step : config.array("history", HISTORY_MAX)) {
            if (!step.isObject()) {
                throw new IllegalArgumentException("a history entry is not an object");
            }
            found.add(new ImageConfig.History(
                    step.text("created_by"), step.get("empty_layer").isTrue()));
        }
        return found;
    }
}
