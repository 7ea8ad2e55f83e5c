package io.tidewaiter.oci;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

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
            return new Answer.Failed<>("is longer than the " + CONFIG_BYTES_MAX + " bytes allowed");
        }
        try {
            JsonNode config = JsonText.object(json);
            return new Answer.Found<>(
                    new ImageConfig(ManifestParser.platform(config), diffIds(config), history(config)));
        } catch (IllegalArgumentException e) {
            return new Answer.Failed<>("is malformed: " + e.getMessage());
        }
    }

    private static List<Digest> diffIds(JsonNode config) {
        List<Digest> found = new ArrayList<>();
        for (JsonNode id : JsonText.array(config.path("rootfs"), "diff_ids", DIFF_IDS_MAX)) {
            if (!id.isString()) {
                throw new IllegalArgumentException("a diff id is not a string");
            }
            found.add(Digest.parse(id.stringValue()));
        }
        return found;
    }

    private static List<ImageConfig.History> history(JsonNode config) {
        List<ImageConfig.History> found = new ArrayList<>();
        for (JsonNode step : JsonText.array(config, "history", HISTORY_MAX)) {
            if (!step.isObject()) {
                throw new IllegalArgumentException("a history entry is not an object");
            }
            JsonNode empty = step.get("empty_layer");
            found.add(new ImageConfig.History(
                    JsonText.text(step, "created_by"), empty != null && empty.isBoolean() && empty.booleanValue()));
        }
        return found;
    }
}
