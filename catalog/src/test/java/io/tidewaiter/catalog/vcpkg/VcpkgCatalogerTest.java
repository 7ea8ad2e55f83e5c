package io.tidewaiter.catalog.vcpkg;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VcpkgCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new VcpkgCataloger(), Layouts.file(path, content), content);
    }

    @ParameterizedTest
    @CsvSource({
        "opt/vcpkg/installed/vcpkg/status, true",
        "app/build/vcpkg_installed/vcpkg/status, true",
        "var/lib/dpkg/status, false",
        "vcpkg/status, false",
        "opt/vcpkg/installed/vcpkg/updates/0000000003, true",
        "opt/vcpkg/installed/vcpkg/updates/incomplete, false",
        "opt/vcpkg/installed/vcpkg/info/zlib_1.3.1_x64-linux.list, true",
        "opt/vcpkg/installed/vcpkg/info/zlib, false",
        "opt/vcpkg/ports/zlib/status, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new VcpkgCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @Test
    void portsThatAreInstalledAreTold() {
        String text = """
                Package: zlib
                Version: 1.3.1
                Port-Version: 2
                Architecture: x64-linux
                Multi-Arch: same
                Abi: 7a1
                Status: install ok installed

                Package: curl
                Feature: ssl
                Architecture: x64-linux
                Status: install ok installed

                Package: gone
                Version: 1.0
                Architecture: x64-linux
                Status: purge ok not-installed

                Package: odd port
                Version: 1
                Status: install ok installed
                """;
        List<Fact> facts = facts("opt/vcpkg/installed/vcpkg/status", text);
        assertThat(Layouts.packages(facts)).containsExactly("vcpkg:zlib@1.3.1#2");
        assertThat(Layouts.unread(facts)).hasSize(1);
    }

    @Test
    void aListSaysWhatAPortOwns() {
        List<Fact> facts = facts(
                "opt/vcpkg/installed/vcpkg/info/protobuf_25.1_x64-linux.list",
                "x64-linux/\nx64-linux/lib/libprotoc.so\nx64-linux/tools/\nx64-linux/tools/protobuf/protoc\n");
        assertThat(facts)
                .containsExactly(new Fact.OwnedFact(
                        "protobuf",
                        List.of(
                                "opt/vcpkg/installed/x64-linux/lib/libprotoc.so",
                                "opt/vcpkg/installed/x64-linux/tools/protobuf/protoc")));
    }
}
