package io.tidewaiter.catalog.javaarchive;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.model.inventory.CoverageFact;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives in archives, and archives that lie. */
@Timeout(30)
class JavaArchiveCatalogerTest {
    private static final byte[] LOG4J = Jars.jar()
            .pom("org.apache.logging.log4j", "log4j-core", "2.14.1")
            .code()
            .bytes();
    private static final byte[] SPRING =
            Jars.jar().manifest("Implementation-Title: spring-core").code().bytes();

    @ParameterizedTest
    @CsvSource({
        "app/a.jar, true",
        "opt/A.WAR, true",
        "a.ear, true",
        "a.hpi, true",
        "a.jar.original, true",
        "a.rar, true",
        "a.zip, false",
        "jar, false",
        "a.jar.sha1, false",
        "a.class, false"
    })
    void wantsArchives(String path, boolean wanted) {
        assertThat(new JavaArchiveCataloger().wants(Layouts.file(path, new byte[0])))
                .isEqualTo(wanted);
    }

    @Test
    void readsAFatJarWithItsLibraries() {
        byte[] fat = Jars.jar()
                .manifest("Implementation-Title: orders", "Implementation-Version: 1.0")
                .stored("BOOT-INF/lib/log4j-core-2.14.1.jar", LOG4J)
                .stored("BOOT-INF/lib/spring-core-5.3.9.jar", SPRING)
                .entry("BOOT-INF/classes/A.class", "x")
                .bytes();
        List<Fact> facts = Jars.facts("app/orders-1.0.jar", fat);
        assertThat(Layouts.packages(facts))
                .containsExactly(
                        "maven:org.apache.logging.log4j/log4j-core@2.14.1 !/BOOT-INF/lib/log4j-core-2.14.1.jar",
                        "maven:org.springframework/spring-core@5.3.9 !/BOOT-INF/lib/spring-core-5.3.9.jar");
        assertThat(facts).contains(new Fact.OpenedFact(Fact.Opened.ARCHIVE, 3));
        assertThat(Layouts.unread(facts)).as("an application is no library").containsExactly("NOTE");
    }

    @Test
    void readsAnEarWithAWarWithAJarAndDescriptorsOfClasses() {
        byte[] war = Jars.jar()
                .pom("com.acme", "web", "2")
                .entry("WEB-INF/lib/log4j-core-2.14.1.jar", LOG4J)
                .entry("WEB-INF/classes/META-INF/maven/c/d/pom.properties", "version=3")
                .entry("META-INF/versions/9/META-INF/maven/e/f/pom.properties", "version=3")
                .bytes();
        byte[] ear =
                Jars.jar().pom("com.acme", "all", "2").entry("web.war", war).bytes();
        assertThat(Jars.packages("all-2.ear", ear))
                .containsExactly(
                        "maven:com.acme/all@2",
                        "maven:com.acme/web@2 !/web.war",
                        "maven:c/d@3 !/web.war!/WEB-INF/classes/META-INF/maven/c/d/pom.properties",
                        "maven:org.apache.logging.log4j/log4j-core@2.14.1 !/web.war!/WEB-INF/lib/log4j-core-2.14.1.jar");
    }

    @Test
    void readsAnExecutableJarBehindItsShellScript() {
        byte[] script = "#!/bin/bash\nexec java -jar $0\n".getBytes(StandardCharsets.UTF_8);
        byte[] both = Arrays.copyOf(script, script.length + LOG4J.length);
        System.arraycopy(LOG4J, 0, both, script.length, LOG4J.length);
        assertThat(Jars.packages("app.jar", both)).containsExactly("maven:org.apache.logging.log4j/log4j-core@2.14.1");
    }

