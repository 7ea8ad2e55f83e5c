package io.tidewaiter.catalog.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release of a kernel by its image: that of x86 has a pointer to it in its header, whatever the rest is packed with (The
 * Linux/x86 Boot Protocol, {@code kernel_version}); of an image that is not packed the banner tells.
 */
final class KernelImage {
    private static final int SIGNATURE_AT = 0x202;
    private static final int VERSION_AT = 0x20e;
    private static final int BASE = 0x200;
    private static final byte[] SIGNATURE = {'H', 'd', 'r', 'S'};
    private static final byte[] BANNER = "Linux version ".getBytes(StandardCharsets.US_ASCII);
    private static final int RELEASE_CHARS_MAX = 100;
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4}\\.\\d[0-9A-Za-z._+~-]{0,80}) \\(.*");

    private KernelImage() {}

    static Optional<String> release(byte[] image) {
        if (begins(image, SIGNATURE_AT, SIGNATURE)) {
            return at(image, BASE + (image[VERSION_AT] & 0xff) + ((image[VERSION_AT + 1] & 0xff) << 8));
        }
        for (int i = 0; i < image.length - BANNER.length; i++) {
            if (image[i] == BANNER[0] && begins(image, i, BANNER)) {
                Optional<String> release = at(image, i + BANNER.length);
                if (release.isPresent()) {
                    return release;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean begins(byte[] image, int at, byte[] text) {
        return image.length >= VERSION_AT + 2
                && at + text.length <= image.length
                && Arrays.equals(image, at, at + text.length, text, 0, text.length);
    }

    /** The word that stands there, with who has built it in brackets behind it. */
    private static Optional<String> at(byte[] image, int from) {
        int start = Math.min(from, image.length);
        int length = Math.min(RELEASE_CHARS_MAX, image.length - start);
        Matcher release = RELEASE.matcher(new String(image, start, length, StandardCharsets.ISO_8859_1));
        return release.lookingAt() ? Optional.of(release.group(1)) : Optional.empty();
    }
}
