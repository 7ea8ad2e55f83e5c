package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.DbFacts;
import io.tidewaiter.advisory.unpack.DocumentArchive;
import io.tidewaiter.advisory.unpack.Packing;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Hands on every document that lies in no feed's folder, within limits, and keeps the digest of every file it read. */
final class FeedReader {
    private static final String LOOSE = "loose documents";

    private static final Pattern INDEX_OF_GO = Pattern.compile("(?:.*/)?index/(?:db|modules|vulns)\\.json");

    /** CSAF documents of the large vendors have up to sixty million bytes; OSV has a limit of its own. */
    private static final int DOCUMENT_BYTES_MAX = 64 << 20;

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

    void read(FeedFolder folder, Sink sink) {
        for (FeedFolder.Input input : folder.inputs()) {
            try {
                switch (input.kind()) {
                    case ARCHIVE -> {
                        digested(input);
                        Documents documents = new Documents(input.name(), sink);
                        DocumentArchive.read(input.path(), input.name(), limits.archive(), documents);
                        if (!documents.isAny) {
                            tally.note(input.name(), "no .json document is in it");
                        }
                    }
                    case DOCUMENT -> document(input, sink);
                    case KEV, EPSS -> digested(input);
                    case FEED -> {}
                }
            } catch (IOException e) {
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

    /** The Go vulnerability database has lists beside its records (go.dev/security/vuln/database, "API"). */
    private static boolean isIndexOfGo(String path) {
        return INDEX_OF_GO.matcher(Packing.plainName(path)).matches();
    }

    private void document(FeedFolder.Input input, Sink sink) throws IOException {
        if (isIndexOfGo(input.name())) {
            tally.count("documents");
            tally.count("indexes");
            return;
        }
        try (InputStream file = new BufferedInputStream(Files.newInputStream(input.path()), 1 << 16);
                InputStream in = Packing.plain(input.name(), file)) {
            byte[] bytes = in.readNBytes(DOCUMENT_BYTES_MAX + 1);
            hasLoose = true;
            loose.update((input.name() + "\0").getBytes(StandardCharsets.UTF_8));
            loose.update(sha256().digest(bytes));
            sink.document(input.name(), bytes);
        }
    }

    /** The documents in an archive, which may be packed once more. */
    private final class Documents implements DocumentArchive.Sink {
        private final String archive;
        private final Sink sink;
        private boolean isAny;

        Documents(String archive, Sink sink) {
            this.archive = archive;
            this.sink = sink;
        }

        @Override
        public long wants(String path) {
            boolean isIndex = path.startsWith("index/") || isIndexOfGo(path);
            return !isIndex && Packing.plainName(path).endsWith(".json") ? DOCUMENT_BYTES_MAX : 0;
        }

        @Override
        public void document(String path, InputStream document) throws IOException {
            isAny = true;
            try (InputStream plain = Packing.plain(path, document)) {
                sink.document(archive + "!/" + path, plain.readNBytes(DOCUMENT_BYTES_MAX + 1));
            }
        }

        @Override
        public void unreadable(String path, String reason) {
            isAny = true;
            tally.count("documents");
            tally.refuse(archive + "!/" + path, reason);
        }
    }

    private void digested(FeedFolder.Input input) throws IOException {
        inputs.add(new DbFacts.Input(input.name(), "sha256:" + HexFormat.of().formatHex(digest(input.path()))));
    }

    /** Of the file as it is. */
    static byte[] digest(Path path) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(path)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return digest.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
