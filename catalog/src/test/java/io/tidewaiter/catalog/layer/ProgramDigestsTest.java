package io.tidewaiter.catalog.layer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.cell.Catalogers;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.testkit.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The digests of programs, whichever thread comes to compute them. */
class ProgramDigestsTest {
    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F', 2, 1, 1};
    private static final List<String> ALL = List.of("MD5", "SHA-1", "SHA-256");

    private final TarBuilder layer = new TarBuilder();
    private final Map<String, List<String>> expected = new LinkedHashMap<>();
    private final Random random = new Random(20261130);

    private void program(String path, int size, List<String> kinds) {
        byte[] content = new byte[size];
        random.nextBytes(content);
        ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[120]).put(0, MAGIC);
        header.putShort(16, (short) 3).putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
        header.putInt(64, 1);
        layer.executable(path, content);
        expected.put(path, kinds.stream().map(kind -> hex(kind, content)).toList());
    }

    private static String hex(String kind, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(kind).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has them", e);
        }
    }

    private static byte[] answer(byte[] stored) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new LayerScan(Catalogers.ALL, Limits.standard()).run(new ByteArrayInputStream(stored), -1, answer);
        return answer.toByteArray();
    }

    private static Map<String, List<String>> digests(byte[] answer) throws IOException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        LayerFactsCodec.read(new ByteArrayInputStream(answer)).files().forEach((path, files) -> {
            for (FileFacts file : files) {
                for (Fact fact : file.facts()) {
                    if (fact instanceof Fact.DigestFact digest) {
                        assertThat(found.put(path, digest.digests())).isNull();
                    }
                }
            }
        });
        return found;
    }

    private void mixed() {
        program("usr/bin/first", 120, ALL);
        for (int i = 0; i < 60; i++) {
            program("usr/bin/early" + i, 120 + random.nextInt(i % 10 == 0 ? 2_000_000 : 90_000), ALL);
        }
        program("usr/bin/longer", 17 << 20, ALL); // more than another thread may hold
        program("usr/bin/long", 5 << 20, ALL); // read by another while the next comes
        layer.directory("etc/apk"); // what was seen before it stays as it is
        for (int i = 0; i < 60; i++) {
            program("usr/bin/late" + i, 120 + random.nextInt(i % 10 == 0 ? 2_000_000 : 90_000), List.of("SHA-1"));
        }
        program("usr/bin/late3", 70_000, List.of("SHA-1")); // in the place of the one before it
        layer.hardlink("usr/bin/link", "usr/bin/late59");
        expected.put("usr/bin/link", expected.get("usr/bin/late59"));
        program("usr/bin/last", 150, List.of("SHA-1"));
    }

    @Test
    void areThoseOfTheBytes() throws IOException {
        mixed();
        byte[] first = answer(layer.build());
        assertThat(digests(first)).isEqualTo(expected);
        for (int i = 0; i < 5; i++) {
            assertThat(answer(layer.build())).isEqualTo(first);
        }
    }

    @Test
    void areThereWhereALayerEndsEarly() throws IOException {
        mixed();
        byte[] whole = layer.build();
        byte[] cut = answer(Arrays.copyOf(whole, whole.length - 60_000));
        Map<String, List<String>> known = digests(cut);
        assertThat(known).hasSizeGreaterThan(80);
        List<String> others = new ArrayList<>(expected.keySet());
        others.removeAll(known.keySet());
        others.forEach(expected::remove);
        assertThat(known).isEqualTo(expected);
        assertThat(new String(cut, US_ASCII)).contains("LAYER_UNREADABLE");
    }
}
