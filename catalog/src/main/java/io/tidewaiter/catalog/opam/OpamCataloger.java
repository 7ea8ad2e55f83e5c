package io.tidewaiter.catalog.opam;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages that a switch of opam(1) has installed: each has a folder with its definition. */
public final class OpamCataloger implements Cataloger {
    private static final Pattern PATH = Pattern.compile(
            "(?:.{0,3000}/)?\\.opam-switch/packages/([A-Za-z0-9_+-]{1,200})\\.([A-Za-z0-9.~+_-]{1,200})/opam");

    @Override
    public String name() {
        return "opam";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("opam", "opam", "opam manual, \"Root Layout\"")
                .reads(9, "**/.opam-switch/packages/*/opam", "installed packages of a switch");
    }

    @Override
    public List<String> endings() {
        return List.of("/opam");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith("/opam") && PATH.matcher(file.path()).matches();
    }

    @Override
    public int bytesMax() {
        return 4 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher path = PATH.matcher(file.path());
        if (path.matches()) {
            facts.accept(Fact.InstalledFact.of("opam", "", path.group(1), path.group(2), ""));
        }
    }
}
