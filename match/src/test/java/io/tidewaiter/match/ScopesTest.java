package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.Scope;
import io.tidewaiter.version.Ecosystem;
import org.junit.jupiter.api.Test;

class ScopesTest {
    private static final Ecosystem EL8 = Ecosystem.parse("Red Hat:enterprise_linux:8");

    private static Subject subject(String version, String rule, String module) {
        return new Subject(EL8, "nodejs", version, rule, module);
    }

    @Test
    void withoutConditionsAnEntrySpeaksOfEveryPackageOfItsName() {
        assertThat(Scopes.outside(Scope.ANY, subject("1", "binary package", "")))
                .isEmpty();
    }

    @Test
    void whatIsSaidOfASourcePackageIsNotSaidOfTheBinaryOneOfThatName() {
        assertThat(Scopes.outside(Scope.SOURCE, subject("1", "binary package", "")))
                .isPresent();
        assertThat(Scopes.outside(Scope.SOURCE, subject("1", "source package", "")))
                .isEmpty();
    }

    @Test
    void aModuleIsHeldAgainstTheInstalledStream() {
        Scope scope = Scope.ANY.inModule("nodejs:18");
        assertThat(Scopes.outside(scope, subject("1", "binary package", "nodejs:18")))
                .isEmpty();
        assertThat(Scopes.outside(scope, subject("1", "binary package", "nodejs:20")))
                .isPresent();
        assertThat(Scopes.outside(scope, subject("1", "binary package", ""))).isPresent();
        assertThat(Scopes.outside(scope, subject("1", "binary package", ModuleStream.UNKNOWN)))
                .isEmpty();
    }

    @Test
    void flavoursOnlyCompareWithThemselves() {
        Scope ksplice = Scope.ANY.inChannel("flavour:ksplice");
        assertThat(Scopes.outside(ksplice, subject("1:1.1.1k-9.el8_7", "binary package", "")))
                .isPresent();
        assertThat(Scopes.outside(ksplice, subject("1:1.1.1k-9.ksplice1.el8_7", "binary package", "")))
                .isEmpty();
        assertThat(Scopes.outside(Scope.ANY.inChannel("amazon-extras:docker"), subject("1", "binary package", "")))
                .isEmpty();
    }
}
