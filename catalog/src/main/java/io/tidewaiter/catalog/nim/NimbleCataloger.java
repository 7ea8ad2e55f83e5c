package io.tidewaiter.catalog.nim;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages of Nim that nimble installed: their folder names them, and what it wrote there says that it did. */
public final class NimbleCataloger implements Cataloger {
    private static final String ENDING = "/nimblemeta.json";

    /** From nimble 0.14 on the folder ends in a checksum. */
    private static final Pattern FOLDER = Pattern.compile(
            "(?:.{0,3000}/)?pkgs2?/([A-Za-z][A-Za-z0-9_.]{0,99})-(\\d[0-9A-Za-z.]{0,60})(?:-[0-9a-f]{40})?");

    @Override
    public String name() {
        return "nimble";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Nim", "nim", "nimble, \"Nimble's folder structure and packages\"")
                .reads(28, "**/pkgs2/tool-1.0/nimblemeta.json", "installed packages, folders that they own");
    }

    @Override
    public List<String> endings() {
        return List.of(ENDING);
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(ENDING) && FOLDER.matcher(file.folder()).matches();
    }

    @Override
    public int bytesMax() {
        return 4 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher folder = FOLDER.matcher(file.folder());
        if (folder.matches()) {
            facts.accept(Fact.InstalledFact.of("nim", "", folder.group(1), folder.group(2), ""));
            facts.accept(new Fact.OwnedFact(folder.group(1), List.of(file.folder() + "/")));
        }
    }
}
