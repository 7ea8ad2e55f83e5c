package io.tidewaiter.catalog.distro;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.model.inventory.OperatingSystem;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageNamesTest {
    @ParameterizedTest
    @CsvSource({
        "deb, debian, 12, libc6, 2.36-9+deb12u4, amd64, pkg:deb/debian/libc6@2.36-9%2Bdeb12u4?arch=amd64&distro=debian-12",
        "deb, ubuntu, 22.04, vim, 2:8.2-1, amd64, pkg:deb/ubuntu/vim@2:8.2-1?arch=amd64&distro=ubuntu-22.04",
        "apk, alpine, 3.19.1, zlib, 1.3-r0, x86_64, pkg:apk/alpine/zlib@1.3-r0?arch=x86_64&distro=alpine-3.19.1",
        "rpm, rhel, 9.4, tar, 2:1.34-6.el9, x86_64, pkg:rpm/redhat/tar@1.34-6.el9?arch=x86_64&distro=rhel-9.4&epoch=2",
        "rpm, opensuse-leap, 15.6, zsh, 5.6-1, '', pkg:rpm/opensuse/zsh@5.6-1?distro=opensuse-leap-15.6",
        "rpm, sles, 15.2, Mesa, 1-1, noarch, pkg:rpm/suse/Mesa@1-1?arch=noarch&distro=sles-15.2",
        "deb, debian, '', a, 1, all, pkg:deb/debian/a@1?arch=all&distro=debian"
    })
    void writesThePackageUrl(
            String type, String id, String release, String name, String version, String arch, String expected) {
        OperatingSystem system = Distributions.of(new TreeMap<>(Map.of("ID", id, "VERSION_ID", release)));
        assertThat(PackageNames.purl(installed(type, name, version, arch), system))
                .hasToString(expected);
    }

    @Test
    void keepsTheModuleOfAnRpm() {
        InstalledFact fact = new InstalledFact(
                "rpm", "", "postgresql", "13-1", "", "", "", new TreeMap<>(Map.of("rpmmod", "postgresql:13:1:a")), "");
        assertThat(PackageNames.purl(fact, OperatingSystem.NONE))
                .hasToString("pkg:rpm/postgresql@13-1?rpmmod=postgresql:13:1:a");
    }

    @Test
    void leavesPackagesOfLanguagesWithoutADistribution() {
        OperatingSystem system = Distributions.of(new TreeMap<>(Map.of("ID", "debian", "VERSION_ID", "12")));
        assertThat(PackageNames.purl(InstalledFact.of("npm", "@babel", "core", "7.0.0", ""), system))
                .hasToString("pkg:npm/%40babel/core@7.0.0");
        assertThat(PackageNames.purl(InstalledFact.of("golang", "", "github.com/Azure/go/v2", "v2.1.0", ""), system))
                .hasToString("pkg:golang/github.com/Azure/go/v2@v2.1.0");
        assertThat(PackageNames.purl(InstalledFact.of("golang", "", "stdlib", "1.22.1", ""), system))
                .hasToString("pkg:golang/stdlib@1.22.1");
    }

    private static InstalledFact installed(String type, String name, String version, String architecture) {
        return new InstalledFact(type, "", name, version, "", "", architecture, new TreeMap<>(), "");
    }
}
