package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.dpkg.DpkgCataloger;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.python.PythonCataloger;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.oci.hash.ContentHash;
import io.tidewaiter.testkit.TarBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which distribution package brought a language's package, over layers. */
class OwnersTest {
    private static final String FOLDER = "usr/lib/python3/dist-packages/six-1.16.0.egg-info";
    private static final String METADATA = "Metadata-Version: 1.2\nName: six\nVersion: 1.16.0\n";
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0};
    private static final String STATUS =
            "Package: python3-six\nStatus: install ok installed\nVersion: 1.16.0-4\nArchitecture: all\n"
                    + "Maintainer: Debian Python Team <team+python@tracker.debian.org>\n";

    private static TarBuilder installed() {
        return new TarBuilder()
                .file("var/lib/dpkg/status", STATUS)
                .file("var/lib/dpkg/info/python3-six.list", "/.\n/usr\n/" + FOLDER + "/PKG-INFO\n")
                .file(FOLDER + "/PKG-INFO", METADATA);
    }

    @Test
    void aFileThatAPackageListsIsOwnedByIt() throws IOException {
        assertThat(owner(installed())).isEqualTo("python3-six");
        assertThat(owner(new TarBuilder().file("etc/x", ""), installed(), new TarBuilder().file("etc/y", "")))
                .isEqualTo("python3-six");
    }

    /** Debian's verdict counts for what Debian's wheel says that it bundles (PEP 770). */
    @Test
    void whatAPackageOfTheDistributionBundlesIsOwnedByIt() throws IOException {
        String list = "usr/lib/python3/dist-packages/x-1.dist-info/sboms/x.cdx.json";
        assertThat(
                        owner(
                                new TarBuilder()
                                        .file("var/lib/dpkg/status", STATUS)
                                        .file("var/lib/dpkg/info/python3-six.list", "/" + list + "\n")
                                        .file(
                                                list,
                                                "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"purl\": \"pkg:pypi/six@1.16.0\"}]}")))
                .isEqualTo("python3-six");
    }

    @Test
    void aFileThatWasWrittenLaterIsNobodys() throws IOException {
        assertThat(owner(installed(), new TarBuilder().file(FOLDER + "/PKG-INFO", METADATA)))
                .isEmpty();
        assertThat(owner(installed(), new TarBuilder().file("var/lib/dpkg/status", "")))
                .as("whose owner is gone")
                .isEmpty();
        assertThat(owner(new TarBuilder().file("usr/local/x/six-1.16.0.egg-info/PKG-INFO", METADATA)))
                .isEmpty();
    }

    @Test
    void theRecordedDigestSaysWhetherItIsStillTheOwners() throws IOException {
        String sums = HexFormat.of().formatHex(ContentHash.md5().digest(METADATA.getBytes(StandardCharsets.UTF_8)))
                + "  " + FOLDER + "/PKG-INFO\n";
        String other = METADATA.replace("1.16.0", "1.17.0");
        assertThat(other).isNotEqualTo(METADATA);
        TarBuilder recorded = installed().file("var/lib/dpkg/info/python3-six.md5sums", sums);
        assertThat(owner(recorded)).isEqualTo("python3-six");
        assertThat(owner(recorded, new TarBuilder().file(FOLDER + "/PKG-INFO", METADATA)))
                .as("a later layer has the same bytes: chmod")
                .isEqualTo("python3-six");
        assertThat(owner(installed()
                        .file("var/lib/dpkg/info/python3-six.md5sums", sums)
                        .file(FOLDER + "/PKG-INFO", other)))
                .as("upgraded in the layer that installed it")
                .isEmpty();
    }

    @Test
    void aRecordThatWasWrittenAfterwardsSpeaksForNothing() throws IOException {
        String sums = HexFormat.of().formatHex(ContentHash.md5().digest(METADATA.getBytes(StandardCharsets.UTF_8)))
                + "  " + FOLDER + "/PKG-INFO\n";
        TarBuilder without = new TarBuilder()
                .file("var/lib/dpkg/status", STATUS)
                .file("var/lib/dpkg/info/python3-six.list", "/.\n/usr\n");
        TarBuilder forged = new TarBuilder()
                .file("var/lib/dpkg/info/python3-six.list", "/.\n/usr\n/" + FOLDER + "/PKG-INFO\n")
                .file("var/lib/dpkg/info/python3-six.md5sums", sums)
                .file(FOLDER + "/PKG-INFO", METADATA);
        assertThat(owner(without, forged)).isEmpty();
        assertThat(owner(without, forged.file("var/lib/dpkg/status", STATUS.replace("-4", "-5"))))
                .as("an upgrade")
                .isEqualTo("python3-six");
    }

    @Test
    void theMaintainerOfADebianPackageIsTold() throws IOException {
        assertThat(InventoryBuilder.build("test", List.of(), read(installed()), List.of()).packages().stream()
                        .map(one -> one.attributes().getOrDefault("maintainer", "")))
                .contains("Debian Python Team <team+python@tracker.debian.org>");
    }

    /** The account of the executables asks the same links at the same time. */
    @Test
    void linksAreFollowedForOwnersAndForTheAccountWithoutMixingThem() {
        int count = 2000;
        StringBuilder list = new StringBuilder("/.\n");
        TarBuilder tar = new TarBuilder().file("var/lib/dpkg/status", STATUS).symlink("lib", "opt/lib");
        for (int i = 0; i < count; i++) {
            String metadata = "lib/q" + i + "/six-1.16.0.egg-info/PKG-INFO";
            String program = "lib/p" + i + "/program";
            list.append('/').append(metadata).append("\n/").append(program).append('\n');
            tar.file("opt/" + metadata, METADATA).executable("opt/" + program, ELF);
        }
        List<Optional<LayerFacts>> read = read(tar.file("var/lib/dpkg/info/python3-six.list", list.toString()));
        for (int round = 0; round < 10; round++) {
            Inventory inventory = InventoryBuilder.build("test", List.of(), read, List.of());
            assertThat(inventory.packages().stream()
                            .filter(one -> one.attributes().containsKey(Owners.ATTRIBUTE)))
                    .hasSize(count);
            assertThat(inventory.coverage().counts().executablesOwned()).isEqualTo(count);
        }
    }

    private static String owner(TarBuilder... layers) throws IOException {
        return InventoryBuilder.build("test", List.of(), read(layers), List.of()).packages().stream()
                .filter(one -> one.name().equals("six"))
                .map(one -> one.attributes().getOrDefault(Owners.ATTRIBUTE, ""))
                .reduce((one, other) -> one + " " + other)
                .orElse("not found");
    }

    private static List<Optional<LayerFacts>> read(TarBuilder... layers) {
        return Inventories.read(List.of(new DpkgCataloger(), new PythonCataloger()), layers);
    }
}
