package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runtimes of Java that no package brought, judged by Oracle's records in each form and by the NVD's. */
class JavaRuntimesTest {
    private final World world;

    JavaRuntimesTest(@TempDir Path folder) {
        world = new World(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void record(String component, String affected) {
        world.file("cve/CVE-2024-0001.json", """
                {"dataType": "CVE_RECORD", "dataVersion": "5.1",
                 "cveMetadata": {"cveId": "CVE-2024-0001", "state": "PUBLISHED", "assignerShortName": "oracle"},
                 "containers": {"cna": {"descriptions": [{"lang": "en-US",
                   "value": "Vulnerability in the Oracle Java SE product of Oracle Java SE (component: %s)."}],
                   "affected": [%s]}}}
                """.formatted(component, affected));
    }

    /** As the record of CVE-2024-21147 has it. */
    private static String family() {
        return """
                {"vendor": "Oracle Corporation", "product": "Java SE JDK and JRE", "versions": [
                  {"version": "Oracle Java SE:8u411", "status": "affected"},
                  {"version": "Oracle Java SE:8u411-perf", "status": "affected"},
                  {"version": "Oracle Java SE:11.0.23", "status": "affected"},
                  {"version": "Oracle Java SE:21.0.3", "status": "affected"},
                  {"version": "Oracle Java SE:22.0.1", "status": "affected"},
                  {"version": "Oracle GraalVM for JDK:21.0.3", "status": "affected"},
                  {"version": "Oracle GraalVM Enterprise Edition:20.3.14", "status": "affected"},
                  {"version": "Oracle GraalVM Enterprise Edition:21.3.10", "status": "affected"}]}""";
    }

    /** A product each, as records have it since 2025. */
    private static String products() {
        return """
                {"vendor": "Oracle Corporation", "product": "Oracle Java SE", "versions": [
                  {"version": "8u411", "status": "affected"}, {"version": "8u411-perf", "status": "affected"},
                  {"version": "11.0.23", "status": "affected"}, {"version": "21.0.3", "status": "affected"},
                  {"version": "22.0.1", "status": "affected"}]},
                {"vendor": "Oracle Corporation", "product": "Oracle GraalVM for JDK", "versions": [
                  {"version": "21.0.3", "status": "affected"}]},
                {"vendor": "Oracle Corporation", "product": "Oracle GraalVM Enterprise Edition", "versions": [
                  {"version": "20.3.14", "status": "affected"}, {"version": "21.3.10", "status": "affected"}]}""";
    }

    private void judged(String ecosystem, String name, String version, String verdict) {
        Installed installed = Installed.of(ecosystem, name, version);
        assertThat(world.found(installed)).hasSize(verdict.equals("affected") ? 1 : 0);
        assertThat(world.facts(installed)).hasSize(verdict.equals("unknown") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "OpenJDK, openjdk, 1.8.0_411-b09, affected",
        "OpenJDK, openjdk, 1.8.0_60, affected",
        "OpenJDK, openjdk, 1.8.0_412-b08, clean",
        "OpenJDK, openjdk, 8u412, clean",
        "OpenJDK, openjdk, 11.0.23+9, affected",
        "OpenJDK, openjdk, 11.0.24+8, clean",
        "OpenJDK, openjdk, 17.0.2+8-86, clean",
        "OpenJDK, openjdk, 21+35-LTS, affected",
        "OpenJDK, openjdk, 21-ea+35, affected",
        "OpenJDK, openjdk, 21.0.4+7-LTS, clean",
        "OpenJDK, openjdk, 22.0.2+9-70, clean",
        "OpenJDK, openjdk, 23+37, clean",
        "OpenJDK, openjdk, 20.0.2+9-78, unknown",
        "OpenJDK, openjdk, 16.0.1+9, unknown",
        "OpenJDK, openjdk, 1.7.0_80-b15, unknown",
        "OpenJDK, openjdk, trunk, unknown",
        "Oracle JDK, oracle/jdk, 1.8.0_411-b25, affected",
        "Oracle JDK, oracle/jdk, 1.8.0_421-b09, clean",
        "GraalVM for JDK, graalvm-for-jdk, 21.0.3+7-LTS-jvmci-23.1-b37, affected",
        "GraalVM for JDK, graalvm-for-jdk, 21.0.4+8-LTS-jvmci-23.1-b41, clean",
        "GraalVM, graalvm, 20.3.14, affected",
        "GraalVM, graalvm, 20.3.15, clean",
        "GraalVM, graalvm, 21.3.2, affected",
        "GraalVM, graalvm, 21.2.0, unknown",
        "GraalVM, graalvm, 22.3.3, unknown",
    })
    void oracleNamesTheLastReleaseOfEachLineThatHasSupport(
            String ecosystem, String name, String version, String verdict) {
        record("Hotspot", family());
        judged(ecosystem, name, version, verdict);
    }

    /** The NVD names releases of Oracle's JDK with an update of their own, and those of OpenJDK each for itself. */
    @ParameterizedTest
    @CsvSource({
        "OpenJDK, openjdk, 1.8.0_275-b01, affected",
        "OpenJDK, openjdk, 1.8.0_282-b08, affected",
        "OpenJDK, openjdk, 1.8.0_292-b10, clean",
        "OpenJDK, openjdk, 11.0.9+11, affected",
        "OpenJDK, openjdk, 11.0.11+9, clean",
        "OpenJDK, openjdk, 13.0.2+8, unknown",
        "OpenJDK, openjdk, 16+36, affected",
        "OpenJDK, openjdk, 17+35, clean",
        "Oracle JDK, oracle/jdk, 1.8.0_281-b09, affected",
        "Oracle JDK, oracle/jdk, 1.8.0_291-b10, clean",
    })
    void theNvdNamesThemToo(String ecosystem, String name, String version, String verdict) {
        world.file("nvd/1.json", """
                {"id": "CVE-2021-2161", "published": "2021-04-22T22:15:00.000", "lastModified": "2024-11-21T06:02:00.000",
                 "vulnStatus": "Modified", "descriptions": [{"lang": "en",
                   "value": "Vulnerability in the Java SE product of Oracle Java SE (component: Libraries)."}],
                 "configurations": [{"nodes": [{"operator": "OR", "negate": false, "cpeMatch": [
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:jdk:1.8.0:update281:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:jre:1.8.0:update281:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:jdk:16.0.0:*:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:openjdk:8:-:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:openjdk:8:milestone9:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:openjdk:8:update282:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:openjdk:*:*:*:*:*:*:*:*",
                   "versionStartIncluding": "11", "versionEndIncluding": "11.0.10"}]}]}]}
                """);
        judged(ecosystem, name, version, verdict);
    }

    /** OpenJDK has no JavaFX. */
    @Test
    void partsThatOracleAloneHas() {
        record("JavaFX", products());
        assertThat(world.found(Installed.of("Oracle JDK", "oracle/jdk", "8u411")))
                .hasSize(1);
        assertThat(world.found(Installed.of("OpenJDK", "openjdk", "8u411"))).isEmpty();
    }

    /** Both forms say the same. */
    @ParameterizedTest
    @CsvSource({
        "OpenJDK, openjdk, 8u411, affected",
        "OpenJDK, openjdk, 11.0.24, clean",
        "OpenJDK, openjdk, 20.0.2, unknown",
        "GraalVM for JDK, graalvm-for-jdk, 21.0.3, affected",
        "GraalVM, graalvm, 21.3.10, affected",
        "GraalVM, graalvm, 21.3.11, clean",
    })
    void aProductEach(String ecosystem, String name, String version, String verdict) {
        record("JSSE", products());
        judged(ecosystem, name, version, verdict);
    }

    @Test
    void whatNobodyLookedAtIsSaid() {
        record("Hotspot", family());
        assertThat(world.explained("CVE-2024-0001", Installed.of("OpenJDK", "openjdk", "20.0.2")))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("CANNOT_TELL")
                        .contains("it names releases of the lines that were supported then"));
    }
}
