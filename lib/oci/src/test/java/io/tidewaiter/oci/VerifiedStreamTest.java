package io.tidewaiter.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class VerifiedStreamTest {
    private static final byte[] BYTES = {1, 2, 3, 4, 5};

    private static VerifiedStream stream(byte[] bytes, Digest digest, long size) {
        return new VerifiedStream(new ByteArrayInputStream(bytes), new Descriptor("", digest, size), "read blob x");
    }

    @Test
    void handsOutWhatFits() throws IOException {
        for (String algorithm : new String[] {"sha256", "sha512"}) {
            Digest digest = VerifiedStream.digest(algorithm, BYTES);
            assertThat(stream(BYTES, digest, 5).readAllBytes()).isEqualTo(BYTES);
        }
        assertThat(stream(new byte[0], VerifiedStream.digest("sha256", new byte[0]), 0)
                        .read())
                .isEqualTo(-1);
    }

    @Test
    void refusesOtherBytesBeforeTheEndIsAskedFor() throws IOException {
        VerifiedStream stream = stream(BYTES, VerifiedStream.digest("sha256", new byte[5]), 5);
        stream.readNBytes(4);

        assertThatThrownBy(stream::read)
                .isInstanceOf(BlobMismatchException.class)
                .hasMessageContaining("read blob x")
                .hasMessageContaining("digest");
        assertThatThrownBy(stream::read).isInstanceOf(BlobMismatchException.class);
    }

    @Test
    void refusesTooFewAndTooManyBytes() {
        Digest digest = VerifiedStream.digest("sha256", BYTES);

        assertThatThrownBy(() -> stream(BYTES, digest, 6).readAllBytes()).isInstanceOf(BlobMismatchException.class);
        assertThatThrownBy(() -> stream(BYTES, digest, 4).readAllBytes()).isInstanceOf(BlobMismatchException.class);
        assertThatThrownBy(() -> stream(new byte[1], VerifiedStream.digest("sha256", new byte[0]), 0)
                        .read())
                .isInstanceOf(BlobMismatchException.class);
    }

    @Test
    void skippingIsReading() throws IOException {
        VerifiedStream stream = stream(BYTES, VerifiedStream.digest("sha256", BYTES), 5);

        assertThat(stream.skip(4)).isEqualTo(4);
        assertThat(stream.read()).isEqualTo(5);
        assertThat(stream.read()).isEqualTo(-1);
    }
}
