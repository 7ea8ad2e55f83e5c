package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.testkit.TarBuilder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sub-packages with versions and epochs of their own (coverage reference 1.4, 7.5). */
class SourceEpochsTest {
    private static String line(String name, String version, String epoch, String source) {
        return String.join("\t", name, version, "1", "1", "vendor", "(none)", "1", "x86_64", epoch, source) + "\n";
    }

    private static List<String> sources(String... lines) {
        TarBuilder layer = new TarBuilder()
                .file("etc/os-release", "ID=azurelinux\nVERSION_ID=\"3.0\"\n")
                .file("var/lib/rpmmanifest/container-manifest-2", String.join("", lines));
        return Inventories.of(layer).packages().stream()
                .map(SourceEpochsTest::shown)
                .toList();
    }

    private static String shown(InstalledPackage installed) {
        return installed.name() + " " + installed.version() + " of "
                + (installed.source() == null ? "nothing" : installed.source().version());
    }

    @Test
    void theEpochIsThatOfASisterWithTheVersionOfTheSource() throws IOException {
        String perl = "perl-5.38.2-1.azl3.src.rpm";
        assertThat(sources(
                        line("perl-Errno", "1.37-1.azl3", "0", perl),
                        line("perl-libs", "5.38.2-1.azl3", "4", perl),
                        line("perl-other", "2.0-1.azl3", "7", "perl-5.38.1-1.azl3.src.rpm")))
                .containsExactlyInAnyOrder(
                        "perl-Errno 1.37-1.azl3 of 4:5.38.2-1.azl3",
                        "perl-libs 4:5.38.2-1.azl3 of 4:5.38.2-1.azl3",
                        "perl-other 7:2.0-1.azl3 of 7:5.38.1-1.azl3");
    }

    @Test
    void anEpochOfASubPackageIsNotTheSources() throws IOException {
        String openjdk = "java-1-1.azl3.src.rpm";
        assertThat(sources(line("java-tool", "9-1.azl3", "1", openjdk), line("java", "1-1.azl3", "(none)", openjdk)))
                .containsExactlyInAnyOrder("java-tool 1:9-1.azl3 of 1-1.azl3", "java 1-1.azl3 of 1-1.azl3");
    }
}
