package io.tidewaiter.catalog.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Which catalogers want a file for its path: those that {@link Cataloger#wants} it, in their order. Only those are asked
 * one of whose {@link Cataloger#endings} has the last two characters of the path; to ask all of them took a fifth of the
 * time of a layer of many small files.
 */
public final class Wanting {
    private static final int BUCKETS = 512;
    private static final int KEY_CHARS = 2;

    private final List<Cataloger> all;

    /** Who is asked, a bit for each by its place among all. */
    private final long[] asked = new long[BUCKETS];

    private long everybody;
    private final List<ProgramCataloger> programs;

    /**
     * @throws IllegalArgumentException where an ending is neither empty nor two characters long, or there are more than 64
     *     catalogers
     */
    public Wanting(List<Cataloger> all) {
        this.all = List.copyOf(all);
        this.programs = all.stream()
                .filter(ProgramCataloger.class::isInstance)
                .map(ProgramCataloger.class::cast)
                .toList();
        if (all.size() > Long.SIZE) {
            throw new IllegalArgumentException(all.size() + " catalogers");
        }
        long always = 0;
        for (int place = 0; place < all.size(); place++) {
            Cataloger cataloger = all.get(place);
            everybody |= 1L << place;
            for (String ending : cataloger.endings()) {
                if (ending.isEmpty()) {
                    always |= 1L << place;
                } else if (ending.length() < KEY_CHARS) {
                    throw new IllegalArgumentException(cataloger.name() + " wants paths that end in " + ending);
                } else {
                    asked[bucket(ending)] |= 1L << place;
                }
            }
        }
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            asked[bucket] |= always;
        }
    }

    /** All catalogers, in their order. */
    public List<Cataloger> all() {
        return all;
    }

    /** Who wants the file; empty for most. */
    public List<Cataloger> of(FileEntry file) {
        List<Cataloger> wanting = List.of();
        for (long left = asked(file.path()); left != 0; left &= left - 1) {
            Cataloger cataloger = all.get(Long.numberOfTrailingZeros(left));
            if (cataloger.wants(file)) {
                wanting = wanting.isEmpty() ? new ArrayList<>(2) : wanting;
                wanting.add(cataloger);
            }
        }
        assert wanting.equals(all.stream().filter(one -> one.wants(file)).toList())
                : "the endings of a cataloger leave out " + file;
        return wanting;
    }

    /** Whether somebody wants a program for this name. */
    public boolean isProgramName(String path) {
        return programs.stream().anyMatch(one -> one.wantsProgram(path));
    }

    private long asked(String path) {
        return path.length() < KEY_CHARS ? everybody : asked[bucket(path)];
    }

    /** Of the last two characters, letters in either case alike. */
    private static int bucket(String text) {
        int last = text.charAt(text.length() - 1) | 0x20;
        int before = text.charAt(text.length() - 2) | 0x20;
        return (before * 31 + last) & (BUCKETS - 1);
    }
}
