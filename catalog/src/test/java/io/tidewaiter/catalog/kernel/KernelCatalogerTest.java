package io.tidewaiter.catalog.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.catalog.merge.Inventories;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

@Timeout(20)
class KernelCatalogerTest {
    private static final String INFO = "license=GPL\0description=A driver\0author=A\0name=zfs\0version=2.1.11-1\0"
            + "vermagic=6.1.0-18-amd64 SMP preempt mod_unload modversions \0";

    /** A relocatable ELF file of three sections: none, the information, the names. */
    private static byte[] module(String info) {
        byte[] data = info.getBytes(StandardCharsets.ISO_8859_1);
        byte[] names = "\0.modinfo\0.shstrtab\0".getBytes(StandardCharsets.US_ASCII);
        int table = 64 + data.length + names.length;
        ByteBuffer out = ByteBuffer.allocate(table + 3 * 64).order(ByteOrder.LITTLE_ENDIAN);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        out.putShort(16, (short) 1).putLong(40, table);
        out.putShort(58, (short) 64).putShort(60, (short) 3).putShort(62, (short) 2);
        out.put(64, data).put(64 + data.length, names);
        section(out, table + 64, 1, 64, data.length);
        section(out, table + 128, 10, 64 + data.length, names.length);
        return out.array();
    }

    private static void section(ByteBuffer out, int header, int name, int offset, int length) {
        out.putInt(header, name).putLong(header + 24, offset).putLong(header + 32, length);
    }

    private static List<Fact> facts(String path, byte[] content) {
        return Layouts.facts(new KernelCataloger(), Layouts.file(path, content), content);
    }

