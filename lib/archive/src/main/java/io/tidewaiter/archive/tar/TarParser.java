package io.tidewaiter.archive.tar;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.archive.ByteSink;
import io.tidewaiter.archive.Limits;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive that is pushed into it, as the container runtimes read it.
 *
 * <p>Problem: a layer is a tar of up to tens of gigabytes or of millions of entries, and we want a few hundred files of
 * it while the same bytes run through two digests. Choice: a push parser over the decoder's own buffer. Headers are
 * read in place; content is handed on as slices of the buffer; content that nobody wants is one subtraction per chunk.
 * Cost: some 200 bytes of short-lived garbage and 0.4 microseconds an entry, nothing per byte; the memory is one block,
 * one extension header (at most paxBytesMax) and one sparse map. Rejected: pull parsers, which need a thread or a copy
 * between the digest and the tar, and commons-compress, which is the tests' oracle: 80 to 280 ms more per 532 MB, and
 * limits it does not have.
 *
 * <p>Where dialects disagree, Go's {@code archive/tar} decides, because Docker, containerd and Podman unpack with it
 * and what they unpack is what runs: the archive ends at the first zero block, PAX global headers are ignored, links,
 * devices and directories have no content whatever their size says, a GNU long name beats a PAX path. Each ignored
 * thing that could hide something is in {@link TarEnd}.
 */
public final class TarParser implements ByteSink {
    private static final int BLOCK = TarHeader.BLOCK;

    private enum State {
        HEADER,
        EXTENSION,
        SPARSE_BLOCKS,
        SPARSE_TEXT,
        CONTENT,
        PADDING,
        AFTER_ZERO_BLOCK,
        ENDED
    }

    private final TarHandler handler;
    private final TarBudget budget;
    private final byte[] block = new byte[BLOCK];
    private int blockFill;
    private State state = State.HEADER;
    /** Bytes of the archive that came in calls before the current one; {@link #offset} adds those of the current one. */
    private long offset;

    /** Bytes of content, extension or padding still to come in the state. */
    private long left;

    private int padding;

    private Pending pending;
    private @Nullable TarEntry entry;
    private @Nullable ByteSink sink;
    private @Nullable SparseContent sparseContent;

    private TarEnd.Marker marker = TarEnd.Marker.NONE;
    private long trailingOffset = -1;
    private boolean globalRecordsIgnored;

    public TarParser(Limits limits, TarHandler handler) {
        this.handler = handler;
        this.budget = new TarBudget(limits);
        this.pending = new Pending(limits);
    }

    @Override
    public void write(byte[] buffer, int from, int length) {
        budget.tick(offset);
        int at = from;
        int end = from + length;
        while (at < end) {
            int used = switch (state) {
                case HEADER, AFTER_ZERO_BLOCK, SPARSE_BLOCKS, SPARSE_TEXT -> block(buffer, at, end);
                case EXTENSION -> extension(buffer, at, end);
                case CONTENT -> content(buffer, at, end);
                case PADDING -> padding(end - at);
                case ENDED -> trailing(buffer, at, end);
            };
            at += used;
            offset += used;
        }
    }

    /**
     * No more bytes will come.
     *
     * @throws ArchiveException where they end in the middle of an entry
     */
    public TarEnd finish() {
        boolean within = switch (state) {
            case HEADER, AFTER_ZERO_BLOCK -> blockFill > 0 && !partialZeros();
            case PADDING, ENDED -> false;
            case EXTENSION, SPARSE_BLOCKS, SPARSE_TEXT, CONTENT -> true;
        };
        if (within || pending.begun()) {
            String what = entry == null ? "a header" : "entry " + ArchiveException.quote(entry.rawPath());
            throw ArchiveException.truncated("tar", offset, what);
        }
        return new TarEnd(budget.entries(), offset, marker, trailingOffset, globalRecordsIgnored);
    }

