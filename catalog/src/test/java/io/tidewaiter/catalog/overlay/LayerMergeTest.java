package io.tidewaiter.catalog.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.layer.EntryMarks;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.layer.PathTableBuilder;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.testkit.TarBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerMergeTest {
    private static TarBuilder tar() {
        return new TarBuilder();
    }

    private static List<String> there(TarBuilder... layers) {
        return Layers.merge(layers).histories().stream()
                .filter(FileHistory::isThere)
                .map(file -> file.path() + "@" + file.layer())
                .toList();
    }

    @Test
    void aWhiteoutHidesAFileOfALowerLayer() {
        assertThat(there(tar().file("a/x.pkgs", "x 1").file("a/y.pkgs", "y 1"), tar().whiteout("a/x.pkgs")))
                .containsExactly("a/y.pkgs@0");
    }

    @Test
    void aWhiteoutHidesAWholeFolder() {
        assertThat(there(tar().file("a/b/x.pkgs", "x 1").file("a-b/x.pkgs", "x 1"), tar().whiteout("a")))
                .containsExactly("a-b/x.pkgs@0");
    }

    @Test
    void aWhiteoutSpeaksOfLowerLayersOnlyWhereverItStands() {
        assertThat(there(
                        tar().file("a/x.pkgs", "x 1"),
                        tar().file("a/x.pkgs", "x 2").whiteout("a/x.pkgs")))
                .containsExactly("a/x.pkgs@1");
        assertThat(there(tar().file("a/x.pkgs", "x 1"), tar().whiteout("a").file("a/x.pkgs", "x 2")))
                .containsExactly("a/x.pkgs@1");
    }

    @Test
    void anOpaqueFolderKeepsItsSiblingsOfTheSameLayer() {
        assertThat(there(
                        tar().file("a/x.pkgs", "x 1").file("a/b/y.pkgs", "y 1"),
                        tar().file("a/z.pkgs", "z 1").opaque("a")))
                .containsExactly("a/z.pkgs@1");
    }

    @Test
    void anOpaqueRootHidesEverythingBelow() {
        assertThat(there(
                        tar().file("x.pkgs", "x 1").file("a/y.pkgs", "y 1"),
                        tar().file(".wh..wh..opq", "").file("z.pkgs", "z 1")))
                .containsExactly("z.pkgs@1");
    }

    @Test
    void aFileInPlaceOfAFolderHidesWhatTheFolderHeld() {
        assertThat(there(tar().file("a/x.pkgs", "x 1"), tar().file("a", "file")))
                .isEmpty();
        assertThat(there(tar().file("a/x.pkgs", "x 1"), tar().symlink("a", "b")))
                .isEmpty();
    }

    @Test
    void whatWasHiddenOnceStaysHidden() {
        assertThat(there(
                        tar().file("a/x.pkgs", "x 1"),
                        tar().whiteout("a"),
                        tar().directory("a").file("a/y.pkgs", "y 1")))
                .containsExactly("a/y.pkgs@2");
    }

    @Test
    void aFolderOverAFolderMerges() {
        assertThat(there(tar().file("a/x.pkgs", "x 1"), tar().directory("a").file("a/y.pkgs", "y 1")))
                .containsExactly("a/x.pkgs@0", "a/y.pkgs@1");
    }

    @Test
    void aHardLinkSaysWhatItsTargetSays() {
        assertThat(there(tar().file("a/x.pkgs", "x 1").hardlink("b/y.pkgs", "a/x.pkgs"), tar().whiteout("a")))
                .containsExactly("b/y.pkgs@0");
    }

    @Test
    void theLaterOfTwoEntriesOfOnePathCounts() {
        LayerMerge.Merged merged = Layers.merge(tar().file("x.pkgs", "x 1").file("x.pkgs", "x 2"));
        assertThat(merged.files()).isEqualTo(1);
        assertThat(merged.histories().getFirst().last().toString())
                .contains("version=2")
                .doesNotContain("version=1");
        assertThat(there(tar().file("x.pkgs", "x 1").symlink("x.pkgs", "y"))).isEmpty();
    }

    @Test
    void aLayerThatWasNotReadHidesNothing() {
        LayerFacts lower = Layers.read(tar().file("x.pkgs", "x 1"));
        assertThat(LayerMerge.of(List.of(Optional.of(lower), Optional.empty())).files())
                .isEqualTo(1);
    }

    /** Nothing else tells that a program is there: what it was linked from may be gone. */
    @Test
    void aHardLinkToAProgramOfALowerLayerIsAProgram() {
        byte[] program = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0};
        TarBuilder lower = tar().executable("usr/bin/a", program).file("usr/bin/b", "#!/bin/sh");
        assertThat(executables(lower, tar().hardlink("opt/tool", "usr/bin/a").hardlink("opt/script", "usr/bin/b")))
                .containsExactlyInAnyOrder("usr/bin/a@0", "opt/tool@1");
        assertThat(executables(lower, tar().hardlink("opt/tool", "usr/bin/a").whiteout("usr/bin/a")))
                .containsExactly("opt/tool@1");
        assertThat(executables(
                        lower,
                        tar().hardlink("x/1", "usr/bin/a"),
                        tar().hardlink("y/2", "x/1").opaque("usr"),
                        tar().whiteout("x")))
                .containsExactly("y/2@2");
        assertThat(executables(lower, tar().whiteout("usr"), tar().hardlink("opt/tool", "usr/bin/a")))
                .isEmpty();
        assertThat(executables(lower, tar().file("usr/bin/a", "text").hardlink("opt/tool", "usr/bin/a")))
                .isEmpty();
        assertThat(executables(lower, tar().hardlink("opt/tool", "usr/bin/a"), tar().file("opt/tool", "text")))
                .containsExactly("usr/bin/a@0");
    }

    /** A path that is like the one before it takes few bytes of a layer, and all of them in a map. */
    @Test
    void longPathsOfHardLinksAreBounded() {
        TarBuilder links = tar();
        String folder = "long".repeat(900) + '/';
        for (int i = 0; i < 20_000; i++) {
            links.hardlink(folder + i, "usr/bin/a");
        }
        assertThat(Layers.merge(tar().file("usr/bin/a", "text"), links).leftOut())
                .isBetween(1L, 10_000L);
    }

    /** As images of ostree are laid, whose layers have their objects and a link to each of them. */
    @Test
    void linksToFilesOfTheirOwnLayerTakeNothingFromThoseToLowerOnes() {
        byte[] program = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0};
        PathTableBuilder table = new PathTableBuilder();
        for (int i = 0; i < 400_000; i++) {
            table.add(EntryMarks.REGULAR, utf8("repo/" + i), utf8(""));
            table.add(EntryMarks.HARDLINK, utf8("usr/share/" + i), utf8("repo/" + i));
        }
        table.add(EntryMarks.HARDLINK, utf8("opt/again"), utf8("usr/share/7"));
        table.add(EntryMarks.HARDLINK, utf8("opt/tool"), utf8("usr/bin/a"));
        LayerFacts upper = new LayerFacts(null, 0, 800_002, List.of(), table.table(), Map.of());
        LayerMerge.Merged merged = LayerMerge.of(List.of(
                Optional.of(Layers.read(tar().executable("usr/bin/a", program))),
                Optional.of(upper),
                Optional.of(upper)));
        assertThat(merged.leftOut()).isZero();
        assertThat(merged.executables())
                .extracting(LayerMerge.Executable::path)
                .containsExactlyInAnyOrder("usr/bin/a", "opt/tool");
    }

    /** A link to a program is one, whatever came into the place of that afterwards; one to a text is none. */
    @Test
    void aLinkLeadsToWhatWasThereBeforeIt() {
        byte[] program = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0};
        assertThat(executables(
                        tar().file("x", "text"),
                        tar().executable("a", program)
                                .hardlink("b", "a")
                                .file("a", "text")
                                .file("c", "text")
                                .hardlink("d", "c")
                                .hardlink("e", "d")
                                .hardlink("f", "f")))
                .containsExactly("b@1");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> executables(TarBuilder... layers) {
        LayerMerge.Merged merged = Layers.merge(layers);
        assertThat(merged.executableCount()).isEqualTo(merged.executables().size());
        return merged.executables().stream()
                .map(file -> file.path() + "@" + file.layer())
                .toList();
    }

    @Test
    void escapingPathsAreHeldInTheRootAndSaid() {
        LayerFacts facts = Layers.read(tar().file("../x.pkgs", "x 1").file("/abs.pkgs", "y 1"));
        assertThat(facts.files()).containsOnlyKeys("x.pkgs", "abs.pkgs");
        assertThat(facts.notes())
                .singleElement()
                .satisfies(note -> assertThat(note.kind()).isEqualTo(CoverageFact.Kind.ENTRY_REFUSED));
    }

    @Test
    void aFileOverTheCatalogersLimitIsACoverageFact() {
        LayerFacts facts = Layers.read(tar().file("x.pkgs", "x".repeat(1001)));
        assertThat(facts.of("x.pkgs").toString()).contains("LIMIT_REACHED").contains("1000");
    }

    @Test
    void aLimitEndsTheReadingAndKeepsWhatCameBefore() {
        byte[] tar =
                tar().file("x.pkgs", "x 1").file("y", "y").file("z.pkgs", "z 1").build();
        LayerFacts facts = Layers.read(tar, Limits.standard().withEntriesMax(2));
        assertThat(facts.diffId()).isNull();
        assertThat(facts.files()).containsOnlyKeys("x.pkgs");
        assertThat(facts.notes())
                .anySatisfy(note -> assertThat(note.kind()).isEqualTo(CoverageFact.Kind.LIMIT_REACHED));
    }
}
