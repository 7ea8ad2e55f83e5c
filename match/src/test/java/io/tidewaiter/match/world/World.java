package io.tidewaiter.match.world;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.match.Explainer;
import io.tidewaiter.match.Matcher;
import io.tidewaiter.model.inventory.Coverage;
import io.tidewaiter.model.inventory.CoverageCounts;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.model.match.Explanation;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.testkit.OsvRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feed folder, compiled when it is first asked, and images matched against it. */
public final class World implements AutoCloseable {
    private final Path feeds;
    private final Path file;
    private List<String> channels = List.of();
    private @Nullable AdvisoryDb db;

    public World(Path folder) {
        this.feeds = folder.resolve("feeds");
        this.file = folder.resolve("a.db");
        try {
            Files.createDirectories(feeds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** OSV records, a line each: id, ecosystem, package, events, further members, between bars. */
    public World osv(String table) {
        try {
            OsvRecords.write(feeds, table);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the feed folder. */
    public World file(String name, String content) {
        try {
            Path path = feeds.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Channels that the image's distribution has. */
    public World channels(String... names) {
        channels = List.of(names);
        return this;
    }

    public AdvisoryDb db() {
        if (db == null) {
            new AdvisoryCompiler().compile(feeds, file);
            db = AdvisoryDb.open(file);
        }
        return db;
    }

    private Inventory inventory(Installed... packages) {
        List<InstalledPackage> all = new ArrayList<>();
        for (Installed one : packages) {
            all.add(one.get());
        }
        return new Inventory(
                "test",
                OperatingSystem.NONE.withChannels(channels),
                List.of(),
                all,
                new Coverage(CoverageCounts.NONE, List.of()));
    }

    public MatchResult match(Installed... packages) {
        return new Matcher(db()).match(inventory(packages));
    }

    /** {@code name: vulnerability, fixed version} of every match, in order. */
    public List<String> found(Installed... packages) {
        return match(packages).matches().stream().map(World::line).toList();
    }

    private static String line(MatchResult.PackageMatch pair) {
        String fixed = pair.match().fixedVersion();
        return pair.installed().name() + ": " + pair.match().vulnerability().id()
                + (fixed.isEmpty() ? "" : ", " + fixed);
    }

    /** {@code name: vulnerability: rule} of everything that is overruled. */
    public List<String> overruled(Installed... packages) {
        return match(packages).overruled().stream()
                .map(one -> one.pair().installed().name() + ": "
                        + one.pair().match().vulnerability().id() + ": " + one.rule())
                .toList();
    }

    /** The kind and the words of every fact. */
    public List<String> facts(Installed... packages) {
        List<String> facts = new ArrayList<>();
        for (CoverageFact fact : match(packages).facts()) {
            facts.add(fact.kind() + " " + fact.detail());
        }
        return facts;
    }

    /** {@code OUTCOME record: rule} of every statement. */
    public List<String> explained(String vulnerability, Installed... packages) {
        return explanation(vulnerability, packages).statements().stream()
                .map(one -> one.outcome() + " " + one.record() + ": " + one.rule())
                .toList();
    }

    public Explanation explanation(String vulnerability, Installed... packages) {
        return Explainer.explain(db(), inventory(packages), vulnerability);
    }

    @Override
    public void close() {
        if (db != null) {
            db.close();
        }
    }
}
