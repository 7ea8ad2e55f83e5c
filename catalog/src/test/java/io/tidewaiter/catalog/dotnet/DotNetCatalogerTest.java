package io.tidewaiter.catalog.dotnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class DotNetCatalogerTest {
    private static List<Fact> facts(String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new DotNetCataloger(), Layouts.file("app/app.deps.json", content), content);
    }

    @Test
    void whatIsCompiledAgainstOnlyIsNotThere() {
        assertThat(Layouts.packages(facts("""
                {"runtimeTarget": {"name": ".NETCoreApp,Version=v8.0/linux-x64", "signature": ""},
                 "targets": {".NETCoreApp,Version=v8.0": {},
                  ".NETCoreApp,Version=v8.0/linux-x64": {
                   "app/1.0.0": {"dependencies": {"Newtonsoft.Json": "13.0.1"}, "runtime": {"app.dll": {}}},
                   "Newtonsoft.Json/13.0.1": {"runtime": {"lib/net6.0/Newtonsoft.Json.dll": {"assemblyVersion": "13.0.0.0"}}},
                   "Libuv/1.9.1": {"runtimeTargets": {"runtimes/debian-x64/native/libuv.so": {"rid": "debian-x64"}}},
                   "Humanizer.Core.de/2.8.26": {"resources": {"lib/de/Humanizer.resources.dll": {"locale": "de"}}},
                   "System.Net.Http/4.1.0": {},
                   "NETStandard.Library/2.0.3": {"dependencies": {"Microsoft.NETCore.Platforms": "1.1.0"}},
                   "System.IO/4.3.0": {"runtime": {"lib/netcoreapp1.0/_._": {}}},
                   "Analyzers/3.3.4": {"compile": {"ref/a.dll": {}}},
                   "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.4": {"runtime": {"System.dll": {}}}}},
                 "libraries": {
                  "app/1.0.0": {"type": "project", "serviceable": false, "sha512": ""},
                  "Newtonsoft.Json/13.0.1": {"type": "package", "serviceable": true, "sha512": "x", "path": "n"},
                  "Libuv/1.9.1": {"type": "package"}, "Humanizer.Core.de/2.8.26": {"type": "package"},
                  "System.Net.Http/4.1.0": {"type": "package"}, "NETStandard.Library/2.0.3": {"type": "package"},
                  "System.IO/4.3.0": {"type": "package"}, "Analyzers/3.3.4": {"type": "package"},
                  "runtimepack.Microsoft.NETCore.App.Runtime.linux-x64/8.0.4": {"type": "runtimepack"},
                  "System.Reference/1.0.0": {"type": "reference"}, "/1": {"type": "package"}, "x": {"type": "package"}}}
                """)))
                .containsExactly(
                        "nuget:Newtonsoft.Json@13.0.1",
                        "nuget:Libuv@1.9.1",
                        "nuget:Humanizer.Core.de@2.8.26",
                        "nuget:Microsoft.NETCore.App.Runtime.linux-x64@8.0.4");
    }

    @Test
    void librariesBehindTooManyOthersAreTold() {
        StringBuilder targets = new StringBuilder("\"x0/1\": {\"runtime\": {\"x.dll\": {}}}");
        for (int i = 1; i <= 100_000; i++) {
            targets.append(", \"x").append(i).append("/1\": {\"runtime\": {\"x.dll\": {}}}");
        }
        assertThat(Layouts.packages(facts("{\"targets\": {\"t\": {" + targets
                        + ", \"Real/1\": {\"runtime\": {\"Real.dll\": {}}}}},"
                        + " \"libraries\": {\"Real/1\": {\"type\": \"package\"}}}")))
                .containsExactly("nuget:Real@1");
    }

    @Test
    void aSharedRuntimeTellsItself() {
        assertThat(Layouts.packages(facts("""
                {"libraries": {"Microsoft.NETCore.App.Runtime.linux-x64/6.0.5": {"type": "package"}},
                 "targets": {".NETCoreApp,Version=v6.0/linux-x64": {"Microsoft.NETCore.App.Runtime.linux-x64/6.0.5": {
                  "native": {"libcoreclr.so": {"fileVersion": "0.0.0.0"}}}}}}
                """))).containsExactly("nuget:Microsoft.NETCore.App.Runtime.linux-x64@6.0.5");
    }

    /** Until .NET 5 a runtime's file names what it was built from. */
    @ParameterizedTest
    @CsvSource(textBlock = """
        usr/share/dotnet/shared/Microsoft.NETCore.App/3.1.23/Microsoft.NETCore.App.deps.json, linux-musl-x64, \
        nuget:Microsoft.NETCore.App.Runtime.linux-musl-x64@3.1.23
        shared/Microsoft.AspNetCore.App/6.0.5/Microsoft.AspNetCore.App.deps.json, linux-x64, \
        nuget:Microsoft.AspNetCore.App.Runtime.linux-x64@6.0.5
        shared/Microsoft.NETCore.App/2.1.30/Microsoft.NETCore.App.deps.json, linux-x64, nuget:Microsoft.NETCore.App@2.1.30
        shared/Microsoft.NETCore.App/1.1.13/Microsoft.NETCore.App.deps.json, linux-x64, nuget:Microsoft.NETCore.App@1.1.13
        shared/Microsoft.AspNetCore.All/2.1.30/Microsoft.AspNetCore.All.deps.json, '', \
        nuget:Microsoft.AspNetCore.All@2.1.30
        shared/Microsoft.NETCore.App/3.1.23/Other.deps.json, linux-x64,
        shared/Microsoft.NETCore.App/3.1.23/Microsoft.NETCore.App.deps.json, v3.1,
        shared/Microsoft.NETCore.App/current/Microsoft.NETCore.App.deps.json, linux-x64,
        """)
    void aSharedRuntimeIsThePackageThatAdvisoriesName(String path, String platform, @Nullable String told) {
        String json = """
                {"runtimeTarget": {"name": ".NETCoreApp,Version=v3.1/%s", "signature": ""},
                 "targets": {"t": {"runtime.%s.Microsoft.NETCore.App/3.1.23-servicing.22122.4": {"runtime": {"a.dll": {}}}}},
                 "libraries": {"runtime.%s.Microsoft.NETCore.App/3.1.23-servicing.22122.4": {"type": "package"},
                  "x/1": {"type": "package"}}}
                """.replace("%s", Objects.requireNonNullElse(platform, ""));
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        List<String> packages =
                Layouts.packages(Layouts.facts(new DotNetCataloger(), Layouts.file(path, content), content));
        assertThat(packages).hasSize(told == null ? 1 : 2);
        assertThat(packages.getLast()).isEqualTo(Objects.requireNonNullElse(told, packages.getFirst()));
    }

    @Test
    void whereNoTargetNamesFilesAllLibrariesCount() {
        assertThat(Layouts.packages(facts("{\"libraries\": {\"A/1.0\": {\"type\": \"package\"}}}")))
                .containsExactly("nuget:A@1.0");
    }

    @Test
    void oddDocuments() {
        assertThat(facts("[]")).isEmpty();
        assertThat(facts("{\"targets\": 1, \"libraries\": [{\"a\": {}}]}")).isEmpty();
        assertThat(facts("{\"targets\": {\"t\": [1]}, \"libraries\": {\"a/1\": 3}}"))
                .isEmpty();
        assertThat(Layouts.unread(facts("{\"targets\": {\"t\": {\"a/1\": "))).hasSize(1);
        assertThat(Layouts.unread(facts("{\"a\":".repeat(100_000)))).hasSize(1);
    }
}
