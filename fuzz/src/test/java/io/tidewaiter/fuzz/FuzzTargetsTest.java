package io.tidewaiter.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Replays the seeds and what the fuzzer once found, and a few changes of each; the fuzzer itself: scripts/fuzz.sh. */
class FuzzTargetsTest {
    private static final int CHANGED = 12;
    private static final int CHANGED_BYTES_MAX = 20_000;

    @TestFactory
    Stream<DynamicTest> everyTargetKeepsItsPromise() {
        return Target.all().stream()
                .map(target -> DynamicTest.dynamicTest(target.name(), () -> {
                    Random random = new Random(target.name().hashCode());
                    for (byte[] seed : Seeds.of(target)) {
                        target.check().run(seed);
                        for (int i = 0; i < CHANGED && seed.length < CHANGED_BYTES_MAX; i++) {
                            target.check().run(changed(seed, random));
                        }
                    }
                }));
    }

    private static byte[] changed(byte[] seed, Random random) {
        byte[] changed = seed.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return changed;
    }

    /** Named {@code target/what-was-wrong} in the list. */
    @TestFactory
    Stream<DynamicTest> whatWasFoundOnceStaysMended() throws IOException {
        return resource("regressions/list.txt")
                .map(bytes -> List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1)))
                .stream()
                .flatMap(List::stream)
                .filter(line -> !line.isBlank())
                .map(line -> DynamicTest.dynamicTest(line, () -> {
                    byte[] input = resource("regressions/" + line).orElseThrow();
                    Target.of(line.substring(0, line.indexOf('/'))).check().run(input);
                }));
    }

    private static Optional<byte[]> resource(String name) throws IOException {
        try (InputStream in = FuzzTargetsTest.class.getResourceAsStream("/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }

    /** A fuzzer that starts from nonsense does not get into a parser. */
    @Test
    void aCatalogerStartsFromTheRecordsOfItsGoldenCases() throws IOException {
        for (String name : List.of("catalog-wordpress", "catalog-conda", "catalog-chisel", "catalog-rubygems")) {
            CatalogerTarget target = CatalogerTarget.all().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow();
            assertThat(Seeds.of(Target.of(name))).as(name).anySatisfy(seed -> {
                List<Fact> facts = new ArrayList<>();
                byte[] content = Arrays.copyOfRange(seed, 1, seed.length);
                FileEntry file = new FileEntry(target.paths().get(seed[0]), content.length, 0644);
                target.cataloger().read(file, content, ArchiveTargets.LIMITS, facts::add);
                assertThat(facts).hasAtLeastOneElementOfType(Fact.InstalledFact.class);
            });
        }
    }

    /** What a seed throws before the clock is started would end the fuzzer, and nothing would be kept of it. */
    @Test
    void seedsThatBreakThePromiseInAnyWayAreCountedAndLeftForTheCorpus() {
        List<Throwable> thrown = List.of(
                new IOException("cut"),
                new IllegalStateException("differ"),
                new AssertionError("expected"),
                new StackOverflowError(),
                new OutOfMemoryError("heap"),
                new NoClassDefFoundError("gone"));
        Iterator<Throwable> next = thrown.iterator();
        Target.Check check = seed -> {
            if (seed.length > 0) {
                switch (next.next()) {
                    case Exception e -> throw e;
                    case Error e -> throw e;
                    case Throwable other -> throw new IllegalStateException(other);
                }
            }
        };
        List<byte[]> seeds = new ArrayList<>(Collections.nCopies(thrown.size(), new byte[1]));
        seeds.add(new byte[0]);
        assertThat(Fuzz.broken(check, seeds)).isEqualTo(thrown.size());
    }

    @Test
    void everyCatalogerHasATarget() {
        assertThat(Target.all().stream().map(Target::name))
                .containsAll(Catalogers.ALL.stream()
                        .map(cataloger -> "catalog-" + cataloger.name())
                        .toList());
    }
}
