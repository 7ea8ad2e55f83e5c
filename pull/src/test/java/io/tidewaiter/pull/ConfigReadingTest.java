package io.tidewaiter.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a history suggests of the base image. */
class ConfigReadingTest {
    private static final String ADD = "/bin/sh -c #(nop) ADD file:1 in / ";
    private static final String CLASSIC_CMD = "!/bin/sh -c #(nop)  CMD [\\\"bash\\\"]";
    private static final String BUILDKIT_CMD = "!CMD [\\\"python3\\\"]";
    private static final String BUILDKIT_START = "!ENTRYPOINT [\\\"/run.sh\\\"]";

    /** Layers of the base; steps that begin with '!' have no layer. */
    private static int baseLayers(int layers, String... steps) {
        List<String> history = new ArrayList<>();
        for (String step : steps) {
            boolean empty = step.startsWith("!");
            history.add(
                    "{\"created_by\":\"" + (empty ? step.substring(1) : step) + "\",\"empty_layer\":" + empty + "}");
        }
        String diffIds = String.join(",", Collections.nCopies(layers, "\"sha256:" + "a".repeat(64) + "\""));
        String json = "{\"os\":\"linux\",\"architecture\":\"amd64\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":["
                + diffIds + "]},\"history\":[" + String.join(",", history) + "]}";
        return ConfigReading.of("the config", json.getBytes(StandardCharsets.UTF_8), layers)
                .baseLayers();
    }

    @Test
    void theBaseEndsAtTheLastStartCommandThatLayersFollow() {
        assertThat(baseLayers(2, ADD, CLASSIC_CMD, "RUN pip install x # buildkit"))
                .isEqualTo(1);
        assertThat(baseLayers(4, ADD, CLASSIC_CMD, "RUN a", "RUN b", BUILDKIT_CMD, "COPY . /app", BUILDKIT_CMD))
                .isEqualTo(3);
        assertThat(baseLayers(2, ADD, BUILDKIT_START, BUILDKIT_CMD, "!EXPOSE 80", "COPY x y", BUILDKIT_START))
                .isEqualTo(1);
    }

    @Test
    void anImagesOwnStartCommandSuggestsNothing() {
        assertThat(baseLayers(1, ADD, CLASSIC_CMD)).isZero();
        assertThat(baseLayers(2, ADD, "COPY a b", BUILDKIT_START, BUILDKIT_CMD)).isZero();
        assertThat(baseLayers(2, ADD, "RUN echo CMD [x]", "!ENV CMD=1")).isZero();
    }

    @Test
    void aHistoryThatDoesNotFitTheLayersSuggestsNothing() {
        assertThat(baseLayers(3, ADD, CLASSIC_CMD, "RUN a")).isZero();
    }
}
