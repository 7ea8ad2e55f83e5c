package io.tidewaiter.pull;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.ImageConfig;
import io.tidewaiter.oci.ImageConfigParser;
import io.tidewaiter.oci.Platform;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a config says of the layers, aligned with them.
 *
 * @param platform null where the config does not say
 * @param diffIds one per layer, or empty where they do not fit the layers
 * @param createdBy one per layer, or empty where history does not fit the layers
 * @param baseLayers those that the history suggests to be of a base image; 0 where it suggests nothing
 */
record ConfigReading(
        @Nullable Platform platform,
        List<Digest> diffIds,
        List<String> createdBy,
        int baseLayers,
        List<CoverageFact> facts) {
    private static final int CREATED_BY_MAX = 4096;

    /** How Docker's classic builder marks a step that runs nothing. */
    private static final String NOP = "#(nop)";

    ConfigReading {
        diffIds = List.copyOf(diffIds);
        createdBy = List.copyOf(createdBy);
        facts = List.copyOf(facts);
    }

    /** Nothing is known, for one reason. */
    static ConfigReading unknown(CoverageFact.Kind kind, String detail) {
        return new ConfigReading(null, List.of(), List.of(), 0, List.of(new CoverageFact(kind, "", -1, detail)));
    }

    static ConfigReading of(String what, byte[] json, int layers) {
        return switch (ImageConfigParser.parse(json)) {
            case Answer.Found<ImageConfig>(ImageConfig config) -> aligned(what, config, layers);
            case Answer.Invalid<ImageConfig>(String message) -> unreadable(what, message);
            case Answer.Failed<ImageConfig>(String message) -> unreadable(what, message);
            case Answer.NotFound<ImageConfig>(String message) -> unreadable(what, message);
            case Answer.Denied<ImageConfig>(String message) -> unreadable(what, message);
            case Answer.Unsupported<ImageConfig>(String message) -> unreadable(what, message);
        };
    }

    /** The config of an image from before Docker 1.10: it knows its platform and nothing of its layers. */
    static ConfigReading legacy(String what, byte[] json) {
        CoverageFact unverified = new CoverageFact(
                CoverageFact.Kind.NOTE,
                "",
                -1,
                what + " is of the form before Docker 1.10, which names no digests: its layers cannot be verified");
        return ImageConfigParser.parse(json) instanceof Answer.Found<ImageConfig>(ImageConfig config)
                ? new ConfigReading(config.platform(), List.of(), List.of(), 0, List.of(unverified))
                : new ConfigReading(null, List.of(), List.of(), 0, List.of(unverified));
    }

    private static ConfigReading unreadable(String what, String message) {
        return unknown(CoverageFact.Kind.LAYER_UNREADABLE, what + " " + message);
    }

    private static ConfigReading aligned(String what, ImageConfig config, int layers) {
        List<CoverageFact> facts = new ArrayList<>();
        List<Digest> diffIds = config.diffIds();
        if (diffIds.size() != layers) {
            facts.add(new CoverageFact(
                    CoverageFact.Kind.DIFF_ID_MISMATCH,
                    "",
                    -1,
                    what + " lists " + diffIds.size() + " diff ids for " + layers + " layers"));
            diffIds = List.of();
        }
        List<String> createdBy = config.history().stream()
                .filter(step -> !step.emptyLayer())
                .map(step -> cut(step.createdBy()))
                .toList();
        boolean fits = createdBy.size() == layers;
        return new ConfigReading(
                config.platform(),
                diffIds,
                fits ? createdBy : List.of(),
                fits ? baseLayers(config.history()) : 0,
                facts);
    }

    /** Layers below the last CMD or ENTRYPOINT that more layers follow: an image's own stand at its end. */
    private static int baseLayers(List<ImageConfig.History> history) {
        int layers = 0;
        int base = 0;
        int candidate = 0;
        for (ImageConfig.History step : history) {
            if (!step.emptyLayer()) {
                layers++;
                base = candidate;
            } else if (isStart(step.createdBy())) {
                candidate = layers;
            }
        }
        return base;
    }

    private static boolean isStart(String createdBy) {
        int nop = createdBy.indexOf(NOP);
        String instruction = nop < 0
                ? createdBy.strip()
                : createdBy.substring(nop + NOP.length()).strip();
        return instruction.startsWith("CMD ")
                || instruction.startsWith("CMD[")
                || instruction.startsWith("ENTRYPOINT ")
                || instruction.startsWith("ENTRYPOINT[");
    }

    private static String cut(String line) {
        return line.length() > CREATED_BY_MAX ? line.substring(0, CREATED_BY_MAX) : line;
    }

    @Nullable
    Digest diffId(int layer) {
        return diffIds.isEmpty() ? null : diffIds.get(layer);
    }

    String createdBy(int layer) {
        return createdBy.isEmpty() ? "" : createdBy.get(layer);
    }

    String platformText() {
        return platform == null ? "" : platform.toString();
    }
}
