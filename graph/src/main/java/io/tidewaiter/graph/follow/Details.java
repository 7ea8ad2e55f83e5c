package io.tidewaiter.graph.follow;

import io.tidewaiter.assess.Assessor;
import io.tidewaiter.graph.database.GraphException;
import io.tidewaiter.graph.database.Rows;
import io.tidewaiter.graph.derive.Contained;
import io.tidewaiter.graph.derive.DetailText;
import io.tidewaiter.graph.derive.FindingSpan;
import io.tidewaiter.graph.derive.Key;
import io.tidewaiter.graph.derive.Said;
import io.tidewaiter.graph.form.AssessmentKey;
import io.tidewaiter.model.assess.Finding;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.model.match.Match;
import io.tidewaiter.store.database.Sql;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts of findings, each written once: for a match together with the packages, their places of evidence and layers.
 * Images with the same base share nearly all of them. Found again by a hash of 128 bits over those numbers.
 *
 * <p>A text has its number at once; it is written by a thread of its own, while other tables get their rows.
 */
final class Details {
    private static final int SAIDS_KEPT = 100_000;

    /** Texts that are handed over at once. */
    private static final int TOGETHER = 32;

    /** How many times so many texts wait to be written, at some kilobytes each. */
    private static final int AHEAD_MAX = 16;

    private final ExecutorService writer = writer();

    private final AssessmentKey form;
    private final Kinds kinds;
    private final Map<Key, Integer> numbers = new HashMap<>();
    private final Map<Said, Key> saids = new HashMap<>();
    private int found;
    private int unfound;

    Details(AssessmentKey form, Kinds kinds) {
        this.form = form;
        this.kinds = kinds;
    }

    /** Begins with what the graph holds. */
    void load(Sql graph) throws SQLException {
        numbers.clear();
        graph.list("SELECT no, key FROM detail", row -> numbers.put(Key.parse(row.getString(2)), row.getInt(1)));
        unfound = (int) numbers.values().stream().filter(no -> no < 0).count();
        found = numbers.size() - unfound;
    }

    /** The number of a finding's text; text that is new is written. */
    int of(FindingSpan span, Said said, FindingParts parts, Out out) throws SQLException {
        boolean plain = said.equals(Said.NOTHING);
        Integer kept = plain ? span.joined().text() : null;
        if (kept != null) {
            return kept;
        }
        Key key = key(span).with(key(said));
        Integer known = numbers.get(key);
        int number = known == null ? write(key, span, said, parts, out) : known;
        if (plain) {
            span.joined().text(number);
        }
        return number;
    }

    private int write(Key key, FindingSpan span, Said said, FindingParts parts, Out out) throws SQLException {
        List<InstalledPackage> packages = new ArrayList<>();
        for (Contained contained : span.packages()) {
            packages.add(parts.installed(contained));
        }
        Supplier<Match> match = parts.match(span.match());
        return write(key, span.joined().kind(), () -> row(Assessor.finding(match.get(), packages), said), out);
    }

    /** The number of the text of an image of which nothing counts. */
    int of(PlaceVersions.Shown shown, Said said, Out out) throws SQLException {
        Key key = Key.of(shown.health().label() + '\0' + shown.cause() + '\0' + shown.description())
                .with(key(said));
        Integer known = numbers.get(key);
        return known != null ? known : write(key, 0, () -> row(shown, said), out);
    }

    private Key key(Said said) {
        if (said.equals(Said.NOTHING)) {
            return Key.NONE;
        }
        if (saids.size() > SAIDS_KEPT) {
            saids.clear();
        }
        return saids.computeIfAbsent(said, s -> Key.of(s.suppression() + "\0" + s.notes()));
    }

    private int write(Key key, int kind, Supplier<@Nullable Object[]> text, Out out) throws SQLException {
        int number = kind == 0 ? - ++unfound : found++;
        numbers.put(key, number);
        String half = kinds.half(kind);
        out.row(() -> {
            @Nullable Object[] row = text.get();
            row[38] = kind;
            row[39] = half;
            row[40] = Kinds.rank(half);
            row[0] = number;
            row[1] = key.text();
            return row;
        });
        return number;
    }

    /** One thread, which ends when there is nothing to write for a while. */
    private static ExecutorService writer() {
        return new ThreadPoolExecutor(
                0,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("graph-texts").factory());
    }

    /** Where texts go to, in the order of their numbers. */
    Out to(Rows rows) {
        return new Out(rows, writer);
    }

    /** The table of texts, open. */
    static final class Out {
        private final Rows rows;
        private final ExecutorService writer;
        private final Deque<Future<List<@Nullable Object[]>>> ahead = new ArrayDeque<>();
        private List<Supplier<@Nullable Object[]>> next = new ArrayList<>();

        Out(Rows rows, ExecutorService writer) {
            this.rows = rows;
            this.writer = writer;
        }

        void row(Supplier<@Nullable Object[]> row) throws SQLException {
            next.add(row);
            if (next.size() < TOGETHER) {
                return;
            }
            submit();
            while (!ahead.isEmpty()
                    && (ahead.size() > AHEAD_MAX || ahead.element().isDone())) {
                take();
            }
        }

