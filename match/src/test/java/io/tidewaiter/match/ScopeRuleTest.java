package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.Scope;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of which packages of its name an entry speaks. */
class ScopeRuleTest {
    /** Ecosystem; installed version, module, architecture, channels; fixed version, module, architecture, channel. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Red Hat:8 | 13.18-1.module+el8 | postgresql:13 | x86_64 | '' | 13.22-1.module+el8 | postgresql:13 | '' | '' | speaks",
                "Red Hat:8 | 13.18-1.module+el8 | postgresql:13 | x86_64 | '' | 16.10-1.module+el8 | postgresql:16 | '' | '' | no",
                "Red Hat:8 | 10.23-1.el8 | '' | x86_64 | '' | 16.10-1.module+el8 | postgresql:16 | '' | '' | no",
                "Red Hat:8 | 9.8-1.module+el8 | ? | x86_64 | '' | 10.9-1.module+el8 | nodejs:20 | '' | '' | unknown",
                "Red Hat:9 | 1-1.el9 | '' | x86_64 | '' | 2-1.el9 | '' | aarch64 | '' | no",
                "Red Hat:9 | 1-1.el9 | '' | aarch64 | '' | 2-1.el9 | '' | aarch64 | '' | speaks",
                "Red Hat:9 | 1-1.el9 | '' | noarch | '' | 2-1.el9 | '' | aarch64 | '' | speaks",
                "Debian:12 | 1-1 | '' | all | '' | 2-1 | '' | arm64 | '' | speaks",
                "Debian:12 | 1-1 | '' | amd64 | '' | 2-1 | '' | arm64 | '' | no",
                "Arch Linux | 1-1 | '' | any | '' | 2-1 | '' | x86_64 | '' | speaks",
                "Red Hat:9 | 1-1.el9 | '' | '' | '' | 2-1.el9 | '' | aarch64 | '' | speaks",
                "Amazon Linux:2 | 1-1 | '' | x86_64 | amazon-extras:docker | 2-1 | '' | '' | amazon-extras:docker | speaks",
                "Amazon Linux:2 | 1-1 | '' | x86_64 | amazon-extras:nginx1 | 2-1 | '' | '' | amazon-extras:docker | no",
                "Amazon Linux:2 | 1-1 | '' | x86_64 | '' | 2-1 | '' | '' | amazon-extras:docker | speaks",
                "Oracle Linux:8 | 2:1-1.ksplice1.el8 | '' | x86_64 | '' | 1-2.el8 | '' | '' | '' | no",
                "Oracle Linux:8 | 2:1-1.ksplice1.el8 | '' | x86_64 | '' | 2:1-2.ksplice1.el8 | '' | '' | '' | speaks",
                "Oracle Linux:8 | 1-1.el8 | '' | x86_64 | '' | 10:1-2.el8_fips | '' | '' | flavour:fips | no",
            })
    void anEntrySpeaksWithinItsScope(
            String ecosystem,
            String version,
            String module,
            String architecture,
            String channel,
            String fixed,
            String ofModule,
            String ofArchitecture,
            String ofChannel,
            String expected) {
        Subject subject = new Subject(
                Ecosystem.parse(ecosystem),
                "x",
                version,
                "binary package",
                false,
                new Subject.Origin(module, architecture, channel.isEmpty() ? List.of() : List.of(channel), "", false));
        AffectedPackage affected = new AffectedPackage(
                0,
                List.of(new VersionRange(
                        VersionRange.Kind.ECOSYSTEM,
                        List.of(new RangeEvent.Introduced("0"), new RangeEvent.Fixed(fixed)))),
                List.of(),
                FixState.AFFECTED,
                "",
                List.of(),
                List.of(),
                false,
                "",
                new Scope(false, ofArchitecture.isEmpty() ? List.of() : List.of(ofArchitecture), ofModule, ofChannel));
        String said = new ScopeRule(subject)
                .instead(affected, () -> "")
                .map(judgement -> judgement instanceof Judgement.CannotTell ? "unknown" : "no")
                .orElse("speaks");
        assertThat(said).isEqualTo(expected);
    }
}
