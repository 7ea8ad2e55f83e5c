package io.tidewaiter.advisory.compile;

import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What one document says, held back until it was read to its end; half a document is none. */
final class DocumentSink implements FeedSink {
    private final String document;
    private final RecordStore store;
    private final Tally tally;
    private final List<RecordStore.Draft> drafts = new ArrayList<>();
    private final List<CompileReport.Reason> refused = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final int reasonsMax;
    private long refusedCount;
    private long datedLater;

    DocumentSink(String document, RecordStore store, Tally tally, int reasonsMax) {
        this.document = document;
        this.store = store;
        this.tally = tally;
        this.reasonsMax = reasonsMax;
    }

    @Override
    public void advisory(FeedAdvisory advisory) {
        drafts.add(store.draft(document, advisory));
    }

    @Override
    public void refuse(String part, String reason) {
        refusedCount++;
        if (refused.size() < reasonsMax) {
            refused.add(new CompileReport.Reason(part, reason));
        }
    }

    @Override
    public void note(String reason) {
        if (notes.size() < reasonsMax) {
            notes.add(reason);
        }
    }

    @Override
    public boolean isToCome(Instant said) {
        boolean isToCome = store.isToCome(said);
        datedLater += isToCome ? 1 : 0;
        return isToCome;
    }

    /** The document was read to its end. */
    void commit() {
        drafts.forEach(store::add);
        notes.forEach(note -> tally.note(document, note));
        refused.forEach(one -> tally.refusePart(document + " " + one.document(), one.reason()));
        tally.count("dated later", datedLater);
        tally.count("refused parts", refusedCount - refused.size());
    }
}
