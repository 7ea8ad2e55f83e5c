package io.tidewaiter.catalog.golang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkedPackagesTest {
    private static final String[] NAMES = {
        "go:buildid",
        "internal/abi.Kind.String",
        "runtime.main",
        "runtime.mapassign[go.shape.string,golang.org/x/other/p.T]",
        "main.main",
        "main.main.func1",
        "net/http.(*Client).Do",
        "github.com/acme/app/inner.F",
        "golang.org/x/net/http2/hpack.(*Decoder).Write",
        "golang.org/x/net/html.Parse",
        "github.com/old/a.F",
        "github.com/old/a/sub%2ev2.F",
        "type:.eq.k8s.io/api/core.T",
        "_rt0_amd64_linux",
        "gopkg.in/unknown%2ev1.F"
    };

    private static List<String> linked(byte[] program) {
        List<String> linked = new ArrayList<>();
        for (Fact fact : Layouts.facts(new GolangCataloger(), Layouts.file("bin/app", program), program)) {
            if (fact instanceof Fact.InstalledFact installed) {
                linked.add(installed.name() + ": "
                        + installed.attributes().getOrDefault(InstalledPackage.LINKED, "not known"));
            }
        }
        return linked;
    }

    private static byte[] program(int magic, boolean wide, ByteOrder order, String... names) {
        byte[] blob = GoPrograms.inline("go1.22.1", GoPrograms.marked(GoPrograms.MODULES));
        return GoPrograms.elf(GoPrograms.withNames(blob, magic, wide, order, names), wide, order);
    }

    @ParameterizedTest
    @CsvSource({
        "0xfffffffa, true, false",
        "0xfffffff0, true, false",
        "0xfffffff1, true, false",
        "0xfffffff1, false, false",
        "0xfffffff1, true, true",
        "0xfffffff0, false, true"
    })
    void tellsOfEachModuleWhichPackagesHaveCode(String magic, boolean wide, boolean bigEndian) {
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        assertThat(linked(program(Long.decode(magic).intValue(), wide, order, NAMES)))
                .containsExactly(
                        "stdlib: internal/abi net/http runtime",
                        "github.com/acme/app: cmd/app inner",
                        "golang.org/x/net: html http2/hpack",
                        "github.com/new/a: . sub.v2",
                        "k8s.io/api: -");
    }

    @Test
    void tellsNothingWhereNamesAreMissingOrWereChanged() {
        String[] changed = Arrays.stream(NAMES)
                .map(name -> name.equals("runtime.main") ? "x.y" : name)
                .toArray(String[]::new);
        assertThat(linked(program(0xfffffff1, true, ByteOrder.LITTLE_ENDIAN, changed)))
                .hasSize(5)
                .allMatch(line -> line.endsWith(": not known"));
        assertThat(linked(program(0xfffffff1, true, ByteOrder.LITTLE_ENDIAN, "runtime.main", "main.main", "qX7.F")))
                .as("no package of any module: the names were changed")
                .contains("golang.org/x/net: not known", "github.com/acme/app: not known");
        assertThat(linked(program(0xfffffffb, true, ByteOrder.LITTLE_ENDIAN, NAMES)))
                .as("before Go 1.16")
                .allMatch(line -> line.endsWith(": not known"));
    }

    @Test
    void readsNoFurtherThanTheTableSaysAndTheFileHas() {
        byte[] program = program(0xfffffff1, true, ByteOrder.LITTLE_ENDIAN, NAMES);
        ByteBuffer bytes = ByteBuffer.wrap(program).order(ByteOrder.LITTLE_ENDIAN);
        int header = 0;
        while (bytes.getInt(header) != 0xfffffff1) {
            header += 4;
        }
        for (long lie : new long[] {-1, Long.MAX_VALUE, 1L << 32, program.length, 0}) {
            byte[] forged = program.clone();
            ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putLong(header + 40, lie);
            assertThat(linked(forged)).as("end %d", lie).allMatch(line -> line.endsWith(": not known"));
            ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putLong(header + 32, lie);
            assertThat(linked(forged)).as("begin %d", lie).allMatch(line -> line.endsWith(": not known"));
        }
    }

    @Test
    void readsWhatTheGoToolchainOfThisMachineLinks(@TempDir Path folder) throws IOException, InterruptedException {
        Path go = Path.of("/usr/local/go/bin/go");
        assumeThat(Files.isExecutable(go)).as("a Go toolchain").isTrue();
        Files.writeString(folder.resolve("go.mod"), "module example.com/app\n\ngo 1.21\n");
        Files.createDirectories(folder.resolve("used"));
        Files.createDirectories(folder.resolve("dead"));
        Files.writeString(folder.resolve("used/a.go"), "package used\n\nfunc Twice(n int) int { return 2 * n }\n");
        Files.writeString(folder.resolve("dead/a.go"), """
                package dead

                import "net/url"

                type T int

                func Parse(s string) (*url.URL, error) { return url.Parse(s) }
                """);
        Files.writeString(folder.resolve("main.go"), """
                package main

                import (
                	"example.com/app/dead"
                	"example.com/app/used"
                	"os"
                )

                func main() {
                	var t dead.T
                	os.Exit(used.Twice(len(os.Args)) + int(t))
                }
                """);
        ProcessBuilder build = new ProcessBuilder(go.toString(), "build", "-ldflags=-s -w", "-o", "app", ".")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        build.environment().put("GOCACHE", folder.resolve("cache").toString());
        build.environment().put("GOFLAGS", "-mod=mod");
        build.environment().put("GOTOOLCHAIN", "local");
        Process running = build.start();
        assertThat(running.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
        List<String> linked = linked(Files.readAllBytes(folder.resolve("app")));
        assertThat(linked)
                .as("a function that was only inlined is named, a type alone is not")
                .contains("example.com/app: . used");
        assertThat(linked.getFirst()).startsWith("stdlib: ").contains(" os ").doesNotContain(" net/url");
    }
}
