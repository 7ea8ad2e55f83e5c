package io.tidewaiter.catalog.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which catalogers want a file for its path: those that {@link Cataloger#wants} it, in their order. Only those are asked
 * one of whose {@link Cataloger#endings} has the last two characters of the path; to ask all of them took a fifth of the
 * time of a layer of many small files.
 */
public final class Wanting {
    private static final int BUCKETS = 512;
    private static final int KEY_CHARS = 2;

    private final List<Cataloger> all;
    private final Cataloger[] always;
    private final Cataloger[][] byEnd = new Cataloger[BUCKETS][];

    /** @throws IllegalArgumentException where an ending is neither empty nor two characters long */
    public Wanting(List<Cataloger> all) {
        this.all = List.copyOf(all);
        List<Cataloger> ofAny = new ArrayList<>();
        List<Set<Cataloger>> ofBucket = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            ofBucket.add(Set.of());
        }
        for (Cataloger cataloger : this.all) {
            for (String ending : cataloger.endings()) {
                if (ending.isEmpty()) {
                    ofAny.add(cataloger);
                } else if (ending.length() < KEY_CHARS) {
                    throw new IllegalArgumentException(cataloger.name() + " wants paths that end in " + ending);
                } else {
                    int bucket = bucket(ending);
                    Set<Cataloger> asked = ofBucket.get(bucket).isEmpty() ? new HashSet<>() : ofBucket.get(bucket);
                    asked.add(cataloger);
                    ofBucket.set(bucket, asked);
                }
            }
        }
        always = ofAny.toArray(Cataloger[]::new);
        for (int i = 0; i < BUCKETS; i++) {
            byEnd[i] = ofBucket.get(i).isEmpty() ? always : inOrder(ofBucket.get(i), ofAny);
        }
    }

    private Cataloger[] inOrder(Set<Cataloger> some, List<Cataloger> others) {
        return all.stream()
                .filter(cataloger -> some.contains(cataloger) || others.contains(cataloger))
                .toArray(Cataloger[]::new);
    }

    /** All catalogers, in their order. */
    public List<Cataloger> all() {
        return all;
    }

    /** Who wants the file; empty for most. */
    public List<Cataloger> of(FileEntry file) {
        List<Cataloger> wanting = List.of();
        for (Cataloger cataloger : asked(file.path())) {
            if (cataloger.wants(file)) {
                wanting = wanting.isEmpty() ? new ArrayList<>(2) : wanting;
                wanting.add(cataloger);
            }
        }
        assert wanting.equals(all.stream().filter(one -> one.wants(file)).toList())
                : "the endings of a cataloger leave out " + file;
        return wanting;
    }

    private Cataloger[] asked(String path) {
        return path.length() < KEY_CHARS ? all.toArray(Cataloger[]::new) : byEnd[bucket(path)];
    }

    /** Of the last two characters, letters in either case alike. */
    private static int bucket(String text) {
        int last = text.charAt(text.length() - 1) | 0x20;
        int before = text.charAt(text.length() - 2) | 0x20;
        return (before * 31 + last) & (BUCKETS - 1);
    }
}
