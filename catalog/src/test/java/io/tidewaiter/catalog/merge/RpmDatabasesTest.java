package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.channel.RpmDatabase;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.version.Purl;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RpmDatabasesTest {
    private final List<InstalledPackage> packages = new ArrayList<>();
    private final List<CoverageFact> facts = new ArrayList<>();

    private void add(String path, int layer, String name) {
        add("rpm", path, layer, name);
    }

    private void add(String cataloger, String path, int layer, String name) {
        packages.add(new InstalledPackage(
                new Purl("rpm", "redhat", name, "1-1", new TreeMap<>(), ""),
                null,
                name,
                "1-1",
                null,
                "",
                new Evidence(path, layer, cataloger),
                layer));
    }

    private List<String> chosen() {
        return chosen(RpmDatabase.UNKNOWN);
    }

    private List<String> chosen(RpmDatabase said) {
        RpmDatabases.choose(packages, said, facts);
        return packages.stream().map(p -> p.name() + " " + p.evidence().path()).toList();
    }

    @Test
    void takesTheNewestLayerOfOneFolder() {
        add("var/lib/rpm/Packages", 2, "new");
        add("var/lib/rpm/rpmdb.sqlite", 1, "old");
        add("var/lib/rpm/rpmdb.sqlite", 1, "older");
        assertThat(chosen()).containsExactly("new var/lib/rpm/Packages");
        assertThat(facts).singleElement().satisfies(fact -> {
            assertThat(fact.kind()).isEqualTo(CoverageFact.Kind.NOTE);
            assertThat(fact.path()).isEqualTo("var/lib/rpm/rpmdb.sqlite");
            assertThat(fact.layer()).isEqualTo(1);
            assertThat(fact.detail()).contains("var/lib/rpm/Packages", "its 2 packages are left out");
        });
    }

    /** rpm opens the form that its macros name, if there is one, and else whichever it finds. */
    @Test
    void takesTheFormThatTheMacrosName() {
        add("var/lib/rpm/Packages", 0, "bdb");
        add("var/lib/rpm/Packages.db", 0, "ndb");
        add("var/lib/rpm/rpmdb.sqlite", 1, "sqlite");
        assertThat(chosen(new RpmDatabase("", "ndb"))).containsExactly("ndb var/lib/rpm/Packages.db");
        assertThat(facts).hasSize(2);
        add("var/lib/rpm/rpmdb.sqlite", 1, "sqlite");
        packages.removeIf(one -> one.name().equals("ndb"));
        assertThat(chosen(new RpmDatabase("", "ndb"))).containsExactly("sqlite var/lib/rpm/rpmdb.sqlite");
    }

    @Test
    void takesTheFolderThatTheMacrosNameIfItHasPackages() {
        add("var/lib/rpm/Packages", 1, "old");
        add("srv/x/var/lib/rpm/Packages", 1, "other");
        RpmDatabase moved = new RpmDatabase("usr/lib/sysimage/rpm", "sqlite");
        assertThat(chosen(moved)).containsExactly("old var/lib/rpm/Packages", "other srv/x/var/lib/rpm/Packages");
        add("usr/lib/sysimage/rpm/rpmdb.sqlite", 0, "new");
        assertThat(chosen(moved))
                .containsExactly("other srv/x/var/lib/rpm/Packages", "new usr/lib/sysimage/rpm/rpmdb.sqlite");
        assertThat(facts)
                .singleElement()
                .satisfies(fact -> assertThat(fact.detail())
                        .contains("usr/lib/sysimage/rpm/rpmdb.sqlite", "its 1 packages are left out"));
    }

    @Test
    void takesTheNewestFormOfOneLayer() {
        add("var/lib/rpm/Packages", 0, "bdb");
        add("var/lib/rpm/Packages.db", 0, "ndb");
        assertThat(chosen()).containsExactly("ndb var/lib/rpm/Packages.db");
        add("var/lib/rpm/rpmdb.sqlite", 0, "sqlite");
        add("var/lib/rpm/Packages", 0, "bdb");
        assertThat(chosen()).containsExactly("sqlite var/lib/rpm/rpmdb.sqlite");
    }

    @Test
    void takesAllFoldersAndTellsTwinsOnce() {
        add("usr/lib/sysimage/rpm/rpmdb.sqlite", 0, "both");
        add("var/lib/rpm/rpmdb.sqlite", 1, "both");
        add("var/lib/rpm/rpmdb.sqlite", 1, "more");
        add("srv/root/var/lib/rpm/rpmdb.sqlite", 1, "both");
        assertThat(chosen())
                .containsExactly(
                        "both usr/lib/sysimage/rpm/rpmdb.sqlite",
                        "more var/lib/rpm/rpmdb.sqlite",
                        "both srv/root/var/lib/rpm/rpmdb.sqlite");
        assertThat(facts).isEmpty();
    }

    @Test
    void leavesOutTheBaseOfOstreeWhereThereIsAnotherOne() {
        add("usr/lib/sysimage/rpm-ostree-base-db/rpmdb.sqlite", 0, "removed");
        assertThat(chosen()).hasSize(1);
        add("usr/share/rpm/rpmdb.sqlite", 0, "kept");
        assertThat(chosen()).containsExactly("kept usr/share/rpm/rpmdb.sqlite");
        assertThat(facts).hasSize(1);
    }

    @Test
    void leavesEverythingElseAlone() {
        add("npm", "var/lib/rpm/Packages", 0, "a");
        add("var/lib/rpm/rpmdb.sqlite", 0, "b");
        add("var/lib/rpmmanifest/container-manifest-2", 0, "c");
        assertThat(chosen()).hasSize(3);
    }
}
