package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.layer.LayerFactsCodec;
import io.tidewaiter.catalog.layer.LayerScan;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DpkgJournalsTest {
    private static String stanza(String name, String version, String state) {
        return "Package: %s\nStatus: install ok %s\nVersion: %s\nArchitecture: amd64\n\n"
                .formatted(name, state, version);
    }

    private static Inventory inventory(TarBuilder layer) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new LayerScan(Catalogers.ALL, Limits.standard()).run(new ByteArrayInputStream(layer.build()), -1, answer);
        return InventoryBuilder.build(
                "test",
                List.of(),
                List.of(Optional.of(LayerFactsCodec.read(new ByteArrayInputStream(answer.toByteArray())))),
                List.of());
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
        Inventory inventory = inventory(debian().file("var/lib/dpkg/updates/0000", stanza("a", "2", "half-installed"))
                .file("var/lib/dpkg/updates/0002", stanza("a", "3", "unpacked"))
                .file("var/lib/dpkg/updates/0010", stanza("c", "1", "installed")));
        assertThat(said(inventory)).containsExactlyInAnyOrder("a 3", "b 1", "c 1");
        assertThat(inventory.coverage().facts()).extracting(CoverageFact::kind).containsOnly(CoverageFact.Kind.NOTE);
    }

    @Test
    void anEntryThatSaysAPackageIsGoneIsSaidAndNothingIsLost() throws IOException {
        Inventory inventory = inventory(debian().file("var/lib/dpkg/updates/0000", stanza("b", "1", "config-files")));
        assertThat(said(inventory)).containsExactlyInAnyOrder("a 1", "b 1");
        assertThat(inventory.coverage().facts())
                .extracting(CoverageFact::kind)
                .containsExactly(CoverageFact.Kind.FORMAT_UNREAD);
    }

    @Test
    void aJournalOfAnotherRootSpeaksOfThatOne() throws IOException {
        Inventory inventory = inventory(debian().file("srv/x/var/lib/dpkg/status", stanza("a", "7", "installed"))
                .file("srv/x/var/lib/dpkg/updates/0000", stanza("a", "8", "installed")));
        assertThat(said(inventory)).containsExactlyInAnyOrder("a 1", "a 8", "b 1");
    }
}
