package io.tidewaiter.catalog.dotnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.oci.hash.ContentHash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A bundle as dotnet/designs describes it, put together here: no .NET is on the machines that build us. */
class SingleFileTest {
    private static final String DEPENDENCIES = """
            {"runtimeTarget":{"name":".NETCoreApp,Version=v8.0/linux-x64"},
             "targets":{".NETCoreApp,Version=v8.0/linux-x64":{
               "app/1.0.0":{"runtime":{"app.dll":{}}},
               "Newtonsoft.Json/13.0.1":{"runtime":{"lib/net6.0/Newtonsoft.Json.dll":{}}}}},
             "libraries":{"app/1.0.0":{"type":"project"},"Newtonsoft.Json/13.0.1":{"type":"package"}}}""";

    private static byte[] bundle(int version) {
        return bundle(version, DEPENDENCIES);
    }

    private static byte[] bundle(int version, String listed) {
        byte[] dependencies = listed.getBytes(StandardCharsets.UTF_8);
        byte[] identifier = "abcdefghijkl".getBytes(StandardCharsets.UTF_8);
        int table = 512;
        int end = table + 64;
        int header = end + dependencies.length;
        ByteBuffer bytes =
                ByteBuffer.allocate(header + 13 + identifier.length + 40).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).putShort(16, (short) 3);
        bytes.putLong(40, table).putShort(58, (short) 64).putShort(60, (short) 1);
        bytes.putLong(200, header);
        bytes.put(208, ContentHash.sha256().digest(".net core bundle\n".getBytes(StandardCharsets.UTF_8)));
        bytes.put(end, dependencies);
        bytes.position(header);
        bytes.putInt(version).putInt(0).putInt(1).put((byte) identifier.length).put(identifier);
        bytes.putLong(end).putLong(dependencies.length).putLong(0).putLong(0).putLong(0);
        return bytes.array();
    }

    private static List<Fact> facts(byte[] program) {
        return Layouts.facts(new DotNetCataloger(), Layouts.file("app/app", program), program);
    }

    @Test
    void aSingleFileTellsItsPackages() {
        assertThat(Layouts.packages(facts(bundle(6)))).containsExactly("nuget:Newtonsoft.Json@13.0.1");
        assertThat(facts(bundle(6))).contains(new Fact.OpenedFact(Fact.Opened.EXECUTABLE, 1));
    }

    @Test
    void aListOfNothingExplainsNothing() {
        assertThat(facts(bundle(6, "{}"))).noneMatch(Fact.OpenedFact.class::isInstance);
    }

    @Test
    void oneOfBeforeDotNetFiveAndAnyOtherProgramSayNothing() {
        assertThat(facts(bundle(1))).isEmpty();
        byte[] plain = bundle(6);
        plain[210] = 0;
        assertThat(facts(plain)).isEmpty();
    }

    @Test
    void whateverTheHeadersClaimNothingOutsideOfTheFileIsRead() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = bundle(6);
            for (int change = 0; change < 4; change++) {
                int at = switch (random.nextInt(3)) {
                    case 0 -> 32 + random.nextInt(32);
                    case 1 -> 200 + random.nextInt(8);
                    default -> bytes.length - 1 - random.nextInt(65);
                };
                bytes[at] = (byte) random.nextInt();
            }
            assertThat(SingleFile.dependencies(bytes)).as("seed %d", seed).isNotNull();
        }
    }
}
