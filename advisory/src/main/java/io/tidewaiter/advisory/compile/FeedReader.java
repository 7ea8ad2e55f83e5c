package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.DbFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Hands every document of a feed folder on, within limits, and keeps the digest of every file that it read. */
final class FeedReader {
    private static final long RATIO_FREE_BYTES = 64L << 20;
    private static final String LOOSE = "loose documents";

    private final CompileLimits limits;
    private final Tally tally;
    private final List<DbFacts.Input> inputs = new ArrayList<>();
    private final MessageDigest loose = sha256();
    private boolean hasLoose;

    FeedReader(CompileLimits limits, Tally tally) {
        this.limits = limits;
        this.tally = tally;
    }

    /** Takes the documents of one folder. */
    interface Sink {
        /** One document, at most one byte longer than the limit; the name is for messages. */
        void document(String name, byte[] bytes);
    }

    /** A zip that expands further than it may; the documents before that are kept, the feed is named as a fault. */
    private static final class Overflow extends IOException {
        private static final long serialVersionUID = 1;

        Overflow(String message) {
            super(message);
        }
    }

    void read(FeedFolder folder, Sink sink) {
        for (FeedFolder.Input input : folder.inputs()) {
            try {
                switch (input.kind()) {
                    case ZIP -> {
                        digested(input);
                        zip(input, sink);
                    }
                    case DOCUMENT -> document(input, sink);
                    case KEV, EPSS -> digested(input);
                    case FEED -> {}
                }
            } catch (IOException | IllegalArgumentException e) {
                // ZipFile answers some broken names with IllegalArgumentException.
                tally.fault(input.name(), String.valueOf(e.getMessage()));
            }
        }
        if (hasLoose) {
            inputs.add(new DbFacts.Input(LOOSE, "sha256:" + HexFormat.of().formatHex(loose.digest())));
        }
    }

    List<DbFacts.Input> inputs() {
        return inputs;
    }

    private void document(FeedFolder.Input input, Sink sink) throws IOException {
        try (InputStream in = Files.newInputStream(input.path())) {
            byte[] bytes = in.readNBytes(limits.document().documentBytesMax() + 1);
            hasLoose = true;
            loose.update((input.name() + "\0").getBytes(StandardCharsets.UTF_8));
            loose.update(sha256().digest(bytes));
            sink.document(input.name(), bytes);
        }
    }

    private void zip(FeedFolder.Input input, Sink sink) throws IOException {
        long budget = budget(input.path());
        try (ZipFile zip = new ZipFile(input.path().toFile())) {
            if (zip.size() > limits.entriesMax()) {
                throw new Overflow("the zip has " + zip.size() + " entries, more than " + limits.entriesMax());
            }
            for (ZipEntry entry : entries(zip)) {
                budget -= entry(input, zip, entry, sink);
                if (budget < 0) {
                    throw new Overflow("the zip expands further than " + budget(input.path()) + " bytes");
                }
            }
        }
    }

    private long budget(Path path) throws IOException {
        long byRatio = Math.max(RATIO_FREE_BYTES, Files.size(path) * limits.ratioMax());
        return Math.min(limits.expandedBytesMax(), byRatio);
    }

    private static List<ZipEntry> entries(ZipFile zip) {
        List<ZipEntry> entries = new ArrayList<>(zip.size());
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            // The zip of vuln.go.dev has an index beside its records.
            boolean isIndex = entry.getName().startsWith("index/");
            if (!entry.isDirectory() && !isIndex && entry.getName().endsWith(".json")) {
                entries.add(entry);
            }
        }
        entries.sort(Comparator.comparing(ZipEntry::getName));
        return entries;
    }

    private long entry(FeedFolder.Input input, ZipFile zip, ZipEntry entry, Sink sink) {
        String name = input.name() + "!/" + entry.getName();
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(limits.document().documentBytesMax() + 1);
            sink.document(name, bytes);
            return bytes.length;
        } catch (IOException e) {
            tally.count("documents");
            tally.refuse(name, "the zip entry cannot be read: " + e.getMessage());
            return 0;
        }
    }

    private void digested(FeedFolder.Input input) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(input.path())) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        inputs.add(new DbFacts.Input(input.name(), "sha256:" + HexFormat.of().formatHex(digest.digest())));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
