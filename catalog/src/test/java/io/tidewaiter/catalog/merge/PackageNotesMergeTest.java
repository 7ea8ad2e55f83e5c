package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.elf.NotedProgram;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Programs that name their package, with its database beside them, without it, and in another distribution. */
class PackageNotesMergeTest {
    private static final String UBUNTU = "ID=ubuntu\nVERSION_ID=\"24.10\"\n";
    private static final String BASH = note("ubuntu", "bash", "5.2.32-1ubuntu1");

    private static String note(String os, String name, String version) {
        return "{\"type\":\"deb\",\"os\":\"%s\",\"name\":\"%s\",\"version\":\"%s\",\"architecture\":\"amd64\"}"
                .formatted(os, name, version);
    }

    private static List<CoverageFact.Kind> kinds(Inventory inventory) {
        return inventory.coverage().facts().stream().map(CoverageFact::kind).toList();
    }

    @Test
    void whatTheDatabaseKnowsIsToldByItAlone() throws IOException {
        Inventory inventory = Inventories.of(new TarBuilder()
                .file("etc/os-release", UBUNTU)
                .file(
                        "var/lib/dpkg/status",
                        "Package: bash-static\nSource: bash\nStatus: install ok installed\nVersion: 5.2.32-1ubuntu1\n"
                                + "Architecture: amd64\n")
                .file("var/lib/dpkg/info/bash-static.list", "/usr/bin/bash\n")
                .file("usr/bin/bash", NotedProgram.of(BASH)));
        assertThat(inventory.packages())
                .singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("bash-static"));
        assertThat(inventory.coverage().counts().executablesOwned()).isEqualTo(1);
        assertThat(inventory.coverage().facts()).isEmpty();
    }

    @Test
    void withoutADatabaseThePackageIsToldOnceAndTheInventoryStaysIncomplete() throws IOException {
        Inventory inventory = Inventories.of(new TarBuilder()
                .file("etc/os-release", UBUNTU)
                .file("usr/bin/bash", NotedProgram.of(BASH))
                .file("usr/bin/rbash", NotedProgram.of(BASH)));
        assertThat(inventory.packages()).singleElement().satisfies(one -> {
            assertThat(one.purl().toString())
                    .isEqualTo("pkg:deb/ubuntu/bash@5.2.32-1ubuntu1?arch=amd64&distro=ubuntu-24.10");
            assertThat(String.valueOf(one.ecosystem())).isEqualTo("Ubuntu:24.10");
            assertThat(one.evidence().path()).isEqualTo("usr/bin/bash");
        });
        assertThat(kinds(inventory)).contains(CoverageFact.Kind.DATABASE_MISSING);
    }

    @Test
    void aRecordThatWasTakenOutIsNamedByItsPrograms() throws IOException {
        String other = "Package: base-files\nStatus: install ok installed\nVersion: 13\nArchitecture: amd64\n";
        Inventory inventory = Inventories.of(
                new TarBuilder()
                        .file("etc/os-release", UBUNTU)
                        .file(
                                "var/lib/dpkg/status",
                                other + "\nPackage: bash\nStatus: install ok installed\n"
                                        + "Version: 5.2.32-1ubuntu1\nArchitecture: amd64\n")
                        .file("var/lib/dpkg/info/bash.list", "/usr/bin/bash\n")
                        .file("usr/bin/bash", NotedProgram.of(BASH)),
                new TarBuilder().file("var/lib/dpkg/status", other).whiteout("var/lib/dpkg/info/bash.list"));
        assertThat(inventory.packages()).extracting(one -> one.name()).containsExactlyInAnyOrder("base-files", "bash");
        assertThat(kinds(inventory)).contains(CoverageFact.Kind.DATABASE_TAMPERED);
    }

    @Test
    void aProgramOfAnotherDistributionIsNotJudgedByThisOne() throws IOException {
        Inventory inventory = Inventories.of(new TarBuilder()
                .file("etc/os-release", "ID=debian\nVERSION_ID=12\n")
                .file("var/lib/dpkg/status", "Package: base-files\nStatus: install ok installed\nVersion: 12\n")
                .file("usr/local/bin/bash", NotedProgram.of(BASH)));
        assertThat(inventory.packages())
                .filteredOn(one -> one.name().equals("bash"))
                .singleElement()
                .satisfies(one -> assertThat(one.ecosystem()).isNull());
    }
}
