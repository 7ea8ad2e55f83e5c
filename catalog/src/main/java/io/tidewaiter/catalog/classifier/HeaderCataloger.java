package io.tidewaiter.catalog.classifier;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.function.Consumer;

/** What the installation of a product that is built from source writes of its version beside its programs. */
public final class HeaderCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 1 << 20;
    private static final int SINCE = 21;
    private static final List<String> ENDINGS = List.of(
            "/patchlevel.h",
            "/node_version.h",
            "/php_version.h",
            "/rbconfig.rb",
            "/ap_release.h",
            "/pg_config.h",
            "/opensslv.h");

    @Override
    public String name() {
        return Witness.HEADER;
    }

    @Override
    public Declaration declaration() {
        Declaration declaration = Declaration.of(
                "Built from source: what is installed beside the programs", "generic", "headers of each product");
        for (Classifier one : Classifiers.ALL) {
            if (one.header().isPresent()) {
                String shown = one.header().get().shown();
                declaration = declaration.reads(
                        SINCE, shown, "the version of " + one.name() + ", where its program has the same");
            }
        }
        return declaration;
    }

    @Override
    public List<String> endings() {
        return ENDINGS;
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = '/' + file.path();
        return ENDINGS.stream().anyMatch(path::endsWith)
                && Classifiers.ALL.stream()
                        .anyMatch(one -> one.header(file.path()).isPresent());
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        for (Classifier one : Classifiers.ALL) {
            if (one.header(file.path()).isPresent()) {
                one.header()
                        .flatMap(header -> header.version().apply(content))
                        .ifPresent(version -> facts.accept(Witness.fact(one, version, "")));
            }
        }
    }
}
