package io.tidewaiter.advisory.suse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.Ecosystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuseProductsTest {
    /** In CSAF and OVAL a product that is made of the server has states of its own. */
    @ParameterizedTest
    @CsvSource({
        "SUSE Linux Enterprise Server 15 SP5, SUSE:Linux Enterprise Server 15 SP5",
        "SUSE Linux Enterprise Server 15 SP4-LTSS, SUSE:Linux Enterprise Server 15 SP4",
        "SUSE Linux Enterprise Server 12 SP2-BCL, SUSE:Linux Enterprise Server 12 SP2",
        "SUSE Linux Enterprise Module for Basesystem 15 SP5, SUSE:Linux Enterprise Server 15 SP5",
        "SUSE Linux Enterprise Module for Python 3 15 SP5, SUSE:Linux Enterprise Server 15 SP5",
        "SUSE Linux Enterprise Module for Basesystem 15, SUSE:Linux Enterprise Server 15",
        "SUSE Linux Enterprise Module for Web and Scripting 12, SUSE:Linux Enterprise Modules 12",
        "SUSE Linux Enterprise Server for SAP Applications 15 SP4, SUSE:Linux Enterprise Server for SAP Applications 15 SP4",
        "openSUSE Leap 15.6, openSUSE:Leap 15.6",
        "SUSE Manager Server 4.3, ''",
    })
    void thePlatformIsTheRelease(String platform, String release) {
        assertThat(SuseProducts.release(platform).map(Ecosystem::toString).orElse(""))
                .isEqualTo(release);
    }

    @ParameterizedTest
    @CsvSource({
        "SUSE:Linux Enterprise Module for Python 3 15 SP5, SUSE:Linux Enterprise Server 15 SP5",
        "SUSE:Linux Enterprise High Performance Computing 15 SP4-ESPOS, SUSE:Linux Enterprise Server 15 SP4",
        "SUSE:Linux Enterprise Server for SAP applications 16.0, SUSE:Linux Enterprise Server 16.0",
        "SUSE:Linux Enterprise Micro 5.5, SUSE:Linux Enterprise Micro 5.5",
        "SUSE:Manager Server 4.3, SUSE:Manager Server 4.3",
    })
    void inOsvItIsTheServer(String product, String release) {
        assertThat(SuseProducts.ofOsv(Ecosystem.parse(product))).hasToString(release);
    }
}
