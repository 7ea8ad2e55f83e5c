package io.tidewaiter.catalog.golang;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.model.inventory.InstalledPackage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class GolangCatalogerTest {
    private static final String[] PACKAGES = {
        "golang:stdlib@1.22.1",
        "golang:github.com/acme/app@",
        "golang:golang.org/x/net@v0.5.0",
        "golang:github.com/new/a@v1.0.1",
        "golang:k8s.io/api@"
    };
    private static final byte[] BLOB =
            GoPrograms.inline("go1.22.1 X:boringcrypto", GoPrograms.marked(GoPrograms.MODULES));
    private static final byte[] ELF = GoPrograms.elf(BLOB, true, ByteOrder.LITTLE_ENDIAN);

    private static List<Fact> facts(byte[] content) {
        return facts("bin/app", content);
    }

    private static List<Fact> facts(String path, byte[] content) {
        return Layouts.facts(new GolangCataloger(), Layouts.file(path, content), content);
    }

    @Test
    void readsInlineBuildInformation() {
        List<Fact> facts = facts(ELF);
        assertThat(Layouts.packages(facts)).containsExactly(PACKAGES);
        assertThat(facts).contains(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
        assertThat(Layouts.unread(facts)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void readsBuildInformationBehindPointers(boolean wide, boolean bigEndian) {
        ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        byte[] blob = GoPrograms.pointers("go1.22.1", GoPrograms.marked(GoPrograms.MODULES), wide, order);
        assertThat(Layouts.packages(facts(GoPrograms.elf(blob, wide, order)))).containsExactly(PACKAGES);
    }

    @Test
    void readsProgramsOfOtherSystems() {
        assertThat(Layouts.packages(facts("a.exe", GoPrograms.pe(BLOB)))).containsExactly(PACKAGES);
        assertThat(facts("a.dll", GoPrograms.pe(BLOB))).isEmpty();
        assertThat(Layouts.packages(facts(GoPrograms.mach(BLOB)))).containsExactly(PACKAGES);
        assertThat(Layouts.packages(facts(GoPrograms.universal(GoPrograms.mach(BLOB)))))
                .containsExactly(PACKAGES);
    }

    @Test
    void knowsTheProgramsOfTheToolchainItself() {
        byte[] blob = GoPrograms.inline("go1.26.8", GoPrograms.marked("path\tcmd/go\nbuild\t-compiler=gc\n"));
        assertThat(Layouts.packages(facts(GoPrograms.elf(blob, true, ByteOrder.LITTLE_ENDIAN))))
                .containsExactly("golang:stdlib@1.26.8", "golang:toolchain@1.26.8");
    }

    @ParameterizedTest
    @CsvSource({
        "go1.22.3, 1.22.3",
        "go1.22.3 X:boringcrypto, 1.22.3",
        "go1.26-X:nogreenteagc, 1.26",
        "go1.21.9 (Red Hat 1.21.9-1.el9), 1.21.9",
        "go1.22.3-1, 1.22.3",
        "go1.20+, 1.20",
        "go1.21rc2, 1.21.0-rc.2",
        "go1.18beta1, 1.18.0-beta.1",
        "go1.21.0-fips, 1.21.0",
        "devel go1.23-abc Mon, ''",
        "devel +abc, ''",
        "go, ''"
    })
    void stripsReleasesToThePlainNumber(String release, String plain) {
        assertThat(GoVersion.plain(release)).isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                // what the go command stamped itself
                "v1.2.3 | -ldflags=\"-X main.version=9.9.9\" | v1.2.3",
                "v1.2.4-0.20240314234659-1baeb1ce4c0b+dirty | | v1.2.4-0.20240314234659-1baeb1ce4c0b+dirty",
                "v0.0.0-20240314234659-1baeb1ce4c0b | | v0.0.0-20240314234659-1baeb1ce4c0b commit",
                "v0.0.0-20240314234659-1baeb1ce4c0b | -ldflags=\"-s -X main.version=v1.4.0\" | v1.4.0",
                // what the build had written into the program
                "(devel) | -ldflags=\"-s -w -X main.version=1.2.3\" | v1.2.3",
                "(devel) | -ldflags=\"-X=example.org/m/v2/cmd.Version=v2.0.1-rc.1 -s\" | v2.0.1-rc.1",
                "(devel) | -ldflags=\"-X 'example.org/m/v2/cmd.GitVersion=v2.0.1+k3s1'\" | v2.0.1+k3s1",
                "(devel) | -ldflags=\"-X 'main.built=a b' -X \\\"main.appVersion=3.0.0\\\"\" | v3.0.0",
                "(devel) | -ldflags=`-X main.version=1.2.3` | v1.2.3",
                "(devel) | -ldflags=\"-s \\t\\t-X main.version=1.2.3\\n\\t-X main.built=today\" | v1.2.3",
                "(devel) | -ldflags=\"all=-X main.version=1.2.3\" | v1.2.3",
                "(devel) | -ldflags=-X=main.version=1.2.3-dirty | v1.2.3+dirty",
                "(devel) | -ldflags=\"-X example.com/common/version.Version=2.45.0\" | v2.45.0",
                "(devel) | -ldflags=\"-X example.com/a.Version=2.45.0 -X main.version=v1.0.0\" | v1.0.0",
                // a commit after a tag is above it; without the commit it is not told
                "(devel) | -ldflags=-X=main.version=v1.2.3-7-g1baeb1c;R | v1.2.4-0.20240314234659-1baeb1ce4c0b",
                "(devel) | -ldflags=-X=main.version=v1.2.3-7-g1baeb1c | ^^",
                // what is no version of the program
                "(devel) | -ldflags=\"-X example.com/a.Version=1.0.0 -X example.com/b.Version=2.0.0\" | ^^",
                "(devel) | -ldflags=\"-X main.goVersion=1.20.0 -X main.version=dev\" | ^^",
                "(devel) | -ldflags=\"-X main.version\" | ^^",
                "(devel) | -ldflags=-X | ^^",
                "(devel) | -gcflags=main.version=1.2.3 | ^^",
                // the commit alone
                "(devel) | -compiler=gc;R | v0.0.0-20240314234659-1baeb1ce4c0b commit",
                "(devel) | -compiler=gc;R;vcs.modified=true | v0.0.0-20240314234659-1baeb1ce4c0b+dirty commit",
                "(devel) | vcs.revision=1baeb1ce4c0b1234567890 | ^^",
                "(devel) | vcs.revision=r17;vcs.time=2024-03-14T23:46:59Z | ^^"
            })
    void tellsTheVersionOfTheMainModule(String stamped, String settings, String expected) {
        StringBuilder list = new StringBuilder("path\texample.org/m/v2/cmd/m\nmod\texample.org/m/v2\t" + stamped
                + "\t\n" + "dep\tgolang.org/x/net\tv0.5.0\th1:GyT4=\n");
        String all = Objects.requireNonNullElse(settings, "")
                .replace(";R", ";vcs.revision=1baeb1ce4c0b1234567890aabbccddeeff001122;vcs.time=2024-03-14T23:46:59Z");
        for (String one : all.split(";")) {
            list.append("build\t").append(one).append('\n');
        }
        byte[] blob = GoPrograms.inline("go1.22.1", GoPrograms.marked(list.toString()));
        List<Fact.InstalledFact> modules = facts(GoPrograms.elf(blob, true, ByteOrder.LITTLE_ENDIAN)).stream()
                .filter(Fact.InstalledFact.class::isInstance)
                .map(Fact.InstalledFact.class::cast)
                .toList();
        assertThat(modules)
                .extracting(
                        one -> one.version() + (one.attributes().containsKey(InstalledPackage.COMMIT) ? " commit" : ""))
                .containsExactly("1.22.1", expected, "v0.5.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh\n", "#!/bin/sh\necho hello", ""})
    void doesNotWantWhatIsNoProgram(String content) {
        assertThat(facts(content.getBytes(StandardCharsets.UTF_8))).isEmpty();
        byte[] javaClass = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 52};
        assertThat(new GolangCataloger().wantsHead(Layouts.file("A.class", javaClass), javaClass, 8))
                .isFalse();
    }

    @Test
    void tellsOfForgedBuildInformation() {
        byte[] longVersion = BLOB.clone();
        Arrays.fill(longVersion, 32, 37, (byte) 0xff);
        assertBroken(longVersion);
        byte[] longList = GoPrograms.inline("go1.22.1", "");
        Arrays.fill(longList, 41, 45, (byte) 0xff);
        longList[45] = 0x0f;
        assertBroken(longList);
        byte[] pointers = GoPrograms.pointers("go1.17", "", true, ByteOrder.LITTLE_ENDIAN);
        ByteBuffer.wrap(pointers).order(ByteOrder.LITTLE_ENDIAN).putLong(16, Long.MAX_VALUE);
        assertBroken(pointers);
        ByteBuffer.wrap(pointers)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(16, 0x40_0080)
                .putLong(64 + 8, -1);
        assertBroken(pointers);
        byte[] oddPointers = GoPrograms.pointers("go1.17", "", true, ByteOrder.LITTLE_ENDIAN);
        oddPointers[14] = 3;
        assertBroken(oddPointers);
    }

    private static void assertBroken(byte[] blob) {
        List<Fact> facts = facts(GoPrograms.elf(blob, true, ByteOrder.LITTLE_ENDIAN));
        assertThat(Layouts.packages(facts)).isEmpty();
        assertThat(Layouts.unread(facts)).containsExactly("FILE_UNREADABLE");
    }

    @Test
    void leavesOutWhatCanBeNoModule() {
        String list = "mod\t\tv1\ndep\ta\u001b[31m\tv1\ndep\tb\tv1 x\ndep\t" + "c".repeat(2000) + "\tv1\n=>\tx\n\t\t\n";
        byte[] blob = GoPrograms.inline("go1.22.1", GoPrograms.marked(list));
        List<Fact> facts = facts(GoPrograms.elf(blob, true, ByteOrder.LITTLE_ENDIAN));
        assertThat(Layouts.packages(facts)).containsExactly("golang:stdlib@1.22.1", "golang:b@");
        assertThat(Layouts.unread(facts)).containsExactly("FILE_UNREADABLE");
    }

    @Test
    void tellsOfPackedPrograms() {
        byte[] packed = GoPrograms.elf(new byte[64], true, ByteOrder.LITTLE_ENDIAN);
        packed[0x100] = 'U';
        packed[0x101] = 'P';
        packed[0x102] = 'X';
        packed[0x103] = '!';
        assertThat(Layouts.unread(facts(packed))).containsExactly("FORMAT_UNREAD");
    }

    @Test
    void doesNotSearchTheSameBytesWithoutEnd() {
        int segments = 60_000;
        ByteBuffer elf = ByteBuffer.allocate(16 << 20).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(ELF, 0, 64).putLong(32, 64).putShort(56, (short) segments);
        for (int i = 0; i < segments; i++) {
            elf.position(64 + i * 56);
            elf.putInt(1).putInt(6).putLong(0).putLong(0).putLong(0).putLong(16 << 20);
        }
        assertThat(Layouts.unread(facts(elf.array()))).containsExactly("FILE_UNREADABLE");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void neverThrowsOnMutations(long seed) {
        Random random = new Random(seed);
        byte[] old =
                GoPrograms.pointers("go1.17", GoPrograms.marked(GoPrograms.MODULES), true, ByteOrder.LITTLE_ENDIAN);
        byte[][] programs = {
            ELF,
            GoPrograms.elf(old, true, ByteOrder.LITTLE_ENDIAN),
            GoPrograms.elf(old, false, ByteOrder.BIG_ENDIAN),
            GoPrograms.pe(BLOB),
            GoPrograms.mach(BLOB),
            GoPrograms.universal(GoPrograms.mach(BLOB))
        };
        for (int i = 0; i < 10_000; i++) {
            byte[] program = programs[i % programs.length].clone();
            for (int j = random.nextInt(6); j >= 0; j--) {
                program[random.nextInt(Math.min(program.length, 0x300))] =
                        (byte) (random.nextBoolean() ? 0xff : random.nextInt());
            }
            facts("a.exe", random.nextInt(4) == 0 ? Arrays.copyOf(program, random.nextInt(program.length)) : program);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1})
    void neverThrowsOnMutationsOfARealProgram(long seed) throws IOException {
        Random random = new Random(seed);
        Layouts.files("scratch-go", (file, content) -> {
            byte[] program = Arrays.copyOf(content, content.length);
            for (int i = 0; i < 200; i++) {
                int at = random.nextInt(0x400);
                byte was = program[at];
                program[at] = (byte) random.nextInt();
                facts(file.path(), program);
                program[at] = was;
            }
            for (int length : new int[] {0, 1, 16, 63, 64, 100, 4096, content.length / 2, content.length - 1}) {
                facts(file.path(), Arrays.copyOf(content, length));
            }
        });
    }
}
