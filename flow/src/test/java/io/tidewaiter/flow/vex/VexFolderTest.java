package io.tidewaiter.flow.vex;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.store.State;
import io.tidewaiter.store.judge.Judgement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VexFolderTest {
    private static final String OPENVEX = """
            {"@context":"https://openvex.dev/ns/v0.2.0","@id":"urn:x","author":"us","timestamp":"2026-11-01T00:00:00Z",
             "version":1,"statements":[{"vulnerability":{"name":"%s"},"products":[{"@id":"pkg:npm/qs"}],
             "status":"not_affected","justification":"vulnerable_code_not_in_execute_path"}]}""";
    private static final String CYCLONEDX = """
            {"bomFormat":"CycloneDX","specVersion":"1.6","vulnerabilities":[{"id":"CVE-2026-2","analysis":
             {"state":"not_affected","justification":"code_not_reachable"},"affects":[{"ref":"pkg:npm/qs"}]}]}""";

    @TempDir
    Path folder;

    private Path documents;
    private State state;
    private VexFolder vex;

    @BeforeEach
    void open() throws Exception {
        documents = Files.createDirectories(folder.resolve("vex"));
        state = State.open(folder.resolve("state"), Clock.systemUTC());
        vex = new VexFolder(documents, state);
    }

    @AfterEach
    void close() {
        vex.close();
        state.close();
    }

    private List<String> names() {
        return state.judgements().list(Judgement.Kind.VEX, "/", null, "", 100).stream()
                .map(Judgement::name)
                .toList();
    }

    /** A change is taken at the second look that sees it, so that no half of a file is read. */
    private int looked() {
        return vex.look() + vex.look();
    }

    private void write(String name, String text) throws Exception {
        Path unfinished = Files.writeString(folder.resolve("unfinished"), text);
        Files.move(unfinished, documents.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void whatLiesInTheFolderHoldsAsLongAsItLiesThere() throws Exception {
        write("one.json", OPENVEX.formatted("CVE-2026-1"));
        write("two words.json", CYCLONEDX);
        write("notes.txt", "no document");
        assertThat(looked()).isEqualTo(2);
        assertThat(names()).containsExactly("folder.one.json", "folder.two_words.json");
        assertThat(state.judgements().rules().size()).isEqualTo(2);
        assertThat(looked()).isZero();

        Instant before = state.now();
        while (!state.now().isAfter(before)) {
            Thread.onSpinWait(); // until the next millisecond
        }
        write("one.json", OPENVEX.formatted("CVE-2026-9"));
        assertThat(looked()).isEqualTo(1);
        assertThat(state.judgements()
                        .get("/providers/Tidewaiter.Security/vexDocuments/folder.one.json", null)
                        .orElseThrow()
                        .body())
                .contains("CVE-2026-9");
        assertThat(state.judgements()
                        .get("/providers/Tidewaiter.Security/vexDocuments/folder.one.json", before)
                        .orElseThrow()
                        .body())
                .contains("CVE-2026-1");
        Files.delete(documents.resolve("one.json"));
        assertThat(looked()).isEqualTo(1);
        assertThat(names()).containsExactly("folder.two_words.json");
    }

    @Test
    void aFileThatIsBrokenChangesNothing() throws Exception {
        write("one.json", OPENVEX.formatted("CVE-2026-1"));
        looked();
        write("one.json", "{\"@context\": half");
        write("deep.json", "[".repeat(100_000));
        write("other.json", "{\"name\":\"package.json of somebody\"}");
        assertThat(looked()).isZero();
        assertThat(names()).containsExactly("folder.one.json");
        assertThat(state.judgements().rules().size()).isEqualTo(1);
    }

    @Test
    void aRestartWritesNothingAnew() throws Exception {
        write("one.json", OPENVEX.formatted("CVE-2026-1"));
        looked();
        assertThat(new VexFolder(documents, state).look()).isZero();
        Files.delete(documents.resolve("one.json"));
        assertThat(new VexFolder(documents, state).look()).isEqualTo(1);
        assertThat(names()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneTakesNothingBack() throws Exception {
        write("one.json", OPENVEX.formatted("CVE-2026-1"));
        looked();
        Files.move(documents, folder.resolve("elsewhere"));
        assertThat(looked()).isZero();
        assertThat(names()).containsExactly("folder.one.json");
    }
}
