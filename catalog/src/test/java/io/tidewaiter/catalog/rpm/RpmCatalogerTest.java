package io.tidewaiter.catalog.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.FactList;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpmCatalogerTest {
    private final RpmCataloger cataloger = new RpmCataloger();

    @ParameterizedTest
    @CsvSource({
        "var/lib/rpm/rpmdb.sqlite, true",
        "var/lib/rpm/rpmdb.sqlite-wal, true",
        "var/lib/rpm/rpmdb.sqlite-shm, false",
        "usr/lib/sysimage/rpm/Packages.db, true",
        "usr/share/rpm/Packages, true",
        "usr/lib/sysimage/rpm-ostree-base-db/rpmdb.sqlite, true",
        "var/lib/rpmmanifest/container-manifest-2, true",
        "var/lib/rpmmanifest/container-manifest-1, true",
        "var/lib/machines/el9/var/lib/rpm/rpmdb.sqlite, true",
        "srv/xvar/lib/rpm/Packages, false",
        "var/lib/rpm/Basenames, false",
        "home/me/Packages, false"
    })
    void wantsTheDatabaseWhereverItLies(String path, boolean wanted) {
        assertThat(cataloger.wants(new FileEntry(path, 1, 0644))).isEqualTo(wanted);
    }

    @Test
    void tellsOfChangesThatOnlyTheLogHas() {
        assertThat(read("var/lib/rpm/rpmdb.sqlite-wal", "x".repeat(32)).all()).isEmpty();
        assertThat(read("var/lib/rpm/rpmdb.sqlite-wal", "x".repeat(4096)).all())
                .singleElement()
                .isInstanceOfSatisfying(UnreadFact.class, fact -> {
                    assertThat(fact.kind()).isEqualTo(Kind.FORMAT_UNREAD);
                    assertThat(fact.detail()).contains("not in the same layer");
                });
    }

    @Test
    void readsTheListOfAnImageWithoutDatabase() {
        FactList facts = read("var/lib/rpmmanifest/container-manifest-2", """
                filesystem\t1.1-20.azl3\t1\t2\tMicrosoft Corporation\t(none)\t7596\tx86_64\t0\tfilesystem-1.1-20.azl3.src.rpm
                broken line
                gpg-pubkey\t3135ce90-5e6fda74\t1\t2\t(none)\t(none)\t0\t(none)\t0\t(none)
                openssl-libs\t3.3.0-2.azl3\t1\t2\tMicrosoft Corporation\t1\t7596\tx86_64\t1\topenssl-3.3.0-2.azl3.src.rpm
                """);
        assertThat(facts.packages()).containsExactly("filesystem 1.1-20.azl3", "openssl-libs 1:3.3.0-2.azl3");
        assertThat(facts.installed().getLast().sourceName()).isEqualTo("openssl");
        assertThat(facts.installed().getLast().sourceVersion()).isEqualTo("1:3.3.0-2.azl3");
        assertThat(facts.installed().getLast().attributes()).isEqualTo(Map.of("vendor", "Microsoft Corporation"));
        assertThat(facts.unread()).singleElement().asString().contains("line 2");
    }

    @Test
    void readsTheShortListWhereItIsTheOnlyOne() {
        FactList facts = read("var/lib/rpmmanifest/container-manifest-1", """
                filesystem-1.1-20.azl3.x86_64
                nothing
                gpg-pubkey-3135ce90-5e6fda74
                java-17-openjdk-17.0.1-2.el9
                """);
        assertThat(facts.packages()).containsExactly("filesystem 1.1-20.azl3", "java-17-openjdk 17.0.1-2.el9");
        assertThat(facts.installed().getFirst().architecture()).isEqualTo("x86_64");
        assertThat(facts.unread()).singleElement().asString().contains("line 2");
    }

    @Test
    void theFilesOfAnotherRootAreBelowIt() {
        byte[] database = SqliteBytes.of(List.of(HeaderBuilder.of("bash", "5.1", "2")
                .texts(1117, "bash")
                .texts(1118, "/usr/bin/")
                .numbers(1116, 0)
                .build()));
        assertThat(owned("var/lib/rpm/rpmdb.sqlite", database)).containsExactly("usr/bin/bash");
        assertThat(owned("srv/x/var/lib/rpm/rpmdb.sqlite", database)).containsExactly("srv/x/usr/bin/bash");
        assertThat(owned("srv/x/usr/lib/sysimage/rpm/rpmdb.sqlite", database)).containsExactly("srv/x/usr/bin/bash");
    }

    private List<String> owned(String path, byte[] database) {
        FactList facts = new FactList();
        cataloger.read(new FileEntry(path, database.length, 0644), database, Limits.standard(), facts);
        return facts.all().stream()
                .filter(fact -> fact instanceof Fact.OwnedFact)
                .flatMap(fact -> ((Fact.OwnedFact) fact).paths().stream())
                .toList();
    }

    @Test
    void tellsThatADatabaseIsEmpty() {
        assertThat(read("var/lib/rpm/rpmdb.sqlite", "").unread())
                .singleElement()
                .asString()
                .contains("it is empty");
    }

    private FactList read(String path, String text) {
        FactList facts = new FactList();
        byte[] content = text.getBytes(UTF_8);
        cataloger.read(new FileEntry(path, content.length, 0644), content, Limits.standard(), facts);
        return facts;
    }
}
