package io.tidewaiter.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.scan.ScanResult;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FindingTextTest {
    @Test
    void onlyTimesAreTimesAndThoseWithoutAZoneAreOfUtc() {
        assertThat(FindingText.instant("2021-03-04T00:00:00Z")).isEqualTo("2021-03-04T00:00:00Z");
        assertThat(FindingText.instant("2021-03-04T00:00:00.123+02:00")).isEqualTo("2021-03-04T00:00:00.123+02:00");
        assertThat(FindingText.instant("2021-03-04T00:00:00")).isEqualTo("2021-03-04T00:00:00Z");
        assertThat(FindingText.instant("2023-99-99T99:99:99Z")).isEmpty();
        assertThat(FindingText.instant("2023-02-30T00:00:00Z")).isEmpty();
        assertThat(FindingText.instant("last week")).isEmpty();
    }

    /** As the JDK names them: documents of earlier versions keep their serial numbers. */
    @Test
    void theSerialNumberIsTheNameBasedIdentifierOfWhatWasScanned() {
        ScanResult result = SampleResults.unhealthy("");
        String name = String.join(
                "\n",
                result.image().reference(),
                result.image().digest().toString(),
                result.inventory().catalogVersion(),
                result.assessment().advisories().digest());
        assertThat(FindingText.serial(result)).isEqualTo(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
