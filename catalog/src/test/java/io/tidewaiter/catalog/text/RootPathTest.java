package io.tidewaiter.catalog.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Where a package manager's folder is in a path. */
class RootPathTest {
    private static final String FOLDER = "lib/dpkg/";

    @Test
    void aBoundedSearchIsTheWholeOneWhereFewNamesFollow() {
        Random random = new Random(3);
        List<String> names = List.of("lib", "dpkg", "xlib", "lib", "dpkg", "status", "");
        int found = 0;
        for (int round = 0; round < 50_000; round++) {
            StringBuilder path = new StringBuilder();
            for (int name = random.nextInt(9); name >= 0; name--) {
                path.append(names.get(random.nextInt(names.size()))).append(name == 0 ? "" : "/");
            }
            for (int follow = 1; follow < 4; follow++) {
                String whole = RootPath.within(path.toString(), FOLDER);
                boolean few = whole.chars().filter(c -> c == '/').count() < follow;
                assertEquals(few ? whole : "", RootPath.within(path.toString(), FOLDER, follow), path.toString());
                found += few && !whole.isEmpty() ? 1 : 0;
            }
        }
        assertTrue(found > 1000, "some paths must have the folder: " + found);
    }
}