    @ParameterizedTest
    @CsvSource({
        "lib/modules/6.1.0-18-amd64/modules.order, true",
        "usr/lib/modules/6.1.0-18-amd64/modules.order, true",
        "usr/lib/modules/6.1.0-18-amd64/modules.dep, false",
        "usr/lib/modules/6.1.0-18-amd64/kernel/fs/ext4/ext4.ko, false",
        "usr/lib/modules/6.1.0-18-amd64/updates/dkms/zfs.ko, true",
        "opt/driver/a.ko.zst, true",
        "opt/driver/a.ko.gz, true",
        "opt/driver/a.ko.xz, true",
        "opt/driver/ko, false",
        "boot/vmlinuz-6.1.0-18-amd64, true",
        "usr/lib/modules/6.1.0-18.el9.x86_64/vmlinuz, true",
        "boot/vmlinuz.old, false",
    })
    void wantsListsAndModulesThatAreNoPartOfAKernel(String path, boolean wanted) {
        assertThat(new KernelCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @Test
    void readsModulesAndKernels() throws IOException {
        assertThat(Layouts.packages(facts("lib/modules/6.1.0-18-amd64/modules.order", new byte[0])))
                .containsExactly("generic:linux-kernel@6.1.0-18-amd64");
        List<Fact> facts = facts("lib/modules/6.1.0-18-amd64/updates/dkms/zfs.ko", module(INFO));
        assertThat(Layouts.packages(facts)).containsExactly("generic:zfs@2.1.11-1");
        assertThat(((Fact.InstalledFact) facts.getFirst()).attributes()).containsEntry("vermagic", "6.1.0-18-amd64");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(module("version=1.0\0"));
        }
        assertThat(Layouts.packages(facts("opt/driver.ko.gz", packed.toByteArray())))
                .containsExactly("generic:driver@1.0");
    }

    /** The header of the x86 boot protocol, with its pointer to the version. */
    private static byte[] bzImage(int pointer, String version) {
        ByteBuffer image = ByteBuffer.allocate(0x3000).order(ByteOrder.LITTLE_ENDIAN);
        image.put(0x202, "HdrS".getBytes(StandardCharsets.US_ASCII)).putShort(0x20e, (short) pointer);
        image.put(0x200 + (pointer & 0x1fff), version.getBytes(StandardCharsets.US_ASCII));
        return image.array();
    }

    @Test
    void readsTheReleaseOfAKernelsImage() throws IOException {
        String built = "6.8.0-49-generic (buildd@lcy02) #49-Ubuntu SMP\0";
        assertThat(Layouts.packages(facts("boot/vmlinuz-6.8", bzImage(0x2180, built.replace("6.8", "5.4")))))
                .as("no version stands where the pointer leads")
                .isEmpty();
        assertThat(Layouts.packages(facts("boot/vmlinuz-6.8", bzImage(0x1180, built))))
                .containsExactly("generic:linux-kernel@6.8.0-49-generic");
        byte[] plain = ("MZ" + "\0".repeat(0x300)
                        + "Linux version %s (%s)\0Linux version 6.1.0-18-arm64 (debian-kernel)")
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(Layouts.packages(facts("boot/vmlinuz", plain)))
                .containsExactly("generic:linux-kernel@6.1.0-18-arm64");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        assertThat(Layouts.packages(facts("boot/vmlinuz", packed.toByteArray())))
                .containsExactly("generic:linux-kernel@6.1.0-18-arm64");
        assertThat(facts("boot/vmlinuz", new byte[] {0x1f})).isEmpty();
        assertThat(facts("boot/vmlinuz", bzImage(0, ""))).isEmpty();
    }

    private static byte[] xz(byte[] content, int preset) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(packed, new LZMA2Options(preset))) {
            xz.write(content);
        }
        return packed.toByteArray();
    }

    /** Says so in the header of the block (xz file format 3.1, 5.3.1): an encoder that did it would need 700 MB. */
    private static byte[] withDictionaryOf64Mebibytes(byte[] packed) {
        ByteBuffer file = ByteBuffer.wrap(packed.clone()).order(ByteOrder.LITTLE_ENDIAN);
        int block = 12;
        int checked = packed[block] * 4;
        file.put(block + 4, (byte) 28);
        CRC32 sum = new CRC32();
        sum.update(file.array(), block, checked);
        file.putInt(block + checked, (int) sum.getValue());
        return file.array();
    }

    @Test
    void readsAModuleThatXzPacked() throws IOException {
        byte[] packed = xz(module(INFO), 6);
        assertThat(Layouts.packages(facts("usr/lib/modules/6.1.0/extra/zfs.ko.xz", packed)))
                .containsExactly("generic:zfs@2.1.11-1");
        assertThat(facts("opt/a.ko.xz", Arrays.copyOf(packed, packed.length - 30)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Fact.UnreadFact.class,
                        unread -> assertThat(unread.kind()).isEqualTo(CoverageFact.Kind.NOTE));
    }

    @Test
    void aBombOfXzEndsAtTheBound() throws IOException {
        byte[] bomb = xz(new byte[70 << 20], 1);
        assertThat(bomb).hasSizeLessThan(100_000);
        assertThat(facts("opt/a.ko.xz", bomb)).singleElement().asString().contains("longer than 67108864 bytes");
        assertThat(facts("opt/a.ko.xz", withDictionaryOf64Mebibytes(xz(new byte[100], 1))))
                .as("a dictionary of 64 MiB")
                .singleElement()
                .asString()
                .contains("memory");
    }

    @Test
    void whatTellsNothingIsNoPackage() {
        assertThat(facts("opt/a.ko", module("name=a\0vermagic=6.1 SMP\0"))).isEmpty();
        assertThat(facts("opt/a.ko", new byte[] {1, 2, 3})).isEmpty();
        assertThat(facts("opt/a.ko", module("version=\u001b[31m\0name=a\0" + "x".repeat(100_000))))
                .isEmpty();
        assertThat(facts("opt/a\nb.ko", module("version=1.0\0"))).isEmpty();
        assertThat(Layouts.unread(facts("opt/a.ko.xz", new byte[] {1}))).hasSize(1);
        assertThat(facts("opt/a.ko.gz", new byte[] {1, 2, 3}))
                .allSatisfy(fact -> assertThat(fact)
                        .isInstanceOfSatisfying(
                                Fact.UnreadFact.class,
                                unread -> assertThat(unread.kind()).isEqualTo(CoverageFact.Kind.NOTE)));
    }

    private static TarBuilder image() {
        return new TarBuilder()
                .file("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n")
                .file("usr/lib/modules/6.1.0-18-amd64/modules.order", "kernel/fs/ext4/ext4.ko\n")
                .file("usr/lib/modules/6.1.0-18-amd64/updates/dkms/zfs.ko", module(INFO));
    }

    @Test
    void theyAreToldWhereNoPackageOwnsThem() throws IOException {
        assertThat(Inventories.of(image()).packages())
                .extracting(one -> one.purl().toString())
                .containsExactly("pkg:generic/linux-kernel@6.1.0-18-amd64", "pkg:generic/zfs@2.1.11-1");
        assertThat(Inventories.of(image().file(
                                        "var/lib/dpkg/status",
                                        "Package: linux-image-6.1.0-18-amd64\nStatus: install ok installed\n"
                                                + "Source: linux-signed-amd64 (6.1.76+1)\nVersion: 6.1.76-1\nArchitecture: amd64\n")
                                .file(
                                        "var/lib/dpkg/info/linux-image-6.1.0-18-amd64.list",
                                        "/.\n/lib/modules/6.1.0-18-amd64/modules.order\n"))
                        .packages())
                .as("a module that was built here is nobody's")
                .extracting(one -> one.name())
                .containsExactlyInAnyOrder("linux-image-6.1.0-18-amd64", "zfs");
    }
}
