package io.tidewaiter.catalog.lang;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.classifier.SourceBuilt;
import io.tidewaiter.catalog.composer.PharBytes;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.catalog.fact.Fact.OwnedFact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.nativeimage.NativeProgram;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.read.FolderCataloger;
import io.tidewaiter.catalog.rust.AuditedProgram;
import io.tidewaiter.model.inventory.CoverageFact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Records of real systems, as the fixtures of public scanners keep them ({@code from}, cut to the fields that tell), read by
 * every cataloger that wants their {@code path}; {@code tells} is what the scanner's own test expects of them.
 *
 * <p>A line {@code tells} is {@code pkg:TYPE/[NAMESPACE/]NAME@VERSION [ARCHITECTURE [SOURCE VERSION]]} or
 * {@code owns PATH}; the packages are all that are told, of the paths one is enough.
 */
class RealRecordsTest {
    private static final Path FOLDER = Path.of("src", "test", "golden", "records");

    /** Catalogers whose real data are the images and root file systems of the shared data, or programs of this machine. */
    private static final List<String> ELSEWHERE = List.of(
            "os-release", "channel", "dpkg", "java", "npm", "python", "golang", "elf-note", "kernel", "perl", "vcpkg");

    /** Of which no record was to be had; their tests have the shape that the manager's own source writes. */
    private static final List<String> NONE_FOUND =
            List.of("freebsd", "slackware", "eopkg", "crux", "kiss", "cargo-install", "nimble");

    private static List<Path> records() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> tellsWhatTheRecordSays() throws IOException {
        return records().stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> check(file)));
    }

    @Test
    void everyCatalogerHasOne() throws IOException {
        List<String> having = new ArrayList<>(ELSEWHERE);
        having.addAll(NONE_FOUND);
        for (Path file : records()) {
            String path = field(Files.readString(file), "path").getFirst();
            byte[] content = content(Files.readString(file));
            Catalogers.ALL.stream().filter(one -> isItsOwn(one, path, content)).forEach(one -> having.add(one.name()));
        }
        assertThat(Catalogers.ALL).extracting(Cataloger::name).isSubsetOf(having);
    }

    private static void check(Path file) throws IOException {
        String text = Files.readString(file);
        byte[] content = content(text);
        assertThat(field(text, "from")).hasSize(1);
        String path = field(text, "path").getFirst();
        List<Fact> facts = new ArrayList<>();
        FileEntry entry = new FileEntry(path, content.length, 0644);
        for (Cataloger cataloger : Catalogers.ALL) {
            if (cataloger instanceof FolderCataloger folders && folders.folderChars(path) > 0) {
                folders.readFolder(path.substring(0, folders.folderChars(path)), facts::add);
            } else if (isItsOwn(cataloger, path, content)) {
                cataloger.read(entry, content, Limits.standard(), facts::add);
            }
        }
        List<String> tells = field(text, "tells");
        assertThat(told(facts, tells)).containsExactlyInAnyOrderElementsOf(tells);
        assertThat(unread(facts))
                .containsExactlyElementsOf(
                        field(text, "sourceless").isEmpty() ? List.of() : List.of(CoverageFact.Kind.CANNOT_TELL));
    }

    private static boolean isItsOwn(Cataloger cataloger, String path, byte[] content) {
        FileEntry file = new FileEntry(path, Math.max(1, content.length), 0644);
        byte[] head = Arrays.copyOf(content, 64);
        return cataloger.wants(file)
                || (cataloger instanceof FolderCataloger folders && folders.folderChars(path) > 0)
                || (content.length > 64 && cataloger.wantsHead(file, head, head.length));
    }

    /** What is behind the head, packed as the record says. */
    private static byte[] content(String text) {
        byte[] content = text.substring(text.indexOf("\n\n") + 2).getBytes(StandardCharsets.UTF_8);
        List<String> packed = field(text, "packed");
        if (packed.contains("zstd")) {
            return Zstd.compress(content);
        }
        if (packed.contains("native-image")) {
            byte[] list = NativeProgram.gzip(content);
            return NativeProgram.elf(list, list.length, ".svm_heap");
        }
        if (packed.contains("program")) {
            return SourceBuilt.program(text.substring(text.indexOf("\n\n") + 2).split("\n", -1));
        }
        if (packed.contains("phar")) {
            return new PharBytes()
                    .stored("vendor/composer/installed.php", new String(content, StandardCharsets.UTF_8))
                    .build("#!/usr/bin/env php\n<?php\n__HALT_COMPILER(); ?>\n");
        }
        return packed.contains("cargo auditable")
                ? AuditedProgram.elf(true, false, AuditedProgram.zlib(content))
                : content;
    }

    /** All packages, each as long as it is expected, and of the paths the expected ones. */
    private static List<String> told(List<Fact> facts, List<String> expected) {
        List<String> told = new ArrayList<>();
        for (Fact fact : facts) {
            if (fact instanceof InstalledFact one) {
                String purl = "pkg:" + one.type() + "/" + (one.namespace().isEmpty() ? "" : one.namespace() + "/")
                        + one.name() + "@" + one.version();
                String whole = purl + " " + (one.architecture().isEmpty() ? "-" : one.architecture());
                String sourced = whole + " " + one.sourceName() + " " + one.sourceVersion();
                told.add(Stream.of(sourced, whole)
                        .filter(expected::contains)
                        .findFirst()
                        .orElse(purl));
            } else if (fact instanceof OwnedFact owned) {
                owned.paths().stream()
                        .map(path -> "owns " + path)
                        .filter(expected::contains)
                        .forEach(told::add);
            }
        }
        return told;
    }

    private static List<CoverageFact.Kind> unread(List<Fact> facts) {
        return facts.stream()
                .filter(UnreadFact.class::isInstance)
                .map(fact -> ((UnreadFact) fact).kind())
                .toList();
    }

    private static List<String> field(String text, String name) {
        return text.substring(0, text.indexOf("\n\n"))
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }
}
