package io.tidewaiter.catalog.luarocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LuaRocksCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new LuaRocksCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "usr/local/lib/luarocks/rocks-5.1/lua-resty-http/0.17.1-0/lua-resty-http-0.17.1-0.rockspec, true",
        "usr/lib/luarocks/rocks/lpeg/1.1.0-1/lpeg-1.1.0-1.rockspec, true",
        "src/lpeg-1.1.0-1.rockspec, false",
        "usr/lib/luarocks/rocks/lpeg/1.1.0-1/rock_manifest, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new LuaRocksCataloger().wants(Layouts.file(path, new byte[0])))
                .isEqualTo(wanted);
    }

    @Test
    void theFolderOfARockNamesIt() {
        assertThat(packages(
                        "usr/local/lib/luarocks/rocks-5.1/lua-resty-http/0.17.1-0/lua-resty-http-0.17.1-0.rockspec",
                        "package = \"lua-resty-http\""))
                .containsExactly("luarocks:lua-resty-http@0.17.1-0");
        assertThat(facts("usr/lib/luarocks/rocks/a/1-1/b-1-1.rockspec", "")).isEmpty();
    }
}
