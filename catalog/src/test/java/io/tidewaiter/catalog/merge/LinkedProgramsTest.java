package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.classifier.SourceBuilt;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.testkit.TarBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A program whose own name says nothing is what the symbolic link calls it by which people start it. */
class LinkedProgramsTest {
    private static final byte[] GIT = SourceBuilt.program("git/2.44.0", "2.44.0");
    private static final String STORED = "opt/store/ab12";

    private static TarBuilder tar() {
        return new TarBuilder().file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");
    }

    private static List<String> packages(Inventory inventory) {
        return inventory.packages().stream()
                .map(one -> one.purl() + " " + one.evidence().path())
                .toList();
    }

    @Test
    void aProgramIsWhatALinkCallsIt() {
        Inventory inventory = Inventories.of(tar().executable(STORED, GIT).symlink("usr/bin/git", "/opt/store/ab12"));
        assertThat(packages(inventory)).containsExactly("pkg:generic/git@2.44.0 " + STORED);
        assertThat(inventory.packages().getFirst().attributes()).containsEntry("link", "usr/bin/git");
        assertThat(inventory.coverage().unexplained()).isEmpty();
    }

    @Test
    void theLinkMayBeOfAnotherLayerAndLeadOverOthers() {
        Inventory inventory = Inventories.of(
                tar().symlink("usr/bin/git", "/etc/alternatives/git").symlink("opt/current", "store"),
                new TarBuilder().executable(STORED, GIT),
                new TarBuilder().symlink("etc/alternatives/git", "/opt/current/ab12"));
        assertThat(packages(inventory)).containsExactly("pkg:generic/git@2.44.0 " + STORED);
    }

    @Test
    void aNameWithAVersionIsOneTooWhereTheUsualProgramsAre() {
        Inventory inventory = Inventories.of(
                tar().executable("usr/bin/node-22", SourceBuilt.program("node.js/v22.1.0", "/node-v22.1.0.tar.gz"))
                        .symlink("usr/bin/node", "node-22"));
        assertThat(packages(inventory)).containsExactly("pkg:generic/node@22.1.0 usr/bin/node-22");
    }

    @Test
    void oneProgramOfManyNamesIsOnePackage() {
        Inventory inventory = Inventories.of(tar().executable(STORED, GIT)
                .symlink("usr/bin/git", "/opt/store/ab12")
                .symlink("usr/local/bin/git", "/opt/store/ab12"));
        assertThat(packages(inventory)).hasSize(1);
    }

    @Test
    void withoutALinkOrWithOneThatIsGoneItIsNothing() {
        Inventory alone = Inventories.of(tar().executable(STORED, GIT).symlink("usr/bin/tool", "/opt/store/ab12"));
        Inventory gone = Inventories.of(
                tar().executable(STORED, GIT).symlink("usr/bin/git", "/opt/store/ab12"),
                new TarBuilder().file("usr/bin/.wh.git", ""));
        for (Inventory inventory : List.of(alone, gone)) {
            assertThat(inventory.packages()).isEmpty();
            assertThat(inventory.coverage().unexplained()).containsExactly(STORED);
            assertThat(inventory.coverage().facts())
                    .noneMatch(fact ->
                            fact.kind() == CoverageFact.Kind.NOTE && fact.path().equals(STORED));
        }
    }

    @Test
    void theLinkHasToCallItWhatItSays() {
        Inventory inventory = Inventories.of(tar().executable(STORED, GIT).symlink("usr/bin/nginx", "/opt/store/ab12"));
        assertThat(inventory.packages()).isEmpty();
        assertThat(inventory.coverage().unexplained()).containsExactly(STORED);
    }

    @Test
    void oneThatHoldsTheMarksOfManyProductsIsNone() {
        byte[] three = SourceBuilt.program("git/2.44.0", "2.44.0", "<<eximversion>>", "hot restart version={}");
        byte[] four = SourceBuilt.program(
                "git/2.44.0", "2.44.0", "<<eximversion>>", "hot restart version={}", "PowerDNS Recursor itself will ");
        assertThat(Inventories.of(tar().executable(STORED, three).symlink("usr/bin/git", "/opt/store/ab12"))
                        .packages())
                .hasSize(1);
        Inventory inventory = Inventories.of(tar().executable(STORED, four).symlink("usr/bin/git", "/opt/store/ab12"));
        assertThat(inventory.packages()).isEmpty();
        assertThat(inventory.coverage().unexplained()).containsExactly(STORED);
    }

    @Test
    void theFirstNamesOfAFileAreLookedAt() {
        TarBuilder tar = tar().executable(STORED, GIT);
        for (int i = 10; i < 30; i++) {
            tar.symlink("a/" + i + "/bin/nginx", "/opt/store/ab12");
        }
        assertThat(Inventories.of(tar.symlink("b/bin/git", "/opt/store/ab12")).packages())
                .isEmpty();
        assertThat(Inventories.of(tar.symlink("a/15/bin/git", "/opt/store/ab12"))
                        .packages())
                .hasSize(1);
    }

    @Test
    void aProgramThatAPackageOwnsIsThePackages() {
        Inventory inventory = Inventories.of(tar().file(
                        "var/lib/dpkg/status",
                        "Package: git\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1:2.39.5\n\n")
                .file("var/lib/dpkg/info/git.list", "/opt/store/ab12\n")
                .executable(STORED, GIT)
                .symlink("usr/bin/git", "/opt/store/ab12"));
        assertThat(packages(inventory)).noneMatch(one -> one.contains("generic"));
    }
}
