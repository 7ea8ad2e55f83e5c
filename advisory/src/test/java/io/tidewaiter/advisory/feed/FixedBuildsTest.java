package io.tidewaiter.advisory.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds as Red Hat's and SUSE's documents name them; those of RHEL are the records of Grype's tests of several errata. */
class FixedBuildsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // CVE-2024-8088: another version of upstream's
                "Red Hat:enterprise_linux:9 | 3.9.19-8.el9 3.9.18-3.el9_4.5 | 0 <3.9.18-3.el9_4.5 3.9.18-4 <3.9.19-8.el9",
                // CVE-2022-50536: 9.2 has none of its own
                "Red Hat:enterprise_linux:9 | 5.14.0-162.6.1.el9_1 5.14.0-362.8.1.el9_3 | 0 <5.14.0-162.6.1.el9_1 5.14.0-163 <5.14.0-362.8.1.el9_3",
                // CVE-2018-3639: 754.el6 was not enough
                "Red Hat:enterprise_linux:6 | 2.6.32-696.30.1.el6 2.6.32-754.el6 2.6.32-754.2.1.el6 | 0 <2.6.32-696.30.1.el6 2.6.32-697 <2.6.32-754.2.1.el6",
                "Red Hat:enterprise_linux:9 | 1-2.el9_1.1 1-2.el9_1.3 | 0 <1-2.el9_1.3",
                // one build number in two minor releases, each with its fix
                "Red Hat:enterprise_linux:9 | 1-2.el9_1.1 1-2.el9_1.3 1-2.el9_10.1 | 0 <1-2.el9_1.3 1-2.el9_2 <1-2.el9_10.1",
                "Red Hat:enterprise_linux:9 | 1-2.el9_1.1 1-2.el9_2 | 0 <1-2.el9_1.1",
                "Red Hat:enterprise_linux:9 | 1-2.el9 1-2.el9_2.1 | 0 <1-2.el9_2.1",
                // builds of a module for several streams of another
                "Red Hat:enterprise_linux:8 | 1:0.78-12.module+el8.10.0+23147+df114ff4 1:0.78-12.module+el8.10.0+23147+95b68fad | 0 <1:0.78-12.module+el8.10.0+23147+df114ff4",
                "Red Hat:enterprise_linux:7 | 1-a.el7 1-b.el7 | 0 <1-a.el7 1-b <1-b.el7",
                "Red Hat:rhel_eus:9.2 | 1-2.el9_2 1-5.el9_2 | 0 <1-2.el9_2 1-5 <1-5.el9_2",
                "SUSE:Linux Enterprise Server 15 SP4 | 1.1.1l-150400.7.22.1 1.1.1l-150400.7.30.1 | 0 <1.1.1l-150400.7.22.1",
                "openEuler:24.03-LTS | 8.4.0-2.oe2403 8.4.0-5.oe2403 | 0 <8.4.0-2.oe2403 8.4.0-5 <8.4.0-5.oe2403",
            })
    void oneRangeOfAllBuilds(String stream, String versions, String expected) {
        Ecosystem ecosystem = Ecosystem.parse(stream);
        FixedBuilds builds = new FixedBuilds();
        for (String version : versions.split(" ")) {
            builds.add(version, Statement.fixed(ecosystem, "a", version));
        }
        assertThat(builds.joined(ecosystem).ranges().getFirst().events().stream()
                        .map(event -> event instanceof RangeEvent.Fixed ? "<" + event.version() : event.version())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }
}
