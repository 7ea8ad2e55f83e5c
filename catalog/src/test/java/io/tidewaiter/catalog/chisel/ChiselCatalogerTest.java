package io.tidewaiter.catalog.chisel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.tidewaiter.catalog.text.FactList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChiselCatalogerTest {
    private static final String PATH = "var/lib/chisel/manifest.wall";

    /** The records of the format's own documentation, "Chisel manifest". */
    private static final String WALL = """
            {"jsonwall":"1.0","schema":"1.0","count":7}
            {"kind":"content","slice":"ca-certificates_data","path":"/etc/ssl/certs/ca-certificates.crt"}
            {"kind":"content","slice":"hello_bins","path":"/usr/bin/hello"}
            {"kind":"package","name":"hello","version":"2.10-3build1","sha256":"e68cf4365b7aa9c4e2af4af6eee1710d6f967059b7b4af62786e8870d7366333","arch":"amd64"}
            {"kind":"path","path":"/lib64","mode":"0777","slices":["base-files_lib"],"link":"usr/lib64"}
            {"kind":"path","path":"/usr/bin/hello","mode":"0755","slices":["hello_bins"],"sha256":"d288b98ce5f0a3981ea833f3b1d6484dfdde9ee36a00ee3b50bd3a9f7b01f75f","size":26856}
            {"kind":"slice","name":"hello_bins"}
            """;

    private final ChiselCataloger cataloger = new ChiselCataloger();

    private FactList read(String path, String wall) {
        return FactList.of(cataloger, path, Zstd.compress(wall.getBytes(UTF_8)));
    }

    @Test
    void readsPackagesAndTheirFilesAndSaysThatSourcesAreMissing() {
        FactList facts = read(PATH, WALL);
        assertThat(facts.installed()).singleElement().satisfies(fact -> {
            assertThat(fact.type()).isEqualTo("deb");
            assertThat(fact.name() + " " + fact.version() + " " + fact.architecture())
                    .isEqualTo("hello 2.10-3build1 amd64");
            assertThat(fact.sourceName()).isEmpty();
        });
        assertThat(facts.paths()).containsExactly("etc/ssl/certs/ca-certificates.crt", "usr/bin/hello");
        assertThat(facts.unread()).singleElement().asString().startsWith("the source packages of 1 packages");
        assertThat(read("srv/r/" + PATH, WALL).paths()).contains("srv/r/usr/bin/hello");
    }

    @Test
    void isolatesBrokenLinesAndTellsOfBrokenFiles() {
        FactList facts = read(PATH, WALL.replace("{\"kind\":\"content\"", "{\"kind\":"));
        assertThat(facts.packages()).containsExactly("hello 2.10-3build1");
        assertThat(facts.unread()).hasSize(3);
        assertThat(read(PATH, "{\"jsonwall\":\"2.0\"}\n").unread())
                .singleElement()
                .asString()
                .contains("version");
        byte[] whole = Zstd.compress(WALL.getBytes(UTF_8));
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        assertThat(FactList.of(cataloger, PATH, cut).unread())
                .singleElement()
                .asString()
                .contains("decompressed");
        byte[] bomb = Zstd.compress(new byte[80 << 20]);
        assertThat(FactList.of(cataloger, PATH, bomb).unread())
                .singleElement()
                .asString()
                .contains("decompressed");
    }
}