    /** As archivers leave it that write no pom.properties; the parent stands in for what a project does not say itself. */
    @Test
    void readsTheProjectItselfWhereItsPropertiesAreMissing() {
        String project = """
                <?xml version="1.0"?><!DOCTYPE project [<!ENTITY e "x">]>
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>7</version></parent>
                  <artifactId> tool </artifactId>%s
                  <dependencies><dependency><groupId>x</groupId><artifactId>y</artifactId><version>1</version></dependency></dependencies>
                </project>
                """;
        String folder = "META-INF/maven/com.acme/";
        byte[] jar = Jars.jar()
                .entry(folder + "tool/pom.xml", project.formatted(""))
                .entry(
                        folder + "two/pom.xml",
                        project.formatted("<groupId>org.two</groupId><version>2<!-- of 3 --></version>"))
                .entry(folder + "three/pom.xml", "<project><version>${revision}</version")
                .entry(folder + "log4j/pom.xml", project.formatted("<version>8</version>"))
                .pom("com.acme", "log4j", "1.2")
                .bytes();
        assertThat(Jars.packages("tool-7.jar", jar))
                .containsExactlyInAnyOrder(
                        "maven:com.acme/tool@7",
                        "maven:org.two/tool@2 !/" + folder + "two/pom.xml",
                        "maven:com.acme/three@ !/" + folder + "three/pom.xml",
                        "maven:com.acme/log4j@1.2 !/" + folder + "log4j/pom.properties");
        byte[] computed = Jars.jar()
                .entry(folder + "tool/pom.xml", project.formatted("<version>${revision}</version>"))
                .bytes();
        assertThat(Jars.packages("tool-9.1.jar", computed)).containsExactly("maven:com.acme/tool@9.1");
    }

