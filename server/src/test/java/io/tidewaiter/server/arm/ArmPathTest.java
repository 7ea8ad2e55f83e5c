package io.tidewaiter.server.arm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArmPathTest {
    private static final String REGISTRY =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerRegistry/registries/r";

    @ParameterizedTest
    @CsvSource({
        "/tenants, microsoft.resources/tenants, '', /",
        "/subscriptions, microsoft.resources/subscriptions, '', /",
        "/subscriptions/S, microsoft.resources/subscriptions, S, /subscriptions/S",
        "/subscriptions/s/resourcegroups, microsoft.resources/subscriptions/resourcegroups, s, /subscriptions/s",
        "/subscriptions/s/RESOURCEGROUPS/g, microsoft.resources/subscriptions/resourcegroups, s g,"
                + " /subscriptions/s/RESOURCEGROUPS/g",
        "/subscriptions/s/providers, microsoft.resources/providers, '', /subscriptions/s",
        "/subscriptions/s/providers/Microsoft.X, microsoft.resources/providers, Microsoft.X,"
                + " /subscriptions/s/providers/Microsoft.X",
        "/subscriptions/s/resources, microsoft.resources/resources, '', /subscriptions/s",
        "/providers/Microsoft.Security/assessmentMetadata, microsoft.security/assessmentmetadata, '', /",
        "/subscriptions/s/providers/Microsoft.Security/pricings/P, microsoft.security/pricings, P,"
                + " /subscriptions/s/providers/Microsoft.Security/pricings/P"
    })
    void takesPathsApart(String path, String type, String names, String scope) {
        ArmPath read = ArmPath.parse(path).orElseThrow();
        assertThat(read.typeKey()).isEqualTo(type);
        assertThat(String.join(" ", read.names())).isEqualTo(names);
        assertThat(read.protectedScope().id()).isEqualTo(scope);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                REGISTRY + "/providers/Microsoft.Security/assessments/k/subAssessments",
                "/" + REGISTRY + "//providers/Microsoft.Security/assessments/k/subAssessments/",
                "/%2Fsubscriptions%2Fs%2fresourceGroups%2Fg%2Fproviders%2FMicrosoft.ContainerRegistry%2Fregistries%2Fr"
                        + "/providers/Microsoft.Security/assessments/k/subAssessments"
            })
    void anExtensionHangsOnItsResource(String path) {
        ArmPath read = ArmPath.parse(path).orElseThrow();
        assertThat(read.scope().id()).isEqualTo(REGISTRY);
        assertThat(read.scope().registry()).contains("r");
        assertThat(read.typeKey()).isEqualTo("microsoft.security/assessments/subassessments");
        assertThat(read.isItem()).isFalse();
        assertThat(read.protectedScope().id()).isEqualTo(REGISTRY + "/providers/Microsoft.Security/assessments/k");
    }

    @Test
    void decodesOnce() {
        assertThat(ArmPath.parse("/subscriptions/%2525").orElseThrow().names()).containsExactly("%25");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/favicon.ico",
                "/subscriptions/../tenants",
                "/subscriptions/%2e%2e/tenants",
                "/subscriptions/a%00b",
                "/subscriptions/a%0ab",
                "/subscriptions/a%5Cb",
                "/subscriptions/%ff",
                "/subscriptions/%4",
                "/subscriptions/%zz",
                "/subscriptions/s/unknown",
                "/tenants/a/b",
                "/providers/Microsoft.Resources/subscriptions/s"
            })
    void whatIsNoArmPathIsNone(String path) {
        assertThat(ArmPath.parse(path)).isEmpty();
    }
}
