package io.tidewaiter.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.catalog.CellProgram;
import io.tidewaiter.catalog.ImageCataloger;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.oci.client.ClientSettings;
import io.tidewaiter.oci.client.RegistryClient;
import io.tidewaiter.oci.credential.CredentialSource;
import io.tidewaiter.pull.ImagePuller;
import io.tidewaiter.pull.PlatformChoice;
import io.tidewaiter.pull.PullResult;
import io.tidewaiter.pull.References;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same files give the same packages, whatever form the image has. */
class ImageFormsTest {
    @TempDir
    Path folder;

    private Inventory inventory(String name, ImageForms.Form form) throws IOException, InterruptedException {
        String reference = form.write(Files.createDirectories(folder.resolve(name.replaceAll("[^a-z]", ""))));
        References.Reading.Read read = (References.Reading.Read) References.parse(reference);
        try (RegistryClient client = new RegistryClient(
                        ClientSettings.standard(),
                        registry -> CredentialSource.none().find(registry));
                ImageCataloger cataloger = new ImageCataloger(
                        CellProgram.ofThisProcess(), CatalogLimits.standard().withAllowUnconfined(true))) {
            PullResult pulled = new ImagePuller(client).pull(read.source(), new PlatformChoice.Usual());
            assertThat(pulled).as(name).isInstanceOf(PullResult.Pulled.class);
            return cataloger.catalog(((PullResult.Pulled) pulled).images().getFirst());
        }
    }

    private static List<String> names(Inventory inventory) {
        return inventory.packages().stream()
                .map(found -> found.name() + " " + found.version())
                .toList();
    }

    private static List<String> notes(Inventory inventory) {
        return inventory.coverage().facts().stream()
                .filter(fact -> fact.kind() != CoverageFact.Kind.UNCONFINED) // where the machine cannot
                .map(fact -> fact.kind() + " " + fact.detail())
                .toList();
    }

    @Test
    void theSameFilesInEveryFormGiveTheSamePackages() throws IOException, InterruptedException {
        List<InstalledPackage> expected = List.of();
        for (var form : ImageForms.all().entrySet()) {
            Inventory found = inventory(form.getKey(), form.getValue());
            expected = expected.isEmpty() ? found.packages() : expected;
            assertThat(found.packages()).as(form.getKey()).isEqualTo(expected);
            assertThat(notes(found)).as(form.getKey()).isEmpty();
            assertThat(found.coverage().level()).as(form.getKey()).isEqualTo(Coverage.Level.COMPLETE);
        }
        assertThat(expected).extracting(InstalledPackage::name).containsExactly("base-files", "curl", "qs");
    }

    @Test
    void aRootFolderHasThePackagesThatItsLayersLeave() throws IOException, InterruptedException {
        assertThat(names(inventory("root", ImageForms::root)))
                .containsExactly("base-files 1.0-1", "curl 1.0-1", "qs 1.0.0");
    }

    @Test
    void anArchiveFromBeforeDocker110IsReadAndCannotBeVerified() throws IOException, InterruptedException {
        Inventory found = inventory("legacy", ImageForms::legacy);
        assertThat(names(found)).containsExactly("base-files 1.0-1", "curl 1.0-1", "qs 1.0.0");
        assertThat(notes(found)).singleElement().asString().startsWith("NOTE ").contains("cannot be verified");
    }

    @Test
    void ofEStargzTheBytesCountAndALyingTableIsSaid() throws IOException, InterruptedException {
        Inventory plain = inventory("plain", ImageForms.all().get("gzip"));
        Inventory honest = inventory("honest", ImageForms.estargz(UnaryOperator.identity()));
        assertThat(honest.packages()).isEqualTo(plain.packages());
        assertThat(notes(honest)).isEmpty();
        assertThat(honest.coverage().counts().files())
                .isEqualTo(plain.coverage().counts().files());
        List<UnaryOperator<String>> lies = List.of(
                table -> table.replace("curl", "innocent").replace("dpkg/status", "dpkg/other"),
                table -> "{\"version\":1,\"entries\":[]}",
                table -> table.replace("\"size\":", "\"size\":1"));
        for (int i = 0; i < lies.size(); i++) {
            Inventory lying = inventory("lying" + "abc".charAt(i), ImageForms.estargz(lies.get(i)));
            assertThat(lying.packages()).isEqualTo(plain.packages());
            assertThat(notes(lying)).isNotEmpty().allMatch(note -> note.startsWith("NOTE the eStargz table"));
        }
        Inventory broken = inventory("broken", ImageForms.estargz(table -> "{\"entries\":[{"));
        assertThat(broken.packages()).isEqualTo(plain.packages());
        assertThat(notes(broken))
                .hasSize(2)
                .allMatch(note -> note.startsWith("NOTE the eStargz table is not to be read"));
    }
}
