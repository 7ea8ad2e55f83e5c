package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.DbFacts;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.own.DocumentKind;
import io.tidewaiter.advisory.own.DocumentList;
import io.tidewaiter.advisory.unpack.DocumentArchive;
import io.tidewaiter.advisory.unpack.ExpansionBudget;
import io.tidewaiter.advisory.unpack.Packing;
import io.tidewaiter.vuln.json.DocumentFault;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hands the documents of a folder to the feeds that read them, and counts what became of each. */
final class FeedDocuments implements FeedReader.Sink {
    private final CompileLimits limits;
    private final Tally tally;
    private final RecordStore store;
    private final Map<String, MessageDigest> digests = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();

    FeedDocuments(CompileLimits limits, Tally tally, RecordStore store) {
        this.limits = limits;
        this.tally = tally;
        this.store = store;
    }

    /** Reads what lies in the folders of feeds. */
    void read(FeedFolder folder) {
        for (FeedFolder.Input input : folder.inputs()) {
            Feed feed = input.feed();
            if (input.kind() == FeedFolder.Kind.FEED && feed != null) {
                try {
                    file(input, feed);
                } catch (IOException e) {
                    tally.fault(input.name(), String.valueOf(e.getMessage()));
                }
            }
        }
    }

    /** A document that lies in no feed's folder: what it is stands in it; what is nothing else is read as OSV. */
    @Override
    public void document(String name, byte[] bytes) {
        List<byte[]> many = DocumentList.of(bytes);
        for (int i = 0; i < many.size(); i++) {
            one(name + "[" + i + "]", many.get(i));
        }
        if (many.isEmpty()) {
            one(name, bytes);
        }
    }

    private void one(String name, byte[] bytes) {
        DocumentKind kind = DocumentKind.of(bytes);
        Feed feed = AllFeeds.ofKind(kind);
        if (kind == DocumentKind.INDEX) {
            tally.count("documents");
            tally.count("indexes");
        } else if (feed == null) {
            store.document(name, bytes);
        } else {
            read(name, name, feed, new ByteArrayInputStream(bytes));
        }
    }

    /** One line a feed: how many documents, and a digest of all their names and digests. */
    List<DbFacts.Input> inputs() {
        List<DbFacts.Input> inputs = new ArrayList<>();
        digests.forEach((folder, digest) -> {
            int count = counts.getOrDefault(folder, 0);
            inputs.add(new DbFacts.Input(
                    folder + " (" + count + (count == 1 ? " document)" : " documents)"),
                    "sha256:" + HexFormat.of().formatHex(digest.digest())));
        });
        return inputs;
    }

    private void file(FeedFolder.Input input, Feed feed) throws IOException {
        MessageDigest all = digests.computeIfAbsent(feed.folder(), _ -> FeedReader.sha256());
        all.update((input.name() + "\0").getBytes(StandardCharsets.UTF_8));
        all.update(FeedReader.digest(input.path()));
        String path = input.name().substring(feed.folder().length() + 1);
        if (Packing.isArchive(path)) {
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            Documents documents = new Documents(input.name(), folder, feed);
            DocumentArchive.read(input.path(), input.name(), limits.archive(), documents);
            if (!documents.isAny) {
                tally.note(input.name(), "no document that is read in " + feed.folder() + " is in it");
            }
            return;
        }
        counts.merge(feed.folder(), 1, Integer::sum);
        try (InputStream file = new BufferedInputStream(Files.newInputStream(input.path()), 1 << 16)) {
            read(input.name(), path, feed, file);
        }
    }

    /** The documents in an archive: their paths are those that they would have if it were unpacked where it lies. */
    private final class Documents implements DocumentArchive.Sink {
        private final String archive;
        private final String folder;
        private final Feed feed;
        private boolean isAny;

        Documents(String archive, String folder, Feed feed) {
            this.archive = archive;
            this.folder = folder;
            this.feed = feed;
        }

        @Override
        public long wants(String path) {
            return feed.reads(Packing.plainName(folder + path)) ? feed.documentBytesMax() : 0;
        }

        @Override
        public void document(String path, InputStream document) {
            isAny = true;
            counts.merge(feed.folder(), 1, Integer::sum);
            read(archive + "!/" + path, folder + path, feed, document);
        }

        @Override
        public void unreadable(String path, String reason) {
            isAny = true;
            tally.count("documents");
            tally.refuse(archive + "!/" + path, reason);
        }
    }

    private void read(String name, String path, Feed feed, InputStream packed) {
        tally.count("documents");
        DocumentSink sink = new DocumentSink(name, store, tally, limits.reasonsMax());
        ExpansionBudget budget = new ExpansionBudget("the document", feed.documentBytesMax());
        try (InputStream plain = Packing.plain(name, packed)) {
            feed.read(Packing.plainName(path), budget.counted(plain), sink);
            sink.commit();
        } catch (DocumentFault | IOException e) {
            tally.refuse(name, String.valueOf(e.getMessage()));
        }
    }
}
