package io.tidewaiter.advisory.debian;

import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.advisory.feed.Texts;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.json.DocumentFault;
import java.io.IOException;
import java.io.Reader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lists of notices: a line {@code [12 Jan 2024] DSA-5600-1 source - security update}, and below it, indented,
 * the vulnerabilities in braces and one line for each release, {@code [bookworm] - source 1.2-3}.
 */
final class DebianNotices {
    private static final int LINE_CHARS_MAX = 64 << 10;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    private final FeedSink sink;
    private @Nullable Notice notice;
    private boolean isList;

    DebianNotices(FeedSink sink) {
        this.sink = sink;
    }

    /** One notice while its lines are read. */
    private static final class Notice {
        private final String id;
        private final String title;
        private final String day;
        private final List<String> cves = new ArrayList<>();
        private final List<Statement> statements = new ArrayList<>();

        private Notice(String id, String title, String day) {
            this.id = id;
            this.title = title;
            this.day = day;
        }
    }

    void read(Reader list) throws IOException {
        Texts.lines(list, LINE_CHARS_MAX, this::line);
        finish();
        if (!isList) {
            throw new DocumentFault("no notice in it");
        }
    }

    private void line(String line) {
        Notice current = notice;
        if (line.startsWith("[")) {
            finish();
            notice = begin(line);
        } else if (current != null) {
            String text = line.strip();
            if (text.startsWith("{")) {
                names(current, text);
            } else if (text.startsWith("[")) {
                release(current, text);
            }
        }
    }

    private @Nullable Notice begin(String line) {
        int bracket = line.indexOf(']');
        String[] words = bracket < 0
                ? new String[0]
                : line.substring(bracket + 1).strip().split(" ", 2);
        if (words.length < 2 || !(words[0].startsWith("DSA-") || words[0].startsWith("DLA-"))) {
            sink.refuse("a notice", "its first line is not [day] id package: " + line);
            return null;
        }
        isList = true;
        return new Notice(words[0], words[1], day(line.substring(1, bracket)));
    }

    private static String day(String text) {
        try {
            return LocalDate.parse(text.strip(), DAY) + "T00:00:00Z";
        } catch (DateTimeException e) {
            return "";
        }
    }

    private static void names(Notice notice, String braces) {
        for (String name : braces.replace("{", " ").replace("}", " ").strip().split(" +")) {
            if (name.startsWith("CVE-")) {
                notice.cves.add(name);
            }
        }
    }

    /** Lines without a version ({@code <not-affected>}, {@code <end-of-life>}) are the tracker's to tell. */
    private void release(Notice notice, String line) {
        int bracket = line.indexOf("] - ");
        String[] words = bracket < 0
                ? new String[0]
                : line.substring(bracket + 4).strip().split(" +");
        Ecosystem release = bracket < 0 ? null : DebianReleases.of(line.substring(1, bracket));
        if (release == null || words.length < 2) {
            sink.refuse(notice.id, "a line that is not [release] - package version: " + line);
        } else if (!words[1].startsWith("<")) {
            notice.statements.add(Statement.fixed(release, words[0], words[1]));
        }
    }

    /** A later revision of a notice that names no vulnerability repairs the update, not the software. */
    private void finish() {
        Notice done = notice;
        notice = null;
        if (done != null && !done.statements.isEmpty() && !done.cves.isEmpty()) {
            Heads head = Heads.ofNotice(done.id, done.cves)
                    .title(done.title)
                    .dated(done.day, done.day)
                    .reference("https://security-tracker.debian.org/tracker/" + done.id);
            sink.advisory(
                    new FeedAdvisory(head.build(), DebianTracker.NAME, FeedAdvisory.Kind.NOTICE, done.statements));
        }
    }
}
