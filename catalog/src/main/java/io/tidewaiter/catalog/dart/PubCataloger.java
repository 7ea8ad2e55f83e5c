package io.tidewaiter.catalog.dart;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Packages in the cache of pub(1), from which programs of Dart run. */
public final class PubCataloger implements Cataloger {
    private static final Pattern PATH = Pattern.compile(
            "(?:.{0,3000}/)?hosted/[^/]{1,200}/([a-z0-9_]{1,200})-(\\d[0-9A-Za-z.+-]{0,200})/pubspec\\.yaml");

    @Override
    public String name() {
        return "pub";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Dart", "pub", "dart.dev, \"Package dependencies\"")
                .reads(9, "**/hosted/pub.dev/foo-1.0/pubspec.yaml", "packages in the cache, of any host");
    }

    @Override
    public List<String> endings() {
        return List.of("/pubspec.yaml");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith("/pubspec.yaml")
                && PATH.matcher(file.path()).matches();
    }

    @Override
    public int bytesMax() {
        return 1 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher path = PATH.matcher(file.path());
        if (path.matches()) {
            facts.accept(Fact.InstalledFact.of("pub", "", path.group(1), path.group(2), ""));
        }
    }
}