        /** A thread that is woken for each text costs as much as a third of the text. */
        private void submit() {
            List<Supplier<@Nullable Object[]>> some = next;
            next = new ArrayList<>();
            ahead.add(writer.submit(() -> {
                List<@Nullable Object[]> done = new ArrayList<>(some.size());
                for (Supplier<@Nullable Object[]> one : some) {
                    done.add(one.get());
                }
                return done;
            }));
        }

        private void take() throws SQLException {
            for (@Nullable Object[] row : done(ahead.remove())) {
                rows.row(row);
            }
        }

        /** Waits for all texts, and has them in the table. */
        void end() throws SQLException {
            if (!next.isEmpty()) {
                submit();
            }
            while (!ahead.isEmpty()) {
                take();
            }
        }

        private static List<@Nullable Object[]> done(Future<List<@Nullable Object[]>> some) {
            try {
                return some.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GraphException("write the texts of findings: interrupted", e);
            } catch (ExecutionException e) {
                throw new GraphException("write the texts of findings: " + e.getMessage(), e);
            }
        }
    }

    private static Key key(FindingSpan span) {
        Key key = Key.of(span.match());
        for (Contained contained : span.packages()) {
            key = key.and(contained.what(), contained.where());
        }
        return key;
    }

    private @Nullable Object[] row(Finding finding, Said said) {
        DetailText text = DetailText.of(finding, said, form);
        ObjectNode classic = form == AssessmentKey.CLASSIC
                ? text.properties()
                : DetailText.of(finding, said, AssessmentKey.CLASSIC).properties();
        var vulnerability = finding.match().vulnerability();
        InstalledPackage first = finding.packages().getFirst();
        @Nullable Object[] row = common(text, classic);
        row[2] = vulnerability.id();
        row[23] = vulnerability.severity().label();
        row[24] = vulnerability.knownExploited();
        row[25] = vulnerability.epssProbability() < 0 ? null : vulnerability.epssProbability();
        row[26] = finding.match().fixState().name();
        row[27] = finding.match().fixState().azure();
        row[28] = finding.match().fixedVersion();
        row[29] = first.name();
        row[30] = first.version();
        row[31] = first.purl().type();
        row[32] = first.purl().toString();
        row[33] = finding.packages().stream()
                .mapToInt(InstalledPackage::introducedBy)
                .max()
                .orElseThrow();
        row[14] = finding.match().fixState() == FixState.FIXED;
        return row;
    }

    private @Nullable Object[] row(PlaceVersions.Shown shown, Said said) {
        DetailText text = text(shown, said, form);
        ObjectNode classic = form == AssessmentKey.CLASSIC
                ? text.properties()
                : text(shown, said, AssessmentKey.CLASSIC).properties();
        @Nullable Object[] row = common(text, classic);
        row[2] = "";
        row[14] = false;
        row[23] = "";
        return row;
    }

    private static DetailText text(PlaceVersions.Shown shown, Said said, AssessmentKey form) {
        return DetailText.of(shown.health(), shown.cause(), shown.description(), said, form);
    }

    /** What the columns of {@code detail} take from the answer of REST, in the order of the table. */
    private static @Nullable Object[] common(DetailText text, ObjectNode classic) {
        ObjectNode properties = text.properties();
        JsonNode data = classic.path("additionalData");
        JsonNode status = properties.path("status");
        @Nullable Object[] row = new @Nullable Object[41];
        row[3] = string(properties, "id");
        row[4] = string(properties, "displayName");
        row[5] = string(status, "code");
        row[6] = string(status, "severity");
        row[7] = string(status, "cause");
        row[8] = string(status, "description");
        row[9] = string(properties, "remediation");
        row[10] = string(properties, "impact");
        row[11] = string(properties, "category");
        row[12] = string(properties, "description");
        row[13] = string(data, "type");
        row[15] = score(data, "2.0");
        row[16] = score(data, "3.0");
        row[17] = score(data, "4.0");
        row[18] = text(data, "cvss");
        row[19] = text(data, "cve");
        row[20] = millis(string(data, "publishedTime"));
        row[21] = text(data, "vendorReferences");
        row[22] = string(data, "threat");
        row[34] = text.head();
        row[35] = text.data();
        row[36] = text.soft();
        row[37] = text.ours();
        return row;
    }

    private static @Nullable String string(JsonNode at, String name) {
        JsonNode value = at.path(name);
        return value.isString() ? value.stringValue() : null;
    }

    private static @Nullable String text(JsonNode at, String name) {
        JsonNode value = at.path(name);
        return value.isMissingNode() ? null : value.toString();
    }

    private static @Nullable Double score(JsonNode data, String version) {
        JsonNode base = data.path("cvss").path(version).path("base");
        return base.isNumber() ? base.doubleValue() : null;
    }

    static @Nullable Long millis(@Nullable String time) {
        try {
            return time == null || time.isEmpty() ? null : Instant.parse(time).toEpochMilli();
        } catch (DateTimeException e) {
            return null; // foreign text that is no time
        }
    }
}