    @Test
    void saysNothingOfResourcesAndOfOtherFormatsWithTheSameExtension() {
        assertThat(Layouts.unread(
                        Jars.facts("a-1.jar", Jars.jar().entry("a.txt", "x").bytes())))
                .isEmpty();
        assertThat(Jars.facts("a.rar", "Rar!\u001a".getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
        assertThat(Jars.facts("a.jar", new byte[0])).isEmpty();
        byte[] runtime = Jars.jar()
                .code()
                .manifest("Implementation-Title: Java Runtime Environment", "Implementation-Version: 1.8.0_301")
                .bytes();
        assertThat(Layouts.unread(Jars.facts("rt.jar", runtime))).isEmpty();
    }

    @Test
    void tellsWhatItCannotRead() {
        assertThat(Layouts.unread(Jars.facts("a.jar", "no zip".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("FILE_UNREADABLE");
        assertThat(Layouts.unread(Jars.facts("a.jar", Arrays.copyOf(LOG4J, LOG4J.length / 2))))
                .containsExactly("FILE_UNREADABLE");
        byte[] outer = Jars.jar()
                .entry("lib/broken.jar", "PK no zip")
                .entry("lib/log4j-core-2.14.1.jar", LOG4J)
                .bytes();
        List<Fact> facts = Jars.facts("a.war", outer);
        assertThat(Layouts.unread(facts)).containsExactly("FILE_UNREADABLE !/lib/broken.jar");
        assertThat(Layouts.packages(facts)).hasSize(1);
        assertThat(Layouts.unread(
                        Jars.facts("lib/acme-1.0.jar", Jars.jar().code().bytes())))
                .containsExactly("NOTHING_RECOGNISED");
    }

    @Test
    void tellsOfEncryptedAndDamagedDescriptors() {
        byte[] encrypted = LOG4J.clone();
        int central = find(encrypted, new byte[] {'P', 'K', 1, 2}, 0);
        encrypted[central + 8] |= 1;
        assertThat(Layouts.unread(Jars.facts("log4j-core-2.14.1.jar", encrypted)))
                .first()
                .asString()
                .startsWith("FILE_UNREADABLE !/META-INF/maven/org.apache.logging.log4j/log4j-core/pom.properties");
        byte[] damaged = LOG4J.clone();
        damaged[central + 16] ^= 1; // CRC
        List<Fact> facts = Jars.facts("log4j-core-2.14.1.jar", damaged);
        assertThat(Layouts.unread(facts)).first().asString().startsWith("FILE_UNREADABLE !/META-INF/maven/");
        assertThat(Layouts.packages(facts))
                .as("the path tells who it is, the file name which version")
                .containsExactly("maven:org.apache.logging.log4j/log4j-core@2.14.1");
    }

    @Test
    void stopsAtTheDepthOfItsLimits() {
        byte[] jar = LOG4J;
        for (int i = 0; i < 4_000; i++) {
            jar = Jars.jar().stored("x.jar", jar).bytes();
        }
        List<Fact> facts = Jars.facts("a.jar", jar);
        int depth = Limits.standard().depthMax();
        assertThat(Layouts.unread(facts)).containsExactly("LIMIT_REACHED " + "!/x.jar".repeat(depth));
        assertThat(facts).contains(new Fact.OpenedFact(Fact.Opened.ARCHIVE, depth));
    }

    @Test
    void doesNotBelieveNorReadWhatClaimsTwoGigabytes() {
        byte[] lying = Jars.jar().entry("lib/x.jar", LOG4J).bytes();
        int central = find(lying, new byte[] {'P', 'K', 1, 2}, 0);
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putInt(central + 24, 0x7fff_ffff);
        assertThat(Layouts.unread(Jars.facts("a.war", lying))).containsExactly("LIMIT_REACHED !/lib/x.jar");
    }

    @Test
    void boundsWhatNestingMultiplies() {
        byte[] zeros =
                Jars.jar().entry("META-INF/MANIFEST.MF", new byte[64 << 10]).bytes();
        Jars inner = Jars.jar();
        for (int i = 0; i < 200; i++) {
            inner.entry("i" + i + ".jar", zeros);
        }
        byte[] innerBytes = inner.bytes();
        Jars outer = Jars.jar();
        for (int i = 0; i < 200; i++) {
            outer.entry("o" + i + ".jar", innerBytes);
        }
        byte[] bomb = outer.bytes();
        Limits limits = Limits.standard().withRatioMax(20, 1 << 20);
        List<Fact> facts = Jars.facts("a.war", bomb, limits);
        assertThat(Layouts.unread(facts)).contains("LIMIT_REACHED");
        assertThat(Layouts.unread(Jars.facts("a.war", bomb, Limits.standard().withTimeMax(Duration.ofNanos(1)))))
                .contains("LIMIT_REACHED");
    }

    @Test
    void readsAManifestOfThreeHundredThousandLines() {
        StringBuilder manifest = new StringBuilder("Implementation-Title: spring-core\n");
        for (int i = 0; i < 300_000; i++) {
            manifest.append("X-").append(i).append(": y\n");
        }
        byte[] jar =
                Jars.jar().entry("META-INF/MANIFEST.MF", manifest.toString()).bytes();
        assertThat(Jars.packages("spring-core-5.3.9.jar", jar))
                .containsExactly("maven:org.springframework/spring-core@5.3.9");
    }

    @Test
    void boundsDescriptorsAndEntries() {
        Jars many = Jars.jar();
        for (int i = 0; i <= 20_000; i++) {
            many.entry("META-INF/maven/g/a" + i + "/pom.properties", "");
        }
        assertThat(Layouts.unread(Jars.facts("a.jar", many.bytes()))).containsExactly("LIMIT_REACHED");
        List<Fact> few = Jars.facts(
                "a.jar",
                Jars.jar().entry("a", "").entry("b", "").bytes(),
                Limits.standard().withEntriesMax(1));
        assertThat(Layouts.unread(few)).containsExactly("LIMIT_REACHED");
    }

    @Test
    void keepsControlCharactersOutOfPlaces() {
        byte[] jar = Jars.jar().entry("lib/\u001b[31mx\n.jar", LOG4J).bytes();
        assertThat(Jars.packages("a.war", jar)).first().asString().endsWith(" !/lib/?[31mx?.jar");
    }

    @Test
    void boundsTheNumberOfComplaints() {
        Jars outer = Jars.jar();
        for (int i = 0; i < 1_000; i++) {
            outer.entry("lib/x" + i + ".jar", "PK no zip");
        }
        assertThat(Layouts.unread(Jars.facts("a.war", outer.bytes()))).hasSize(101);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void neverThrowsOnMutations(long seed) {
        byte[] jar = Jars.jar()
                .manifest("Implementation-Title: a", "Bundle-SymbolicName: org.x.a-b")
                .stored("lib/log4j-core-2.14.1.jar", LOG4J)
                .entry("lib/spring-core-5.3.9.jar", SPRING)
                .pom("a", "b", "1")
                .bytes();
        Random random = new Random(seed);
        for (int i = 0; i < 1_500; i++) {
            byte[] mutated = random.nextInt(10) == 0 ? Arrays.copyOf(jar, random.nextInt(jar.length)) : jar.clone();
            for (int j = random.nextInt(8); j >= 0 && mutated.length > 0; j--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            for (Fact fact : Jars.facts("a-b-1.jar", mutated)) {
                if (fact instanceof Fact.UnreadFact unread) {
                    assertThat(unread.kind()).as("seed %d", seed).isNotEqualTo(CoverageFact.Kind.CELL_FAILED);
                    assertThat(unread.detail()).as("seed %d", seed).matches("[^\\p{Cntrl}]*");
                }
            }
        }
    }

    private static int find(byte[] bytes, byte[] wanted, int from) {
        for (int i = from; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
