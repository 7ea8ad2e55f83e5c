package io.tidewaiter.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.tidewaiter.match.world.Installed;
import io.tidewaiter.match.world.World;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        record("CVE-2024-0001", component, affected);
    }

    /** Something that is known of every runtime, whatever becomes of another record. */
    private void another() {
        record("CVE-2014-0001", "Libraries", """
                {"vendor": "Oracle Corporation", "product": "Oracle Java SE", "versions": [
                  {"version": "8u5", "status": "affected"}]}""");
    }

    private void record(String id, String component, String affected) {
        world.file("cve/" + id + ".json", """
                {"dataType": "CVE_RECORD", "dataVersion": "5.1",
                 "cveMetadata": {"cveId": "%s", "state": "PUBLISHED", "assignerShortName": "oracle"},
                 "containers": {"cna": {"descriptions": [{"lang": "en-US",
                   "value": "Vulnerability in the Oracle Java SE product of Oracle Java SE (component: %s)."}],
                   "affected": [%s]}}}
                """.formatted(id, component, affected));
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
        "OpenJDK, openjdk, 1.8.0_412-b08, affected",
        "OpenJDK, openjdk, 1.8.0_415-b01, affected",
        "OpenJDK, openjdk, 1.8.0_422-b05, clean",
        "OpenJDK, openjdk, 8u422, clean",
        "OpenJDK, openjdk, 11.0.23+9, affected",
        "OpenJDK, openjdk, 11.0.23.0.1+1, affected",
        "OpenJDK, openjdk, 11.0.23.1+1, affected",
        "OpenJDK, openjdk, 11.0.24-ea+3, affected",
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
        "OpenJDK, openjdk, 1.7.0_21-b11, affected",
        "OpenJDK, openjdk, 1.7.0_25-b15, clean",
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
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:jdk:*:update21:*:*:*:*:*:*", "versionEndIncluding": "1.7.0"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:jdk:1.7.0:update17:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:jdk:16.0.0:*:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:openjdk:8:-:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:openjdk:8:milestone9:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:openjdk:8:update282:*:*:*:*:*:*"},
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:openjdk:*:*:*:*:*:*:*:*",
                   "versionStartIncluding": "11", "versionEndIncluding": "11.0.10"}]}]}]}
                """);
        judged(ecosystem, name, version, verdict);
    }

    /** OpenJDK has no JavaFX, OpenJ9 no Hotspot. */
    @ParameterizedTest
    @CsvSource({
        "JavaFX, Oracle JDK, oracle/jdk, affected",
        "JavaFX, OpenJDK, openjdk, clean",
        "JavaFX (WebKitGTK), Oracle JDK, oracle/jdk, affected",
        "JavaFX (WebKitGTK), OpenJDK, openjdk, clean",
        "Deployment, OpenJDK, openjdk, clean",
        "Install, OpenJDK with OpenJ9, openj9/openjdk, clean",
        "Hotspot, OpenJDK, openjdk, affected",
        "Hotspot, OpenJDK with OpenJ9, openj9/openjdk, clean",
        "Libraries, OpenJDK with OpenJ9, openj9/openjdk, affected",
    })
    void partsThatNotEveryOneHas(String component, String ecosystem, String name, String verdict) {
        another();
        record(component, products());
        judged(ecosystem, name, "8u411", verdict);
    }

    /** The NVD's words of its parts are Oracle's. */
    @ParameterizedTest
    @CsvSource({"JavaFX, clean, clean", "Hotspot, affected, clean", "Libraries, affected, affected"})
    void partsInTheNvd(String component, String hotspot, String openj9) {
        another();
        world.file("nvd/1.json", """
                {"id": "CVE-2024-0001", "published": "2024-04-22T22:15:00.000", "lastModified": "2024-11-21T06:02:00.000",
                 "vulnStatus": "Modified", "descriptions": [{"lang": "en",
                   "value": "Vulnerability in the Java SE product of Oracle Java SE (component: %s)."}],
                 "configurations": [{"nodes": [{"operator": "OR", "negate": false, "cpeMatch": [
                  {"vulnerable": true, "criteria": "cpe:2.3:a:oracle:jdk:11.0.22:*:*:*:*:*:*:*"}]}]}]}
                """.formatted(component));
        judged("OpenJDK", "openjdk", "11.0.22+7", hotspot);
        judged("OpenJDK with OpenJ9", "openj9/openjdk", "11.0.22+7", openj9);
    }

    /** Lines of long-term support are named where they are affected; others below the highest nobody looked at. */
    @ParameterizedTest
    @CsvSource({
        "1.8.0_412-b08, clean",
        "11.0.23+9, clean",
        "21.0.3+9, clean",
        "25+36, clean",
        "24.0.1+9, unknown",
        "26+1, affected",
    })
    void linesThatARecordDoesNotName(String version, String verdict) {
        record("Libraries", """
                {"vendor": "Oracle Corporation", "product": "Oracle Java SE", "versions": [
                  {"version": "21.0.9", "status": "unaffected"}, {"version": "26", "status": "affected"}]}""");
        judged("OpenJDK", "openjdk", version, verdict);
    }

    /** The versions of a record whose product is {@code Java}. */
    private void java(String... versions) {
        record(
                "Libraries",
                "{\"vendor\": \"Oracle Corporation\", \"product\": \"Java\", \"versions\": ["
                        + Stream.of(versions)
                                .map("{\"status\": \"affected\", \"version\": \"%s\"}"::formatted)
                                .collect(Collectors.joining(", "))
                        + "]}");
    }

    /** As the record of CVE-2020-2604 has it. */
    @ParameterizedTest
    @CsvSource({
        "1.7.0_241-b08, affected",
        "1.7.0_251-b02, clean",
        "1.8.0_232-b09, affected",
        "1.8.0_242-b08, clean",
        "10.0.2+13, unknown",
        "11.0.5+10, affected",
        "11.0.6+10, clean",
        "13.0.1+9, affected",
        "13.0.2+8, clean",
    })
    void severalVersionsInOneText(String version, String verdict) {
        java("Java SE: 7u241, 8u231, 11.0.5 and 13.0.1", "Java SE Embedded: 8u999");
        judged("OpenJDK", "openjdk", version, verdict);
    }

    /** As the record of CVE-2018-2952 has it. */
    @ParameterizedTest
    @CsvSource({
        "1.6.0_45-b06, affected",
        "1.7.0_181-b01, affected",
        "1.7.0_191-b01, clean",
        "1.8.0_172-b11, affected",
        "1.8.0_181-b13, clean",
        "9.0.4+11, unknown",
        "10.0.1+10, affected",
        "10.0.2+13, clean",
        "11+28, clean",
    })
    void aNameHoldsForTheTextsBehindIt(String version, String verdict) {
        java("Java SE: 6u191", "7u181", "8u172", "10.0.1; Java SE Embedded: 8u999; JRockit: R28.3.18");
        judged("OpenJDK", "openjdk", version, verdict);
    }

    /** As the record of CVE-2023-22025 has it: Oracle builds an edition of JDK 8 with the virtual machine of 17. */
    @ParameterizedTest
    @CsvSource({
        "OpenJDK, openjdk, 1.8.0_382-b05, clean",
        "Oracle JDK, oracle/jdk, 1.8.0_381-b09, unknown",
        "Oracle JDK, oracle/jdk, 1.8.0_391-b13, clean",
        "OpenJDK, openjdk, 17.0.8.1+1, affected",
        "OpenJDK, openjdk, 17.0.9+9, clean",
        "OpenJDK, openjdk, 19.0.2+7, unknown",
        "OpenJDK, openjdk, 20.0.2+9, affected",
        "OpenJDK, openjdk, 21+35, clean",
    })
    void anEditionAlone(String ecosystem, String name, String version, String verdict) {
        record("Hotspot", """
                {"vendor": "Oracle Corporation", "product": "Java SE JDK and JRE", "versions": [
                  {"version": "Oracle Java SE:8u381-perf", "status": "affected"},
                  {"version": "Oracle Java SE:17.0.8", "status": "affected"},
                  {"version": "Oracle Java SE:20.0.2", "status": "affected"}]}""");
        judged(ecosystem, name, version, verdict);
    }

    /** The NVD names the edition in an attribute of its own. */
    @Test
    void anEditionAloneInTheNvd() {
        another();
        world.file("nvd/1.json", """
                {"id": "CVE-2023-22025", "published": "2023-10-17T22:15:00.000", "lastModified": "2024-11-21T06:02:00.000",
                 "vulnStatus": "Modified", "configurations": [{"nodes": [{"operator": "OR", "negate": false, "cpeMatch": [
                  {"vulnerable": true, "criteria":
                    "cpe:2.3:a:oracle:java_se:8u381:*:*:*:enterprise_performance:*:*:*"}]}]}]}
                """);
        judged("OpenJDK", "openjdk", "1.8.0_382-b05", "clean");
        judged("Oracle JDK", "oracle/jdk", "1.8.0_381-b09", "unknown");
    }

    @Test
    void whyOneIsBehindThem() {
        record("Hotspot", family());
        assertThat(world.explained("CVE-2024-0001", Installed.of("OpenJDK", "openjdk", "11.0.24+8")))
                .singleElement(STRING)
                .startsWith("NO_MATCH")
                .contains("after those that it speaks of, which are below 11.0.24");
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
