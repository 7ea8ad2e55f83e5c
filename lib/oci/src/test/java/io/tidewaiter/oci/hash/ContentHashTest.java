package io.tidewaiter.oci.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenSSL's digests and the JDK's are twins. */
class ContentHashTest {
    private static MessageDigest native256() {
        return ofLibrary(OpensslLibrary.Kind.SHA256);
    }

    private static MessageDigest ofLibrary(OpensslLibrary.Kind kind) {
        assumeTrue(
                OpensslLibrary.get().filter(library -> library.has(kind)).isPresent(),
                "libcrypto is not on this machine");
        return new OpensslDigest(OpensslLibrary.get().orElseThrow(), kind);
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /** FIPS 180-4 examples and the digest of nothing. */
    @Test
    void knowsTheVectorsOfTheStandard() {
        MessageDigest hash = native256();
        assertThat(hex(hash.digest())).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(hex(hash.digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
                        .getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithItsTwinHoweverTheBytesAreCut(OpensslLibrary.Kind kind) {
        Random random = new Random(20261125);
        MessageDigest hash = ofLibrary(kind);
        for (int round = 0; round < 60; round++) {
            byte[] bytes = new byte[random.nextInt(round % 10 == 0 ? 600_000 : 3_000)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; ) {
                int count = Math.min(bytes.length - at, 1 + random.nextInt(300_000));
                if (count == 1) {
                    hash.update(bytes[at]);
                } else {
                    hash.update(bytes, at, count);
                }
                at += count;
            }
            assertThat(hex(hash.digest()))
                    .as("%d bytes", bytes.length)
                    .isEqualTo(hex(ContentHash.ofJdk(kind.algorithm).digest(bytes)));
        }
    }

    @Test
    void everyDigestHasItsName() {
        assertThat(hex(ContentHash.md5().digest())).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
        assertThat(hex(ContentHash.sha1().digest())).isEqualTo("da39a3ee5e6b4b0d3255bfef95601890afd80709");
    }

    @Test
    void resetForgets() {
        MessageDigest hash = native256();
        hash.update(new byte[1000]);
        hash.reset();
        assertThat(hash.digest()).isEqualTo(ContentHash.ofJdk("SHA-256").digest());
        assertThat(hash.getDigestLength()).isEqualTo(32);
    }

    @Test
    void severalAtATimeKeepApart() throws InterruptedException {
        native256();
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] bytes = new byte[200_000];
            Arrays.fill(bytes, (byte) i);
            String wanted = hex(ContentHash.ofJdk("SHA-256").digest(bytes));
            threads.add(Thread.ofPlatform().start(() -> {
                for (int round = 0; round < 50; round++) {
                    if (!hex(ContentHash.sha256().digest(bytes)).equals(wanted)) {
                        seen.add("another digest");
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).isEmpty();
    }
}
