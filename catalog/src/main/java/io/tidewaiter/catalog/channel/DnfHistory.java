package io.tidewaiter.catalog.channel;

import io.tidewaiter.catalog.sqlite.Row;
import io.tidewaiter.catalog.sqlite.RowReader;
import io.tidewaiter.catalog.sqlite.SqliteDatabase;
import io.tidewaiter.catalog.sqlite.SqliteDatabase.Opening;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What dnf has installed from where (libdnf's tables {@code trans}, {@code trans_item} and {@code repo}). The repositories of
 * Red Hat's network are called as their content sets, and end in {@code rpms}; the release that they were asked for is a
 * variable of their addresses.
 */
final class DnfHistory {
    private static final int WORD_BYTES_MAX = 200;
    private static final Pattern MINOR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

    private final Map<Long, String> releases = new TreeMap<>(); // of transactions
    private final Map<Long, Set<String>> used = new HashMap<>(); // the releases that a repository was asked for
    private String trouble = "";

    private DnfHistory() {}

    /** The content sets of the release that the last transaction was of; what went wrong, or empty. */
    static String read(byte[] content, Channels channels) {
        return switch (SqliteDatabase.open(content, new byte[0])) {
            case Opening.Refused(String sentence) -> "this history of dnf cannot be read: " + sentence;
            case Opening.Opened(SqliteDatabase database) -> new DnfHistory().read(database, channels);
        };
    }

    private String read(SqliteDatabase database, Channels channels) {
        if (!database.has("trans") || !database.has("trans_item") || !database.has("repo")) {
            return ""; // yum's, which had other tables
        }
        database.read("trans", reader(row -> releases.put(row.number(), row.text("releasever", WORD_BYTES_MAX))));
        database.read(
                "trans_item",
                reader(row -> used.computeIfAbsent(row.integer("repo_id"), id -> new HashSet<>())
                        .add(releases.getOrDefault(row.integer("trans_id"), ""))));
        String last = releases.values().stream().reduce("", (before, after) -> after);
        Matcher minor = MINOR.matcher(last);
        String mark = minor.matches() ? "__" + minor.group(1) + "_DOT_" + minor.group(2) : "";
        database.read("repo", reader(row -> {
            String name = row.text("repoid", WORD_BYTES_MAX);
            if (name.endsWith("-rpms")
                    && used.getOrDefault(row.number(), Set.of()).contains(last)) {
                channels.add("content-set", name + mark);
            }
        }));
        return trouble;
    }

    private RowReader reader(Consumer<Row> rows) {
        return new RowReader() {
            @Override
            public void row(Row row) {
                rows.accept(row);
            }

            @Override
            public void lost(String place, String sentence) {
                trouble = "this history of dnf cannot be read whole: " + place + ": " + sentence;
            }
        };
    }
}
