package io.tidewaiter.catalog.overlay;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.layer.LayerFacts;
import io.tidewaiter.catalog.merge.Inventories;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.testkit.TarBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Layers read in this process, with a cataloger whose files are lines of name and version. */
public final class Layers {
    private Layers() {}

    /** Reads {@code *.pkgs}: {@code npm NAME VERSION} a line. */
    static final class LinesCataloger implements Cataloger {
        @Override
        public String name() {
            return "lines";
        }

        @Override
        public Declaration declaration() {
            return Declaration.of("Lines", "npm", "these tests").reads(1, "**", "a package a line");
        }

        @Override
        public boolean wants(FileEntry file) {
            return file.path().endsWith(".pkgs");
        }

        @Override
        public int bytesMax() {
            return 1000;
        }

        @Override
        public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
            for (String line : new String(content, StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                if (words.length == 2) {
                    facts.accept(Fact.InstalledFact.of("npm", "", words[0], words[1], ""));
                }
            }
        }
    }

    static LayerFacts read(TarBuilder tar) {
        return read(tar.build(), Limits.standard());
    }

    static LayerFacts read(byte[] stored, Limits limits) {
        return Inventories.read(List.of(new LinesCataloger()), stored, limits);
    }

    static LayerMerge.Merged merge(TarBuilder... layers) {
        List<Optional<LayerFacts>> read = new ArrayList<>();
        for (TarBuilder layer : layers) {
            read.add(Optional.of(read(layer)));
        }
        return LayerMerge.of(read);
    }
}
