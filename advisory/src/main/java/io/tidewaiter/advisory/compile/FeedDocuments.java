package io.tidewaiter.advisory.compile;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.tidewaiter.advisory.DbFacts;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.vuln.json.DocumentFault;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Hands the documents of a folder to the feeds that read them, and counts what became of each. */
final class FeedDocuments {
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

    void read(FeedFolder folder) {
        for (FeedFolder.Input input : folder.inputs()) {
            Feed feed = input.feed();
            if (input.kind() == FeedFolder.Kind.FEED && feed != null) {
                document(input, feed);
            }
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

    private void document(FeedFolder.Input input, Feed feed) {
        MessageDigest own = FeedReader.sha256();
        try (InputStream file =
                new DigestInputStream(new BufferedInputStream(Files.newInputStream(input.path()), 1 << 16), own)) {
            read(input, feed, file);
            file.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            tally.fault(input.name(), String.valueOf(e.getMessage()));
        }
        MessageDigest all = digests.computeIfAbsent(feed.folder(), _ -> FeedReader.sha256());
        all.update((input.name() + "\0").getBytes(StandardCharsets.UTF_8));
        all.update(own.digest());
        counts.merge(feed.folder(), 1, Integer::sum);
    }

    private void read(FeedFolder.Input input, Feed feed, InputStream file) {
        tally.count("documents");
        DocumentSink sink = new DocumentSink(input.name(), store, tally, limits.reasonsMax());
        String folder = feed.folder() + "/";
        String path = FeedFolder.unpackedName(input.name().substring(folder.length()));
        // Not closed: closing would close the file, whose rest is still to be summed.
        try {
            InputStream plain = new Bounded(unpacked(input.name(), file), feed.documentBytesMax());
            feed.read(path, plain, sink);
            sink.commit();
        } catch (DocumentFault | IOException e) {
            tally.refuse(input.name(), String.valueOf(e.getMessage()));
        }
    }

    private static InputStream unpacked(String name, InputStream file) throws IOException {
        if (name.endsWith(".gz")) {
            return new GZIPInputStream(file, 1 << 16);
        }
        return name.endsWith(".zst") ? new ZstdInputStreamNoFinalizer(file) : file;
    }

    /** Ends in an exception after so many bytes, however small the packed form was. */
    private static final class Bounded extends FilterInputStream {
        private final long bytesMax;
        private long left;

        Bounded(InputStream in, long bytesMax) {
            super(in);
            this.bytesMax = bytesMax;
            this.left = bytesMax;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = super.read(bytes, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        @Override
        public void close() {
            // The file is the caller's.
        }

        private void count(int n) throws IOException {
            left -= n;
            if (left < 0) {
                throw new IOException("the document has more than " + bytesMax + " bytes");
            }
        }
    }
}
