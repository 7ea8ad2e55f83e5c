package io.tidewaiter.store;

import io.tidewaiter.store.announce.ImageUse;
import io.tidewaiter.store.announce.Outbox;
import io.tidewaiter.store.change.ChangeLog;
import io.tidewaiter.store.content.ReevaluationStore;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.FindingColumns;
import io.tidewaiter.store.database.Sql;
import io.tidewaiter.store.database.StateClock;
import io.tidewaiter.store.database.StoreException;
import io.tidewaiter.store.judge.Above;
import io.tidewaiter.store.judge.JudgementStore;
import io.tidewaiter.store.judge.Judging;
import io.tidewaiter.store.judge.MatchIndex;
import io.tidewaiter.store.judge.PackedPackages;
import io.tidewaiter.store.judge.RuleBook;
import io.tidewaiter.store.judge.RuleHistory;
import io.tidewaiter.store.recommend.RecommendationHistory;
import io.tidewaiter.store.saved.SavedQueryStore;
import io.tidewaiter.store.signin.SignInStore;
import io.tidewaiter.store.sync.ScanReader;
import io.tidewaiter.store.sync.SyncStore;
import io.tidewaiter.store.upkeep.Cleaning;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The durable state of one node: a SQLite database under a folder that one process holds at a time.
 *
 * <p>What a method of the parts has returned from is on disk: write-ahead log, {@code synchronous=FULL}. The schema is
 * brought up to date when the state is opened.
 */
public final class State implements AutoCloseable {
    private static final String FILE = "state.db";
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;
    private static final int PAGE_BYTES = 4_096;

    private final FileChannel lockFile;
    private final Database database;
    private final IntakeLog intakeLog;
    private final ScanQueue scanQueue;
    private final ImageStore images;
    private final ResourceStore resources;
    private final ChangeLog changes;
    private final SavedQueryStore savedQueries;
    private final ReevaluationStore reevaluation;
    private final SyncStore syncs;
    private final RecommendationHistory recommendations;
    private final ScanReader scans;
    private final Outbox outbox;
    private final SignInStore signIns;
    private final JudgementStore judgements;
    private final RuleHistory ruleHistory;
    private final Clock clock;

    private State(FileChannel lockFile, Database database, Clock ticking) {
        this.clock = new StateClock(ticking, database.read(State::latestTime));
        this.lockFile = lockFile;
        this.database = database;
        this.scanQueue = new ScanQueue(database, clock);
        this.intakeLog = new IntakeLog(database, clock, scanQueue);
        RuleBook book = new RuleBook();
        this.resources = new ResourceStore(database, clock);
        Above above = new GroupsAbove(resources);
        this.images = new ImageStore(
                database, clock, scanQueue, new Judging(book, new MatchIndex(), new FindingColumns(), clock, above));
        this.ruleHistory = new RuleHistory(clock, above);
        this.judgements = new JudgementStore(database, clock, book);
        this.savedQueries = new SavedQueryStore(database, clock);
        this.signIns = new SignInStore(database, clock);
        this.changes = new ChangeLog(database);
        this.syncs = new SyncStore(database, clock);
        this.recommendations = new RecommendationHistory(database);
        this.scans = new ScanReader(database);
        this.outbox = new Outbox(database, clock);
        this.reevaluation = new ReevaluationStore(database, clock);
    }

    /**
     * Opens or creates the state under a folder. Jobs that were leased when the last process ended can be leased again
     * at once.
     *
     * @throws StoreException where the folder cannot be written, another process holds it, or the file is no state
     */
    public static State open(Path dataFolder, Clock clock) {
        return open(dataFolder, clock, Long.MAX_VALUE);
    }

    /**
     * As the other one, with a file that grows no larger: what does not fit is refused with an exception that says so, and
     * everything that was acknowledged stays.
     *
     * @param bytesMax of the database file; a file that is larger already grows no more
     */
    public static State open(Path dataFolder, Clock clock, long bytesMax) {
        FileChannel lockFile = lock(dataFolder);
        List<Sql> opened = new ArrayList<>();
        try {
            Path file = dataFolder.resolve(FILE);
            SQLiteDataSource source = new SQLiteDataSource(writing(true));
            source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
            // SQLite changes a table by making another one; keys that point to it would not let the old one go.
            SQLiteDataSource migrating = new SQLiteDataSource(writing(false));
            migrating.setUrl(source.getUrl());
            Flyway.configure()
                    .dataSource(migrating)
                    .locations("classpath:db/migration")
                    .loggers("slf4j")
                    .load()
                    .migrate();
            Sql writer = new Sql(transactional(limited(source.getConnection(), bytesMax)));
            opened.add(writer);
            SQLiteDataSource reading = new SQLiteDataSource(reading());
            reading.setUrl(source.getUrl());
            for (int i = 0; i < READERS; i++) {
                opened.add(new Sql(transactional(reading.getConnection())));
            }
            State state = new State(lockFile, new Database(writer, opened.subList(1, opened.size())), clock);
            state.scanQueue.releaseLeases();
            while (state.database.write(PackedPackages::writeMissing) > 0) {
                // in parts, because each is one transaction
            }
            return state;
        } catch (SQLException | FlywayException e) {
            StoreException failure = new StoreException("open the state in " + dataFolder + ": " + e.getMessage(), e);
            abandon(opened, lockFile, failure);
            throw failure;
        }
    }

