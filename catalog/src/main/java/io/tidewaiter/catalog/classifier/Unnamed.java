package io.tidewaiter.catalog.classifier;

import io.tidewaiter.catalog.elf.ElfHeader;
import io.tidewaiter.catalog.elf.ElfSections;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.FileEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Programs whose own names say nothing, and that a symbolic link may call what they are: {@code bin/git ->
 * /opt/store/ab12}, {@code node -> node-22}.
 *
 * <p>Problem: which link leads to a program only all layers tell, and no layer is read twice. Choice: whatever such a program
 * proves of itself is a fact of its layer, and the merge drops those that no link names. Most have no product's mark, which
 * one pass over the bytes tells: the first four bytes of all marks are sought at once, up to three bytes a step. Distributions'
 * own folders are left out but for names that begin like a product's, and what Go linked tells what it is made of.
 */
final class Unnamed {
    private static final int MARK_BYTES = 4;

    /** No program is of more products at once; one that holds all marks was made to cost time. */
    private static final int MARKS_MAX = 3;

    /** Texts that every release has, where the text of the version need not be in the bytes, or is in every program's. */
    private static final Map<String, String> MARKS = Map.ofEntries(
            Map.entry("exim", "<<eximversion>>"),
            Map.entry("rsync", "bit files\0"),
            Map.entry("haproxy", ", released "),
            Map.entry("mariadb", "-MariaDB"),
            Map.entry("clamav", "/freshclam.conf"),
            Map.entry("pdns-recursor", "PowerDNS Recursor itself will "),
            Map.entry("nsd", "\0NSD\0%s version %s\n"),
            Map.entry("envoy", "hot restart version={}"),
            Map.entry("sqlite", "for usage hints."),
            Map.entry("jq", " <jq filter> "),
            Map.entry("postgresql", "(PostgreSQL) "));

    /** Where distributions put the programs that their packages own. */
    private static final List<String> USUAL = List.of(
            "usr/bin/",
            "usr/sbin/",
            "usr/lib",
            "usr/share/",
            "bin/",
            "sbin/",
            "lib",
            "boot/",
            "nix/store/",
            "gnu/store/");

    /** The first kind of program of a product, which all of its programs are like, and the text without which it is not in the bytes. */
    private record Mark(Classifier of, Classifier.Program program, byte[] text) {}

    private static final List<Mark> ALL = marks();

    /** How far the search may go on from two bytes: no mark begins before. */
    private static final byte[] STEPS = steps();

    private Unnamed() {}

    private static List<Mark> marks() {
        List<Mark> marks = new ArrayList<>();
        for (Classifier one : Classifiers.ALL) {
            one.programs().stream()
                    .filter(program ->
                            program.twice().isPresent() && !program.shown().contains(".so"))
                    .findFirst()
                    .ifPresent(program -> marks.add(new Mark(one, program, mark(one, program))));
        }
        return marks;
    }

    private static byte[] mark(Classifier one, Classifier.Program program) {
        String text = MARKS.getOrDefault(one.name(), program.version().apply("").anchor());
        if (text.length() < MARK_BYTES) {
            throw new IllegalArgumentException(one.name() + " has no mark");
        }
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] steps() {
        byte[] steps = new byte[1 << 16];
        Arrays.fill(steps, (byte) (MARK_BYTES - 1));
        for (Mark mark : ALL) {
            for (int i = 0; i < MARK_BYTES - 1; i++) {
                int pair = pair(mark.text, i);
                steps[pair] = (byte) Math.min(steps[pair], MARK_BYTES - 2 - i);
            }
        }
        return steps;
    }

    private static int pair(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    /**
     * Whether it may be one of them.
     *
     * @param begins whether its name begins like that of a product's program
     */
    static boolean mayBe(FileEntry file, byte[] head, boolean begins) {
        return (begins || USUAL.stream().noneMatch(file.path()::startsWith)) && ElfHeader.isRun(head, file.name());
    }

    /** What the bytes prove, whatever the name is. */
    static void read(byte[] content, boolean begins, Consumer<Fact> facts) {
        if (!begins && ElfSections.find(content, ".go.buildinfo").isPresent()) {
            return;
        }
        Set<String> told = new HashSet<>();
        List<Mark> marks = in(content);
        if (marks.size() > MARKS_MAX) {
            return; // each product goes through the bytes again
        }
        for (Mark mark : marks) {
            for (String version : mark.program.twice().orElseThrow().apply(content)) {
                if (told.add(mark.of.name() + ' ' + version)) {
                    facts.accept(Witness.unnamed(mark.of, version));
                }
            }
        }
    }

    private static List<Mark> in(byte[] content) {
        boolean[] found = new boolean[ALL.size()];
        int end = content.length - MARK_BYTES;
        for (int at = 0; at <= end; ) {
            int step = STEPS[pair(content, at + MARK_BYTES - 2)];
            if (step == 0) {
                for (int i = 0; i < found.length; i++) {
                    found[i] = found[i] || isAt(ALL.get(i).text, content, at);
                }
                step = 1;
            }
            at += step;
        }
        return IntStream.range(0, found.length)
                .filter(i -> found[i])
                .mapToObj(ALL::get)
                .toList();
    }

    private static boolean isAt(byte[] text, byte[] content, int at) {
        for (int i = 0; i < text.length; i++) {
            if (at + i >= content.length || content[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }
}
