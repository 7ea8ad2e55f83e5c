package io.tidewaiter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Ecosystem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowsSystemTest {
    private static Inventory empty(OperatingSystem system) {
        return new Inventory("test", system, List.of(), List.of(), new Coverage(CoverageCounts.NONE, List.of()));
    }

    @Test
    void theVersionInTheConfigIsTheSystemAndItsPackage() {
        Inventory told = WindowsSystem.told("windows/amd64/10.0.20348.2402", empty(OperatingSystem.NONE));
        assertThat(told.operatingSystem().versionId()).isEqualTo("10.0.20348.2402");
        assertThat(told.operatingSystem().ecosystem()).isEqualTo(new Ecosystem("Windows", "20348"));
        assertThat(told.packages())
                .singleElement()
                .satisfies(one ->
                        assertThat(one.purl().toString()).isEqualTo("pkg:generic/microsoft/windows@10.0.20348.2402"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows/amd64", "linux/amd64", "linux/arm64/v8", "windows/amd64/10.0", ""})
    void whatNamesNoVersionChangesNothing(String platform) {
        Inventory inventory = empty(OperatingSystem.NONE);
        assertThat(WindowsSystem.told(platform, inventory)).isSameAs(inventory);
    }
}