    /** The management groups over a registry, the root last. */
    private record GroupsAbove(ResourceStore resources) implements Above {
        @Override
        public void look() {
            resources.tree().look();
        }

        @Override
        public List<String> of(String registryKey) {
            String[] segments = registryKey.split("/");
            if (segments.length < 3) {
                return List.of();
            }
            List<String> names = new ArrayList<>(resources.tree().lastAbove(segments[2]));
            resources.tree().root().ifPresent(names::add);
            return names.stream()
                    .map(name -> "/providers/microsoft.management/managementgroups/" + name)
                    .toList();
        }
    }

    /** The latest time that anything was written at; each of these tables grows in the order of its times. */
    private static long latestTime(Sql sql) throws SQLException {
        return sql.number("""
                SELECT max(
                    coalesce((SELECT received_at FROM intake_log ORDER BY id DESC LIMIT 1), 0),
                    coalesce((SELECT valid_from FROM image_verdict ORDER BY id DESC LIMIT 1), 0),
                    coalesce((SELECT valid_from FROM image_presence ORDER BY id DESC LIMIT 1), 0),
                    coalesce((SELECT valid_from FROM judgement ORDER BY id DESC LIMIT 1), 0),
                    coalesce((SELECT valid_from FROM package_match ORDER BY id DESC LIMIT 1), 0),
                    coalesce((SELECT changed_at FROM audit ORDER BY id DESC LIMIT 1), 0))
                """);
    }

    private static SQLiteConfig writing(boolean foreignKeys) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(foreignKeys);
        return config;
    }

    private static SQLiteConfig reading() {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    private static Connection limited(Connection connection, long bytesMax) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (bytesMax < Long.MAX_VALUE) {
                statement.execute("PRAGMA max_page_count = " + Math.max(1, bytesMax / PAGE_BYTES));
            }
        }
        return connection;
    }

    private static Connection transactional(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        return connection;
    }

    private static FileChannel lock(Path dataFolder) {
        FileChannel channel = null;
        try {
            Files.createDirectories(dataFolder);
            channel = FileChannel.open(
                    dataFolder.resolve("state.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
            channel.close();
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel, e);
        } catch (IOException e) {
            closeQuietly(channel, e);
            throw new StoreException("open the state in " + dataFolder + ": " + e.getMessage(), e);
        }
        throw new StoreException("open the state in " + dataFolder + ": another process holds it; end that one first");
    }

    private static void closeQuietly(@Nullable FileChannel channel, Exception reason) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static void abandon(List<Sql> opened, FileChannel lockFile, Exception reason) {
        for (Sql sql : opened) {
            try {
                sql.close();
            } catch (SQLException e) {
                reason.addSuppressed(e);
            }
        }
        closeQuietly(lockFile, reason);
    }

    /** Push events, on disk before they are answered. */
    public IntakeLog intakeLog() {
        return intakeLog;
    }

    /** What is to be scanned. */
    public ScanQueue scanQueue() {
        return scanQueue;
    }

    /** Images, what they contain, and what was found in them. */
    public ImageStore images() {
        return images;
    }

    /** People, certificates of clients, and what was granted at sign-in. */
    public SignInStore signIns() {
        return signIns;
    }

    /** The state's clock: whoever waits for a time that the state keeps waits by it. */
    public Clock clock() {
        return clock;
    }

    /** The state's time, which never goes back; by it rules expire. */
    public Instant now() {
        return clock.instant();
    }

    /** Takes out what is too old to be remembered. */
    public Cleaning cleaning() {
        return new Cleaning(database, clock);
    }

    /** Rules, exemptions and VEX documents. */
    public JudgementStore judgements() {
        return judgements;
    }

    /** Which rules held when. */
    public RuleHistory ruleHistory() {
        return ruleHistory;
    }

    /** Subscriptions, registries, plans, principals and roles. */
    public ResourceStore resources() {
        return resources;
    }

    /** What is to be told to others. */
    public Outbox outbox() {
        return outbox;
    }

    /** When images were last wanted. */
    public ImageUse imageUse() {
        return new ImageUse(database);
    }

    /** Queries that people keep. */
    public SavedQueryStore savedQueries() {
        return savedQueries;
    }

    /** What changed, in order. */
    public ChangeLog changes() {
        return changes;
    }

    /** How each registry stands, and what listings saw in it. */
    public SyncStore syncs() {
        return syncs;
    }

    /** Since when registries are recommended what they are. */
    public RecommendationHistory recommendations() {
        return recommendations;
    }

    /** Every scan and what became of it. */
    public ScanReader scans() {
        return scans;
    }

    /** What is matched again when the advisories change. */
    public ReevaluationStore reevaluation() {
        return reevaluation;
    }

    @Override
    public void close() {
        scanQueue.wake();
        database.close();
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new StoreException("close the state: " + e.getMessage(), e);
        }
    }
}
