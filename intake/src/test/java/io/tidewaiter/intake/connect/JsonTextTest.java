package io.tidewaiter.intake.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTextTest {
    @Test
    void readsAnObject() {
        assertThat(JsonText.text(JsonText.object(bytes("{\"a\":\"b\",\"n\":12345678901234567890}")), "a"))
                .isEqualTo("b");
    }

    static Stream<String> refused() {
        return Stream.of(
                "",
                "[]",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":}",
                "{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}",
                "{\"a\":" + "1".repeat(101) + "}",
                "{\"" + "a".repeat(5_000) + "\":1}");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatIsBeyondItsBounds(String json) {
        assertThatThrownBy(() -> JsonText.object(bytes(json))).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
