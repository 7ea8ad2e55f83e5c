package io.tidewaiter.oci;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which machines an image is for (OCI image-spec, image-index.md "platform").
 *
 * @param os Go's name, for example {@code linux}
 * @param architecture Go's name, for example {@code amd64}
 * @param variant for example {@code v8}; of Windows, which has none, the version of the system that an image is bound to,
 *     {@code 10.0.20348.2402}; empty where there is none
 */
public record Platform(String os, String architecture, String variant) {
    private static final Pattern PART = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

    public Platform {
        for (String part : new String[] {os, architecture, variant.isEmpty() ? "none" : variant}) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException("not part of a platform: " + ForeignText.quoted(part));
            }
        }
    }

    /** Reads {@code os/arch[/variant]}; throws {@link IllegalArgumentException} with a message for the user. */
    public static Platform parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new IllegalArgumentException(
                    "a platform is written os/arch[/variant], not " + ForeignText.quoted(text));
        }
        return new Platform(parts[0].toLowerCase(Locale.ROOT), normal(parts[1]), parts.length == 3 ? parts[2] : "");
    }

    /** Linux on the processor of this machine. */
    public static Platform ofThisMachine() {
        return new Platform("linux", normal(System.getProperty("os.arch", "amd64")), "");
    }

    private static String normal(String architecture) {
        return switch (architecture.toLowerCase(Locale.ROOT)) {
            case "x86_64", "x86-64" -> "amd64";
            case "aarch64" -> "arm64";
            case "i386", "i686", "x86" -> "386";
            case "armhf", "armel" -> "arm";
            default -> architecture.toLowerCase(Locale.ROOT);
        };
    }

    /** Whether an image of that platform is what this one asks for; a missing variant asks for any. */
    public boolean accepts(Platform other) {
        return os.equals(other.os)
                && architecture.equals(other.architecture)
                && (variant.isEmpty()
                        || variant.equals(other.variant)
                        || (other.variant.isEmpty() && architecture.equals("arm64") && variant.equals("v8")));
    }

    /** BuildKit lists attestations as images of the platform {@code unknown/unknown}. */
    public boolean isUnknown() {
        return os.equals("unknown") && architecture.equals("unknown");
    }

    @Override
    public String toString() {
        return os + "/" + architecture + (variant.isEmpty() ? "" : "/" + variant);
    }
}
