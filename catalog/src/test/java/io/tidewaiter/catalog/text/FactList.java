package io.tidewaiter.catalog.text;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.catalog.fact.Fact.OwnedFact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The facts that a parser told. */
public final class FactList implements Consumer<Fact> {
    private final List<Fact> facts = new ArrayList<>();

    /** What a cataloger tells of a file that it wants; nothing of another. */
    public static FactList of(Cataloger cataloger, String path, byte[] content) {
        FactList facts = new FactList();
        FileEntry file = new FileEntry(path, content.length, 0644);
        if (cataloger.wants(file)) {
            cataloger.read(file, content, Limits.standard(), facts);
        }
        return facts;
    }

    /** The same of a text. */
    public static FactList of(Cataloger cataloger, String path, String content) {
        return of(cataloger, path, content.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void accept(Fact fact) {
        facts.add(fact);
    }

    public List<Fact> all() {
        return facts;
    }

    public List<InstalledFact> installed() {
        return facts.stream()
                .filter(InstalledFact.class::isInstance)
                .map(InstalledFact.class::cast)
                .toList();
    }

    /** Packages as {@code name version}. */
    public List<String> packages() {
        return installed().stream()
                .map(fact -> fact.name() + " " + fact.version())
                .toList();
    }

    /** Paths of all packages. */
    public List<String> paths() {
        return facts.stream()
                .filter(OwnedFact.class::isInstance)
                .flatMap(fact -> ((OwnedFact) fact).paths().stream())
                .toList();
    }

    /** Sentences of what could not be read. */
    public List<String> unread() {
        return facts.stream()
                .filter(UnreadFact.class::isInstance)
                .map(fact -> ((UnreadFact) fact).detail())
                .toList();
    }
}
