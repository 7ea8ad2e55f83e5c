package io.tidewaiter.catalog.elf;

import io.tidewaiter.catalog.elf.ElfLayout.Segment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an ELF file that is too long to be held a shorter one, of which catalogers read the same.
 *
 * <p>Problem: a program of 500 MB is some 30 MB of what anybody here reads, and machine code and tables for debuggers; its
 * bytes pass once. Choice: the table of segments, at the beginning, says where notes, writable data (build information of
 * Go), read-only data and code lie, and the header where the table of sections is going to come; names of sections and
 * symbols come just before that. So what is kept is decided before any of it has passed, in that order, up to a number of
 * bytes; of code only the last part, for old linkers put read-only data behind it into the same segment. No kind takes
 * all room: Go puts embedded files into writable data. Then the kept ranges are put one behind the other, and tables are
 * written that say so.
 *
 * <p>What somebody reads and was not kept is told by {@link #missing()}. A program that says of itself that the tables
 * lie elsewhere misleads nobody but itself: what is not found was not there, or is missing.
 */
public final class ElfExcerpt {
    private static final int HEAD_BYTES = 64 << 10;
    private static final int NAMES_BYTES = 1 << 20;
    private static final int CODE_BYTES = 16 << 20;
    private static final int SYMBOLS_BYTES = 64 << 20;
    private static final int PIECES_MAX = 1_000;

    /** For a table of so many. */
    private static final int TABLE_BYTES = PIECES_MAX * 56;

    private static final int NAME_BYTES_MAX = 64;

    /** Bytes behind the last section that only fill a page of a file system. */
    private static final int FILLED_BYTES_MAX = 4096;

    private static final String GO_DATA = ".go.buildinfo";
    private static final String NATIVE_HEAP = ".svm_heap";
    private static final Set<String> OF_NATIVE = Set.of(".rodata", ".data", ".dynsym", ".dynstr", ".symtab", ".strtab");

    private final long fileBytes;
    private final int bytesMax;
    private final byte[] head;
    private long passed;
    private byte[] content = new byte[0];
    private int fill;
    private List<Map.Entry<Long, Long>> ranges = List.of();
    private int current;
    private @Nullable Ranges kept;
    private List<Segment> segments = List.of();
    private boolean hasAllSegments;
    private @Nullable String missing;

    /**
     * @param fileBytes of the whole file
     * @param bytesMax that may be held of it
     */
    public ElfExcerpt(long fileBytes, int bytesMax) {
        this.fileBytes = fileBytes;
        this.bytesMax = bytesMax;
        this.head = new byte[(int) Math.min(HEAD_BYTES, fileBytes)];
    }

    /** Takes the next bytes of the file. */
    public void take(byte[] buffer, int offset, int length) {
        int ofHead = Math.clamp(head.length - passed, 0, length);
        if (ofHead > 0) {
            System.arraycopy(buffer, offset, head, (int) passed, ofHead);
            passed += ofHead;
            if (passed == head.length) {
                plan();
                keep(head, 0, head.length, 0);
            }
        }
        if (length > ofHead) {
            keep(buffer, offset + ofHead, length - ofHead, passed);
            passed += length - ofHead;
        }
    }

    private void plan() {
        Ranges ranges = new Ranges(fileBytes, bytesMax - TABLE_BYTES);
        kept = ranges;
        ranges.keep(0, head.length);
        if (ElfLayout.isReadable(head)) {
            ElfLayout layout = ElfLayout.of(head);
            segments = layout.segments();
            hasAllSegments = layout.tellsAllSegments();
            long table = layout.sectionsAt();
            long tableEnd = layout.sectionsEnd();
            if (table > 0 && layout.sections() > 0) {
                ranges.keep(Math.max(loadedEnd(table), table - NAMES_BYTES), tableEnd);
                names(layout, table, tableEnd, ranges);
            }
            segments.stream()
                    .filter(one -> one.type() == ElfLayout.NOTE)
                    .forEach(one -> ranges.keep(one.from(), one.to()));
            data(table, ranges);
        }
        this.ranges = List.copyOf(ranges.all().entrySet());
        content = new byte[ranges.bytes() + TABLE_BYTES];
    }

    /** The names of a table of sections that the head has. */
    private void names(ElfLayout layout, long table, long tableEnd, Ranges ranges) {
        if (tableEnd <= head.length && layout.namesSection() < layout.sections()) {
            ElfLayout.Section names = layout.section((int) table + layout.namesSection() * layout.sectionBytes());
            ranges.keep(names.from(), names.from() + Math.clamp(names.length(), 0, NAMES_BYTES));
        }
    }

    /** Where the loaded segments end that begin before a place. */
    private long loadedEnd(long place) {
        return loaded().stream()
                .filter(one -> one.from() < place)
                .mapToLong(Segment::to)
                .filter(end -> end <= place)
                .max()
                .orElse(0);
    }

    private List<Segment> loaded() {
        return segments.stream().filter(one -> one.type() == ElfLayout.LOADED).toList();
    }

    /** A share for each kind of data, then all of each: what a program embeds may be in any of them. */
    private void data(long table, Ranges ranges) {
        List<Segment> writable = loaded().stream().filter(Segment::isWritable).toList();
        List<Segment> readOnly = loaded().stream()
                .filter(one -> !one.isWritable() && !one.isExecutable())
                .toList();
        writable.forEach(one -> ranges.keep(one.from(), one.to(), bytesMax / 4));
        readOnly.forEach(one -> ranges.keep(one.from(), one.to(), bytesMax / 4));
        long symbols = Math.max(loadedEnd(table), table - SYMBOLS_BYTES);
        ranges.keep(symbols, table, bytesMax / 8);
        readOnly.forEach(one -> ranges.keep(one.from(), one.to()));
        ranges.keep(symbols, table);
        writable.forEach(one -> ranges.keep(one.from(), one.to()));
        loaded().stream()
                .filter(Segment::isExecutable)
                .forEach(one -> ranges.keep(Math.max(one.from(), one.to() - CODE_BYTES), one.to()));
    }

    private void keep(byte[] buffer, int offset, int length, long at) {
        while (current < ranges.size()) {
            Map.Entry<Long, Long> range = ranges.get(current);
            long from = Math.max(range.getKey(), at);
            long to = Math.min(range.getValue(), at + length);
            if (from < to) {
                System.arraycopy(buffer, offset + (int) (from - at), content, fill, (int) (to - from));
                fill += (int) (to - from);
            }
            if (range.getValue() > at + length) {
                return;
            }
            current++;
        }
    }

    /** The shorter file; the whole one must have passed. */
    public byte[] content() {
        if (missing == null) {
            missing = finish();
        }
        return content;
    }

    /** What somebody would read and was not kept, as a part of a sentence; empty where there is nothing such. */
    public Optional<String> missing() {
        content();
        return Optional.ofNullable(missing).filter(one -> !one.isEmpty());
    }

    /** Bytes of the file that were not kept. */
    public long leftOut() {
        return fileBytes - fill;
    }

    private String finish() {
        Ranges all = kept;
        if (all == null || !ElfLayout.isReadable(head)) {
            return "anything behind the first bytes";
        }
        ElfLayout layout = ElfLayout.of(content);
        Set<String> lost = new TreeSet<>();
        long end = segments.stream().mapToLong(Segment::to).max().orElse(0);
        long table = layout.sectionsAt();
        long tableEnd = layout.sectionsEnd();
        if (table > 0 && layout.sections() > 0 && all.has(table, tableEnd)) {
            int place = (int) all.place(table);
            end = Math.max(end, Math.max(tableEnd, sections(layout, place, all, lost)));
            layout.writeSectionsAt(place);
        } else {
            if (table > 0) {
                lost.add("the table of sections");
            }
            segments(all, List.of(), lost);
            layout.writeSectionsAt(0);
        }
        if (fileBytes - end > FILLED_BYTES_MAX) {
            lost.add((fileBytes - end) + " bytes behind the program");
        }
        List<Segment> pieces = pieces(all);
        if (!hasAllSegments || pieces.size() == PIECES_MAX) {
            lost.add("its segments");
        }
        layout.write(pieces, all.bytes());
        return String.join(", ", lost);
    }

    /** Moves the sections; returns where the last of them ends in the file. */
    private long sections(ElfLayout layout, int table, Ranges all, Set<String> lost) {
        List<String> names = names(layout, table, all);
        if (names.isEmpty()) {
            lost.add("the names of its sections");
        }
        segments(all, names, lost);
        boolean isNative = names.contains(NATIVE_HEAP);
        long end = 0;
        for (int i = 0; i < layout.sections(); i++) {
            ElfLayout.Section section = layout.section(table + i * layout.sectionBytes());
            long from = section.from();
            long length = section.length();
            if (from < 0 || length <= 0 || from + length < from) {
                continue;
            }
            end = Math.max(end, from + length);
            boolean whole = all.has(from, from + length);
            section.write(whole ? all.place(from) : 0, whole ? length : 0);
            String name = i < names.size() ? names.get(i) : "";
            if (!whole && isRead(name, isNative)) {
                lost.add(name);
            }
        }
        return end;
    }

    private static boolean isRead(String name, boolean isNative) {
        return name.equals(GO_DATA) || name.equals(".dep-v0") || (isNative && OF_NATIVE.contains(name));
    }

    /** The names of all sections; none where they were not kept. */
    private List<String> names(ElfLayout layout, int table, Ranges all) {
        if (layout.namesSection() >= layout.sections()) {
            return List.of();
        }
        ElfLayout.Section texts = layout.section(table + layout.namesSection() * layout.sectionBytes());
        if (texts.length() <= 0 || !all.has(texts.from(), texts.from() + texts.length())) {
            return List.of();
        }
        int from = (int) all.place(texts.from());
        int to = from + (int) texts.length();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < layout.sections(); i++) {
            int name = layout.section(table + i * layout.sectionBytes()).name();
            names.add(name < 0 || name >= to - from ? "" : text(from + name, to));
        }
        return names;
    }

    private String text(int from, int to) {
        int end = from;
        while (end < to && end - from < NAME_BYTES_MAX && content[end] != 0) {
            end++;
        }
        return new String(content, from, end - from, StandardCharsets.ISO_8859_1);
    }

    /** Notes are found by their segments; where no section is named for what Go writes, so is that. */
    private void segments(Ranges all, List<String> names, Set<String> lost) {
        boolean areSearched = !names.contains(GO_DATA);
        for (Segment one : segments) {
            boolean isNote = one.type() == ElfLayout.NOTE;
            boolean isRead = isNote || (areSearched && one.type() == ElfLayout.LOADED && one.isWritable());
            if (isRead && !all.has(one.from(), Math.min(one.to(), fileBytes))) {
                lost.add(isNote ? "a segment of notes" : "a writable segment");
            }
        }
    }

    /** The segments, each cut into what was kept of it, at the new places. */
    private List<Segment> pieces(Ranges all) {
        List<Segment> pieces = new ArrayList<>();
        for (Segment one : segments) {
            for (Map.Entry<Long, Long> range : ranges) {
                long from = Math.max(one.from(), range.getKey());
                long to = Math.min(one.to(), range.getValue());
                if (from < to && pieces.size() < PIECES_MAX) {
                    Segment part = one.part(from, to);
                    long place = all.place(from);
                    pieces.add(new Segment(
                            part.type(), part.flags(), part.address(), part.align(), place, place + (to - from)));
                }
            }
        }
        return pieces;
    }
}
