package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalsTest {
    private static String stanza(String name, String version, String state) {
        return "Package: %s\nStatus: install ok %s\nVersion: %s\nArchitecture: amd64\n\n"
                .formatted(name, state, version);
    }

    private static TarBuilder debian() {
        return new TarBuilder()
                .file("etc/os-release", "ID=debian\nVERSION_ID=12\n")
                .file("var/lib/dpkg/status", stanza("a", "1", "installed") + stanza("b", "1", "installed"));
    }

    private static List<String> said(Inventory inventory) {
        return inventory.packages().stream()
                .map(one -> one.name() + " " + one.version())
                .toList();
    }

    @Test
    void aLaterEntryTakesThePlaceOfTheStatusAndOfEarlierOnes() throws IOException {
        Inventory inventory =
                Inventories.of(debian().file("var/lib/dpkg/updates/0000", stanza("a", "2", "half-installed"))
                        .file("var/lib/dpkg/updates/0002", stanza("a", "3", "unpacked"))
                        .file("var/lib/dpkg/updates/0010", stanza("c", "1", "installed")));
        assertThat(said(inventory)).containsExactlyInAnyOrder("a 3", "b 1", "c 1");
        assertThat(inventory.coverage().facts()).extracting(CoverageFact::kind).containsOnly(CoverageFact.Kind.NOTE);
    }

    /** Distroless images have a file of each package, in a folder of its own. */
    @Test
    void anEntryTakesThePlaceOfAFileOfOnePackageToo() throws IOException {
        Inventory inventory = Inventories.of(new TarBuilder()
                .file("etc/os-release", "ID=debian\nVERSION_ID=12\n")
                .file("var/lib/dpkg/status.d/a", stanza("a", "1", "installed"))
                .file("var/lib/dpkg/updates/0000", stanza("a", "2", "installed")));
        assertThat(said(inventory)).containsExactly("a 2");
    }

    @Test
    void anEntryThatSaysAPackageIsGoneIsSaidAndNothingIsLost() throws IOException {
        Inventory inventory =
                Inventories.of(debian().file("var/lib/dpkg/updates/0000", stanza("b", "1", "config-files")));
        assertThat(said(inventory)).containsExactlyInAnyOrder("a 1", "b 1");
        assertThat(inventory.coverage().facts())
                .extracting(CoverageFact::kind)
                .containsExactly(CoverageFact.Kind.FORMAT_UNREAD);
    }

    @Test
    void aJournalOfAnotherRootSpeaksOfThatOne() throws IOException {
        Inventory inventory = Inventories.of(debian().file("srv/x/var/lib/dpkg/status", stanza("a", "7", "installed"))
                .file("srv/x/var/lib/dpkg/updates/0000", stanza("a", "8", "installed")));
        assertThat(said(inventory)).containsExactlyInAnyOrder("a 1", "a 8", "b 1");
    }

    private static String port(String name, String version, String state) {
        return "Package: %s\nVersion: %s\nArchitecture: x64-linux\nStatus: %s\n\n".formatted(name, version, state);
    }

    /** The status is what it was before the last run, and the journal all that this did. */
    @Test
    void thePortsOfTheOnlyRunOfVcpkgAreInItsJournal() throws IOException {
        String folder = "opt/vcpkg/installed/vcpkg/";
        Inventory inventory = Inventories.of(new TarBuilder()
                .file(folder + "status", port("zlib", "1.2.13", "install ok installed"))
                .file(folder + "updates/0000000000", port("zlib", "1.2.13", "purge ok not-installed"))
                .file(folder + "updates/0000000001", port("zlib", "1.3.1", "install ok half-installed"))
                .file(folder + "updates/0000000002", port("zlib", "1.3.1", "install ok installed"))
                .file(folder + "updates/0000000003", port("curl", "8.1.0", "install ok installed"))
                .file(folder + "updates/0000000004", port("curl", "8.1.0", "purge ok not-installed")));
        assertThat(said(inventory)).containsExactly("zlib 1.3.1");
    }
}
