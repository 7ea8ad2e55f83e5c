package io.tidewaiter.catalog.haskell;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.LineFields;
import io.tidewaiter.catalog.text.Skipped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Packages that GHC's package database registers: those of the compiler, of a distribution, of cabal's store and of stack. */
public final class HaskellCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 4 << 20;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,200}");
    private static final Pattern VERSION = Pattern.compile("\\d[0-9.]{0,100}");

    @Override
    public String name() {
        return "haskell";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Haskell", "hackage", "GHC User's Guide, \"InstalledPackageInfo\"")
                .reads(9, "**/package.conf.d/*.conf, **/package.db/*.conf, **/pkgdb/*.conf", "registered libraries");
    }

    @Override
    public List<String> endings() {
        return List.of(".conf");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(".conf") && isDatabase(file.folder());
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Map<String, String> fields = LineFields.first(content, ':', Set.of("name", "version", "id"));
        String name = fields.getOrDefault("name", "");
        if (!fields.containsKey("id") && name.isEmpty()) {
            return; // not GHC's
        }
        String version = fields.getOrDefault("version", "");
        if (NAME.matcher(name).matches() && VERSION.matcher(version).matches()) {
            facts.accept(Fact.InstalledFact.of("hackage", "", name, version, ""));
        } else if (!name.startsWith("z-")) { // a part of the package that stands beside it
            Skipped.tell(1, "a registered library of Haskell", facts);
        }
    }

    private static boolean isDatabase(String folder) {
        return folder.endsWith("/package.conf.d") || folder.endsWith("/package.db") || folder.endsWith("/pkgdb");
    }
}
