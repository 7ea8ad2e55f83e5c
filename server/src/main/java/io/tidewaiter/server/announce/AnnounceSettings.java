package io.tidewaiter.server.announce;

import io.tidewaiter.oci.client.ClientSettings;
import java.time.Duration;

/**
 * How others are told.
 *
 * @param client where may be connected to and whom is trusted: the same as for registries
 * @param quietAfter an image that nobody pushed or pulled for so long is told of no more; zero: every image is
 * @param giveUpAfter how long something is tried to be told
 * @param retryFirst the first wait after a failure; each further one is twice as long, up to an hour
 * @param imagesAtOnce how many images are looked at in one transaction; what touches more is told in parts
 */
public record AnnounceSettings(
        ClientSettings client, Duration quietAfter, Duration giveUpAfter, Duration retryFirst, int imagesAtOnce) {
    /** Three months of quiet, a day of tries. */
    public static final AnnounceSettings USUAL = new AnnounceSettings(
            ClientSettings.standard(), Duration.ofDays(90), Duration.ofHours(24), Duration.ofSeconds(5), 2_000);

    /** The same over other connections. */
    public AnnounceSettings withClient(ClientSettings other) {
        return new AnnounceSettings(other, quietAfter, giveUpAfter, retryFirst, imagesAtOnce);
    }

    /** The same with another time of quiet. */
    public AnnounceSettings withQuietAfter(Duration other) {
        return new AnnounceSettings(client, other, giveUpAfter, retryFirst, imagesAtOnce);
    }

    /** The same with other waits. */
    public AnnounceSettings withRetryFirst(Duration other) {
        return new AnnounceSettings(client, quietAfter, giveUpAfter, other, imagesAtOnce);
    }

    /** The same in other parts. */
    public AnnounceSettings withImagesAtOnce(int other) {
        return new AnnounceSettings(client, quietAfter, giveUpAfter, retryFirst, other);
    }
}
