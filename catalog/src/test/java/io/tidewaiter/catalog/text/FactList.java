package io.tidewaiter.catalog.text;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.catalog.fact.Fact.OwnedFact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The facts that a parser told. */
public final class FactList implements Consumer<Fact> {
    private final List<Fact> facts = new ArrayList<>();

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