    /** An end marker that is cut itself is an end marker all the same. */
    private boolean partialZeros() {
        for (int i = 0; i < blockFill; i++) {
            if (block[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** Takes a whole block in place, or gathers one that is split between two calls. */
    private int block(byte[] buffer, int at, int end) {
        if (blockFill == 0 && end - at >= BLOCK) {
            wholeBlock(buffer, at);
            return BLOCK;
        }
        int count = Math.min(BLOCK - blockFill, end - at);
        System.arraycopy(buffer, at, block, blockFill, count);
        blockFill += count;
        if (blockFill == BLOCK) {
            blockFill = 0;
            offset -= BLOCK - count;
            wholeBlock(block, 0);
            offset += BLOCK - count;
        }
        return count;
    }

    /** {@link #offset} stands at the block's start here. */
    private void wholeBlock(byte[] bytes, int at) {
        switch (state) {
            case SPARSE_BLOCKS -> sparseBlock(new TarHeader(bytes, at, offset));
            case SPARSE_TEXT -> sparseText(bytes, at);
            case AFTER_ZERO_BLOCK -> secondZeroBlock(bytes, at);
            default -> header(bytes, at);
        }
    }

    private void header(byte[] bytes, int at) {
        if (TarHeader.isZero(bytes, at)) {
            if (pending.begun()) {
                throw corrupt("an extension header with no entry behind it");
            }
            marker = TarEnd.Marker.ONE_ZERO_BLOCK;
            state = State.AFTER_ZERO_BLOCK;
            return;
        }
        TarHeader header = new TarHeader(bytes, at, offset);
        header.verifyChecksum();
        byte flag = header.typeFlag();
        switch (flag) {
            case 'x', 'g', 'K', 'L' -> beginExtension(flag, header.size());
            default -> beginEntry(header, flag);
        }
    }

    private void secondZeroBlock(byte[] bytes, int at) {
        state = State.ENDED;
        if (TarHeader.isZero(bytes, at)) {
            marker = TarEnd.Marker.TWO_ZERO_BLOCKS;
        } else {
            trailingOffset = offset;
        }
    }

    private int trailing(byte[] buffer, int at, int end) {
        for (int i = at; trailingOffset < 0 && i < end; i++) {
            if (buffer[i] != 0) {
                trailingOffset = offset + (i - at);
            }
        }
        return end - at;
    }

    private void beginExtension(byte flag, long size) {
        pending.begin(flag, size, offset);
        left = size;
        padding = paddingOf(size);
        state = State.EXTENSION;
        if (size == 0) {
            endExtension();
        }
    }

    private int extension(byte[] buffer, int at, int end) {
        int count = (int) Math.min(left, end - at);
        pending.append(buffer, at, count);
        left -= count;
        if (left == 0) {
            endExtension();
        }
        return count;
    }

    private void endExtension() {
        globalRecordsIgnored |= pending.end();
        afterContent();
    }

    private void beginEntry(TarHeader header, byte flag) {
        budget.entry(offset);
        TarEntry read = pending.entry(header, flag, offset);
        long stored = pending.storedSize();
        entry = read;
        padding = paddingOf(stored);
        left = stored;
        if (flag == 'S') {
            pending.oldSparse(header, offset);
            if (pending.moreSparseBlocks()) {
                state = State.SPARSE_BLOCKS;
                return;
            }
        } else if (pending.sparseTextFollows()) {
            state = State.SPARSE_TEXT;
            return;
        }
        beginContent(read);
    }

    private void sparseBlock(TarHeader extensionBlock) {
        pending.sparseBlock(extensionBlock, offset);
        if (!pending.moreSparseBlocks()) {
            beginContent(current());
        }
    }

    /** GNU format 1.0 keeps the map in front of the content, in whole blocks that count as content. */
    private void sparseText(byte[] bytes, int at) {
        if (left < BLOCK) {
            throw corrupt("a sparse map that does not end");
        }
        left -= BLOCK;
        if (pending.sparseText(bytes, at, offset)) {
            beginContent(current());
        }
    }

    private void beginContent(TarEntry read) {
        Optional<SparseMap> map = pending.sparseMap();
        if (map.isPresent()) {
            map.get().verify(left, read.size());
        }
        pending = pending.next();
        ByteSink taker = handler.entry(read);
        sink = taker;
        if (map.isPresent() && taker != null) {
            sparseContent = new SparseContent(map.get(), read.size(), taker, budget);
            sink = sparseContent;
        }
        state = State.CONTENT;
        if (left == 0) {
            endContent();
        }
    }

    private int content(byte[] buffer, int at, int end) {
        int count = (int) Math.min(left, end - at);
        if (sink != null) {
            sink.write(buffer, at, count);
        }
        left -= count;
        if (left == 0) {
            endContent();
        }
        return count;
    }

    private void endContent() {
        if (sparseContent != null) {
            sparseContent.finish();
            sparseContent = null;
        }
        sink = null;
        TarEntry ended = current();
        entry = null;
        afterContent();
        handler.entryEnd(ended);
    }

    private void afterContent() {
        left = padding;
        state = padding == 0 ? State.HEADER : State.PADDING;
    }

    private int padding(int available) {
        int count = (int) Math.min(left, available);
        left -= count;
        if (left == 0) {
            state = State.HEADER;
        }
        return count;
    }

    private TarEntry current() {
        if (entry == null) {
            throw new IllegalStateException("no entry has begun");
        }
        return entry;
    }

    private static int paddingOf(long size) {
        return (int) (-size & (BLOCK - 1));
    }

    private ArchiveException corrupt(String saw) {
        return ArchiveException.corrupt("tar", offset, saw);
    }
}
