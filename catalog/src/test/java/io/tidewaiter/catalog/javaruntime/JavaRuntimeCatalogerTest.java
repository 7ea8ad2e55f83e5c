package io.tidewaiter.catalog.javaruntime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaRuntimeCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new JavaRuntimeCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "opt/java/openjdk/release, true",
        "etc/release.txt, false",
        "opt/release/x, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new JavaRuntimeCataloger().wants(Layouts.file(path, new byte[0])))
                .isEqualTo(wanted);
    }

    private static final String RELEASE = """
            IMPLEMENTOR="Eclipse Adoptium"
            IMPLEMENTOR_VERSION="Temurin-21.0.1+12"
            JAVA_RUNTIME_VERSION="21.0.1+12-LTS"
            JAVA_VERSION="21.0.1"
            """;

    @Test
    void aRuntimeHasItsVendorAndItsFolders() {
        List<Fact> facts = facts("opt/java/openjdk/release", RELEASE);
        assertThat(Layouts.packages(facts)).containsExactly("generic:openjdk@21.0.1+12-LTS");
        assertThat(((Fact.InstalledFact) facts.getFirst()).attributes()).containsEntry("vendor", "Eclipse Adoptium");
        assertThat(((Fact.OwnedFact) facts.getLast()).paths()).contains("opt/java/openjdk/bin/");
        assertThat(packages("jre8/release", "JAVA_VERSION=\"1.8.0_392\"\n"))
                .containsExactly("generic:openjdk@1.8.0_392");
    }

    @Test
    void oddOnesAreSaidOrLeft() {
        assertThat(facts("etc/x/release", "12\n")).isEmpty();
        assertThat(Layouts.unread(facts("jre/release", "JAVA_VERSION=\"?\"\n"))).hasSize(1);
    }

    @Test
    void oraclesOwnHasItsOwnNumbersAndBulletins() {
        String release =
                "JAVA_VERSION=\"1.8.0_411\"\nJAVA_RUNTIME_VERSION=\"1.8.0_411-b25\"\nBUILD_TYPE=\"commercial\"\n";
        assertThat(packages("usr/lib/jvm/jdk-1.8-oracle-x64/release", release))
                .containsExactly("generic:oracle/jdk@1.8.0_411-b25");
    }

    /** Oracle sells GraalVM too, which is not its JDK. */
    @Test
    void oraclesGraalVmIsGraalVm() {
        String release = "BUILD_TYPE=\"commercial\"\nGRAALVM_VERSION=\"%s\"\nJAVA_VERSION=\"17.0.8\"\n";
        assertThat(packages("opt/graalvm/release", release.formatted("22.3.3")))
                .containsExactly("generic:graalvm@22.3.3");
        assertThat(packages("opt/graalvm/release", release.formatted("23.0.1")))
                .containsExactly("generic:graalvm-for-jdk@17.0.8");
    }

    /** As AdoptOpenJDK and IBM write it; what is in Hotspot is not in it. */
    @ParameterizedTest
    @ValueSource(strings = {"JVM_VARIANT=\"Openj9\"", "SOURCE=\"OpenJDK:0a8695383 OpenJ9:345e1b09e OMR:741e94ea8\""})
    void anotherVirtualMachineIsNamed(String line) {
        assertThat(packages("opt/java/openjdk/release", "JAVA_VERSION=\"11.0.10\"\n" + line + "\n"))
                .containsExactly("generic:openj9/openjdk@11.0.10");
    }

    @Test
    void ofARuntimeVersionThatIsNoneThePlainOneIsTaken() {
        assertThat(packages("jre/release", "JAVA_VERSION=\"1.8.0_411\"\nJAVA_RUNTIME_VERSION=\"8.0.8.25 - pxa64\"\n"))
                .containsExactly("generic:openjdk@1.8.0_411");
    }

    /** GraalVM is numbered as its JDK since 23.0; before, its own number is what its bulletins name. */
    @ParameterizedTest
    @CsvSource({
        "20.3.14, 11.0.23+7-LTS-jvmci-20.3-b36, generic:graalvm@20.3.14",
        "22.3.3.1, 17.0.8+7-jvmci-22.3-b22, generic:graalvm@22.3.3.1",
        "23.1.4, 21.0.4+8-LTS-jvmci-23.1-b41, generic:graalvm-for-jdk@21.0.4+8-LTS-jvmci-23.1-b41",
        "?, 17.0.8+7-jvmci-22.3-b22, generic:graalvm@17.0.8+7-jvmci-22.3-b22",
    })
    void graalVmIsTwoProducts(String graal, String java, String expected) {
        assertThat(packages(
                        "opt/graalvm/release",
                        "GRAALVM_VERSION=\"%s\"\nJAVA_VERSION=\"17\"\nJAVA_RUNTIME_VERSION=\"%s\"\n"
                                .formatted(graal, java)))
                .containsExactly(expected);
    }
}
