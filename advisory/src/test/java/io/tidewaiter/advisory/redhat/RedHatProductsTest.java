package io.tidewaiter.advisory.redhat;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.version.Ecosystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedHatProductsTest {
    /** Names of a product without a minor release, or with a wildcard in its place, are of each. */
    @ParameterizedTest
    @CsvSource({
        "cpe:/o:redhat:enterprise_linux:8::baseos, Red Hat:enterprise_linux:8",
        "cpe:/o:redhat:enterprise_linux:10.0, Red Hat:enterprise_linux:10",
        "cpe:/o:redhat:rhel_eus:9.2::baseos, Red Hat:rhel_eus:9.2",
        "cpe:/a:redhat:openshift:4.13::el8, Red Hat:openshift:4.13::el8",
        "cpe:/a:redhat:openshift:4.%02::el8, Red Hat:openshift:4::el8",
        "cpe:/a:redhat:openshift:4, Red Hat:openshift:4",
        "cpe:/a:redhat:ansible_engine:2.9::el7, Red Hat:ansible_engine:2.9::el7",
        "cpe:/a:redhat:quay:3, ''",
        "cep:o:redhat:enterprise_linux:8::baseos, ''",
    })
    void theCpeIsTheRelease(String cpe, String release) {
        assertThat(RedHatProducts.release(cpe).map(Ecosystem::toString).orElse(""))
                .isEqualTo(release);
    }
}
