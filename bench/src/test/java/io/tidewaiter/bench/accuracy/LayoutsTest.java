package io.tidewaiter.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.testkit.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line on the real images of the shared data, held to their labels. */
class LayoutsTest {
    private static final Path ROOT = Path.of(System.getProperty("tidewaiter.root", ".."));

    @TempDir
    static Path work;

    private static Path database = Path.of("");
    private static final List<Comparison> COMPARISONS = new ArrayList<>();
    private static List<LabelledImage> images = List.of();

    @BeforeAll
    static void scanThemAll() throws IOException {
        Path shared = SharedFiles.require("data", "images").resolve("../..").normalize();
        images = LabelledImage.in(shared);
        Accuracy accuracy = new Accuracy(shared, work);
        database = accuracy.database();
        COMPARISONS.clear();
        for (LabelledImage image : images) {
            scan(image, "first");
            COMPARISONS.add(Comparison.of(image, ScannedImage.read(document(image, "first.json"))));
        }
    }

    @Test
    void allFiveLayoutsAreThere() {
        assertThat(images)
                .extracting(LabelledImage::name)
                .contains("demo-three-layers", "scratch-go", "scratch-go-modules", "small-distroless", "ubuntu-focal");
    }

    @Test
    void everyExpectedPackageIsListed() {
        assertThat(COMPARISONS.stream()
                        .flatMap(c -> c.differences().stream())
                        .filter(d -> d.kind() == Difference.Kind.PACKAGE_MISSING))
                .isEmpty();
    }

    @Test
    void everyDifferenceIsExplainedOnThePage() throws IOException {
        Differences known = Differences.read(ROOT.resolve("bench/differences.tsv"));
        AccuracyPage page = new AccuracyPage(known);
        String text = page.of(COMPARISONS);
        assertThat(page.unexplained()).isEmpty();
        assertThat(known.unused()).isEmpty();
        assertThat(text)
                .as("docs/guide/accuracy.md is what bench/accuracy writes")
                .isEqualTo(Files.readString(ROOT.resolve("docs/guide/accuracy.md")));
    }

    @Test
    void theSameInputGivesTheSameBytesAndCycloneDxIsValid() throws Exception {
        for (LabelledImage image : images) {
            scan(image, "second");
            assertThat(document(image, "second.json")).hasSameBinaryContentAs(document(image, "first.json"));
            Path bom = document(image, "second.cdx");
            assertThat(bom).hasSameBinaryContentAs(document(image, "first.cdx"));
            assertThat(new JsonParser().validate(bom.toFile(), Version.VERSION_16))
                    .as(image.name())
                    .isEmpty();
        }
    }

    private static Path document(LabelledImage image, String ending) {
        return work.resolve(image.name() + "." + ending);
    }

    private static void scan(LabelledImage image, String time) throws IOException {
        Accuracy.run(
                "scan",
                image.reference(),
                "--db",
                database.toString(),
                "--format",
                "json=" + document(image, time + ".json"),
                "--format",
                "cyclonedx=" + document(image, time + ".cdx"));
    }
}
