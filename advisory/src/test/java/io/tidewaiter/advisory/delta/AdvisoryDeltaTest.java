package io.tidewaiter.advisory.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.advisory.compile.AdvisoryCompiler;
import io.tidewaiter.testkit.OsvRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What differs between two databases, and what only seems to. */
class AdvisoryDeltaTest {
    private static final String BASE = """
            CVE-2024-0002 | npm | qs | introduced 0 fixed 6.5.3 |
            CVE-2024-0003 | npm | left-pad | introduced 0 fixed 1.2 |
            CVE-2024-0004 | PyPI | flask | introduced 0 fixed 2.0 |
            """;

    @TempDir
    private Path folder;

    private int count;

    private AdvisoryDb database(String table) throws IOException {
        Path feeds = Files.createDirectories(folder.resolve("feeds" + ++count));
        OsvRecords.write(feeds, table);
        Path file = folder.resolve("db" + count);
        new AdvisoryCompiler().compile(feeds, file);
        return AdvisoryDb.open(file);
    }

    private AdvisoryDelta delta(String before, String after) throws IOException {
        try (AdvisoryDb one = database(before);
                AdvisoryDb other = database(after)) {
            return AdvisoryDelta.between(one, other);
        }
    }

    private static String key(String ecosystem, String name) {
        return ecosystem + "\0" + name;
    }

    @Test
    void theSameIsTheSame() throws IOException {
        assertThat(delta(BASE, BASE)).isEqualTo(new AdvisoryDelta(Set.of(), Set.of()));
    }

    @Test
    void aRecordThatShiftsTheNumbersOfAllOthersChangesItsOwnPackageAlone() throws IOException {
        String more = BASE + "CVE-2024-0001 | npm | aaa | introduced 0 fixed 1.0 |\n";
        assertThat(delta(BASE, more).packages()).containsExactly(key("npm", "aaa"));
        assertThat(delta(more, BASE).packages()).containsExactly(key("npm", "aaa"));
    }

    @Test
    void anotherRangeAndAnotherTitleChangeThePackage() throws IOException {
        assertThat(delta(BASE, BASE.replace("fixed 2.0", "fixed 2.1")).packages())
                .containsExactly(key("PyPI", "flask"));
        String titled = BASE.replace("fixed 1.2 |", "fixed 1.2 | \"summary\": \"pads\",");
        assertThat(delta(BASE, titled).packages()).containsExactly(key("npm", "left-pad"));
    }

    @Test
    void aNewRecordForAKnownPackageChangesIt() throws IOException {
        assertThat(delta(BASE, BASE + "CVE-2024-0009 | npm | qs | introduced 1.0 fixed 6.6 |\n")
                        .packages())
                .containsExactly(key("npm", "qs"));
    }
}
