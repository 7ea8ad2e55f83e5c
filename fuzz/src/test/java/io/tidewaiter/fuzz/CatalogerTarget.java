package io.tidewaiter.fuzz;

import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.rpm.RpmCataloger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One cataloger over the files that it declares: it never throws, tells no more than the bytes can hold, and says the
 * same twice. The first byte of an input chooses the file's path.
 */
record CatalogerTarget(String name, Cataloger cataloger, List<String> paths) {
    /** The head of an ELF program. */
    private static final byte[] PROGRAM =
            Arrays.copyOf(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0}, 64);

    private static final int FACTS_BEYOND_BYTES = 1000;

    /** Every cataloger, and each of the rpm databases for itself. */
    static List<CatalogerTarget> all() {
        List<CatalogerTarget> all = new ArrayList<>();
        Cataloger rpm = new RpmCataloger();
        all.add(new CatalogerTarget("berkeleydb", rpm, List.of("var/lib/rpm/Packages")));
        all.add(new CatalogerTarget("ndb", rpm, List.of("usr/lib/sysimage/rpm/Packages.db")));
        all.add(new CatalogerTarget("sqlite", rpm, List.of("var/lib/rpm/rpmdb.sqlite")));
        for (Cataloger cataloger : Catalogers.ALL) {
            all.add(new CatalogerTarget("catalog-" + cataloger.name(), cataloger, declared(cataloger)));
        }
        return all;
    }

    /** An example of every declared pattern that the cataloger really wants, as a program too; one path for the others. */
    private static List<String> declared(Cataloger cataloger) {
        Set<String> paths = new LinkedHashSet<>();
        for (Declaration.Declared file : cataloger.declaration().files()) {
            for (String pattern : file.path().split(", ", -1)) {
                String example = example(pattern);
                FileEntry entry = new FileEntry(example, 1000, 0755);
                if (cataloger.wants(entry) || cataloger.wantsHead(entry, PROGRAM, PROGRAM.length)) {
                    paths.add(example);
                }
            }
        }
        RecordSeed.of(cataloger).forEach(one -> paths.add(one.path()));
        return paths.isEmpty() ? List.of("usr/bin/program") : List.copyOf(paths);
    }

    /** {@code **} is two folders, {@code *} a name, of {@code {a,b}} the first. */
    private static String example(String pattern) {
        String plain = pattern;
        for (int open = plain.indexOf('{'); open >= 0; open = plain.indexOf('{')) {
            int close = plain.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String first = plain.substring(open + 1, close).split(",", -1)[0];
            plain = plain.substring(0, open) + first + plain.substring(close + 1);
        }
        return plain.replace("**", "srv/app").replace("*", "a-1.0");
    }

    void check(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] content = new byte[input.length - 1];
        System.arraycopy(input, 1, content, 0, content.length);
        FileEntry file = new FileEntry(paths.get((input[0] & 0xff) % paths.size()), content.length, 0755);
        cataloger.wantsHead(file, content, Math.min(64, content.length));
        List<Fact> first = new ArrayList<>();
        cataloger.read(file, content.clone(), ArchiveTargets.LIMITS, first::add);
        if (first.size() > FACTS_BEYOND_BYTES + content.length) {
            throw new IllegalStateException(first.size() + " facts of " + content.length + " bytes");
        }
        List<Fact> second = new ArrayList<>();
        cataloger.read(file, content, ArchiveTargets.LIMITS, second::add);
        if (!first.equals(second)) {
            throw new IllegalStateException("two readings of one file differ");
        }
    }
}
