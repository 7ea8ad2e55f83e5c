package io.tidewaiter.catalog.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.catalog.read.FileEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class NpmCatalogerTest {
    private static final String PATH = "app/node_modules/a/package.json";

    private static List<Fact> facts(String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new NpmCataloger(), Layouts.file(PATH, content), content);
    }

    @ParameterizedTest
    @CsvSource({
        "node_modules/a/package.json, true",
        "usr/share/nodejs/express/package.json, true",
        "usr/share/nodejs/@types/node/package.json, true",
        "srv/x/usr/lib/nodejs/a/package.json, true",
        "usr/share/nodejs/express/lib/package.json, false",
        "usr/share/nodejs/package.json, false",
        "usr/share/nodejs/a/node_modules/b/package.json, true",
        "opt/usr/share/nodejsx/a/package.json, false",
        "app/node_modules/a/package.json, true",
        "app/node_modules/@s/a/package.json, true",
        "app/node_modules/a/node_modules/b/package.json, true",
        "app/node_modules/a/node_modules/@s/b/package.json, true",
        "usr/lib/node_modules/npm/node_modules/tar/package.json, true",
        "app/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json, true",
        "app/node_modules/.store/a-npm-1.0.0-6382451519/package/package.json, true",
        "app/node_modules/.store/@s-a-virtual-6382451519/package/package.json, true",
        "app/node_modules/.store/a-npm-1.0.0-6382451519/package/dist/package.json, false",
        "app/node_modules/.cache/a-npm-1.0.0-6382451519/package/package.json, false",
        "app/node_modules/.store/a-npm-1.0.0-hash/node_modules/@s/a/package.json, true",
        "app/node_modules/a/dist/node_modules/b/package.json, true",
        "test/node_modules/a/package.json, true",
        "app/node_modules/test/node_modules/a/package.json, true",
        "app/node_modules/@s/test/node_modules/a/package.json, true",
        "package.json, false",
        "app/package.json, false",
        "app/node_modules/package.json, false",
        "app/node_modules/@s/package.json, false",
        "app/node_modules/.bin/package.json, false",
        "app/node_modules/a/b/package.json, false",
        "app/node_modules/@s/a/b/package.json, false",
        "app/node_modules/a/dist/esm/package.json, false",
        "app/node_modules/resolve/test/resolver/multirepo/package.json, false",
        "app/node_modules/resolve/test/fixtures/node_modules/a/package.json, false",
        "app/node_modules/a/examples/b/node_modules/c/package.json, false",
        "app/my_node_modules/a/package.json, false",
        "app/node_modules/my_node_modules/a/package.json, false",
        "app/node_modules/a/package.json.bak, false",
    })
    void wantsInstalledPackagesOnly(String path, boolean wanted) {
        assertThat(new NpmCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"lodash","version":"4.17.20"}                        | npm:lodash@4.17.20
            {"version":"1.0.0","dependencies":{"name":"x"},"name":"@s/a"} | npm:@s/a@1.0.0
            {"name":"a","version":"1","name":"b"}                        | npm:b@1
            {"name":"JSONStream","version":"1.3.5"}                      | npm:JSONStream@1.3.5
            {"name":"c","version":" =v2.0.0 "}                           | npm:c@2.0.0
            """)
    void takesNameAndVersionFromTheFileWhateverItsFolderIsCalled(String json, String expected) {
        assertThat(Layouts.packages(facts(json))).containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":\"module\"}",
                "{\"name\":\"a\"}",
                "{\"version\":\"1\"}",
                "{\"name\":\"a\",\"version\":1}",
                "{\"name\":\"a\",\"version\":\"v\"}",
                "{\"name\":null,\"version\":\"1\"}",
                "{\"name\":\"\",\"version\":\"1\"}",
                "{\"name\":\"a b\",\"version\":\"1\"}",
                "{\"name\":\"a/b\",\"version\":\"1\"}",
                "{\"name\":\"@/b\",\"version\":\"1\"}",
                "{\"name\":\"a\\u001b\",\"version\":\"1\"}"
            })
    void saysNothingOfWhatNpmWouldNotInstall(String json) {
        assertThat(facts(json)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{\"name\":\"a\",\"version\":\"1\"", "<html>", "{\"name\":\u0000}"})
    void tellsOfBrokenFiles(String json) {
        assertThat(Layouts.unread(facts(json))).containsExactly("FILE_UNREADABLE");
    }

    @Test
    void isNotMisledByDepthNorLength() {
        assertThat(Layouts.unread(facts("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")))
                .containsExactly("FILE_UNREADABLE");
        assertThat(Layouts.unread(facts("{\"x\":" + "9".repeat(1_000_000) + "}")))
                .containsExactly("FILE_UNREADABLE");
        assertThat(facts("{\"version\":\"1\",\"name\":\"" + "a".repeat(1_000_000) + "\"}"))
                .isEmpty();
        assertThat(Layouts.packages(
                        facts("{\"name\":\"a\",\"description\":\"" + "d".repeat(1_000_000) + "\",\"version\":\"1\"}")))
                .containsExactly("npm:a@1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void neverThrowsOnMutations(long seed) {
        Random random = new Random(seed);
        byte[] json = "{\"name\":\"@s/a\",\"version\":\"1.0.0\",\"x\":[1,2.5e3,{\"y\":null}],\"é\":\"\\u00e9\"}"
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5_000; i++) {
            byte[] mutated = json.clone();
            for (int j = random.nextInt(4); j >= 0; j--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            for (Fact fact : Layouts.facts(new NpmCataloger(), Layouts.file(PATH, mutated), mutated)) {
                if (fact instanceof Fact.UnreadFact unread) {
                    assertThat(unread.detail()).as("seed %d", seed).matches("[^\\p{Cntrl}]*");
                }
            }
        }
    }

    private static byte[] zip(String... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static List<Fact> cached(String path, byte[] content) {
        return Layouts.facts(new NpmCataloger(), Layouts.file(path, content), content);
    }

    @ParameterizedTest
    @CsvSource({
        "opt/yarn-v1.22.22/package.json, yarn, 1.22.22, true",
        "usr/local/lib/yarn-1.22.22/package.json, yarn, 1.22.22, true",
        "root/.cache/node/corepack/v1/pnpm/9.1.0/package.json, pnpm, 9.1.0, true",
        "opt/cli-2.0.0-rc.1/package.json, @acme/cli, 2.0.0-rc.1, true",
        "opt/yarn-v1.22.22/package.json, yarn, 1.22.19, false",
        "opt/yarn-v1.22.22/package.json, yarns, 1.22.22, false",
        "opt/1.22.22/package.json, yarn, 1.22.22, false",
        "srv/shop/package.json, shop, 1.0.0, false",
        "srv/test/shop-1.0.0/package.json, shop, 1.0.0, false",
        "srv/node_modules/a/shop-1.0.0/package.json, shop, 1.0.0, false",
        "opt/yarn-v1.22.22/lib/package.json, yarn, 1.22.22, false",
    })
    void aReleaseInAFolderOfItsNameAndVersionIsInstalled(String path, String name, String version, boolean installed) {
        byte[] content = "{\"name\": \"%s\", \"version\": \"%s\"}"
                .formatted(name, version)
                .getBytes(StandardCharsets.UTF_8);
        FileEntry file = Layouts.file(path, content);
        NpmCataloger npm = new NpmCataloger();
        List<String> packages = npm.wants(file) ? Layouts.packages(Layouts.facts(npm, file, content)) : List.of();
        assertThat(packages).isEqualTo(installed ? List.of("npm:" + name + "@" + version) : List.of());
    }

    @Test
    void readsThePackagesThatYarnRunsFromItsCache() throws IOException {
        byte[] archive = zip(
                "node_modules/@babel/parser/package.json", "{\"name\": \"@babel/parser\", \"version\": \"7.22.7\"}",
                "node_modules/@babel/parser/lib/package.json", "{\"name\": \"no\", \"version\": \"1\"}");
        List<Fact> facts = cached("srv/.yarn/cache/@babel-parser-npm-7.22.7-808a303e61.zip", archive);
        assertThat(Layouts.packages(facts))
                .containsExactly("npm:@babel/parser@7.22.7 !/node_modules/@babel/parser/package.json");
        assertThat(Layouts.packages(cached("root/.yarn/berry/cache/a-1-8.zip", archive)))
                .hasSize(1);
        assertThat(Layouts.packages(cached("root/.local/share/yarn/berry/cache/a-1-8.zip", archive)))
                .hasSize(1);
        assertThat(cached("srv/my.yarn/cache/a.zip", archive)).isEmpty();
        assertThat(Layouts.unread(cached(".yarn/cache/a.zip", new byte[] {'P', 'K', 3})))
                .hasSize(1);
    }
}
