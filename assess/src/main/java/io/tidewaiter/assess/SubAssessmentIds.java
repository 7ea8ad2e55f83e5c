package io.tidewaiter.assess;

import io.tidewaiter.model.assess.Finding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;

/**
 * The names of sub-assessments: GUIDs that follow from what they name, so that the same finding in the same image has
 * the same name in every scan.
 *
 * <p>A name is a version 8 UUID (RFC 9562 section 5.8). Its first 60 free bits are a hash of the image's place (registry
 * id, repository, digest), its last 62 a hash of the finding's key. So the images of a name can be looked up by its first
 * half, and the findings of one image share it.
 */
public final class SubAssessmentIds {
    /** The finding key of the one sub-assessment of an image without findings. */
    public static final String NO_FINDING = "";

    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private SubAssessmentIds() {}

    /**
     * The first half of the names of all sub-assessments of an image in a repository.
     *
     * @param registryId a resource id, in any casing
     */
    public static long place(String registryId, String repository, String digest) {
        long hash = hash("place", registryId.toLowerCase(Locale.ROOT), repository, digest);
        return (hash & ~VERSION_MASK) | VERSION_8;
    }

    /** The name of the sub-assessment of a finding, or of {@link #NO_FINDING}, in an image's place. */
    public static String name(long place, String findingKey) {
        return new UUID(place, (hash("finding", findingKey) & (-1L >>> 2)) | VARIANT).toString();
    }

    /** The name of the sub-assessment of a finding, or of {@link #NO_FINDING}. */
    public static String name(String registryId, String repository, String digest, String findingKey) {
        return name(place(registryId, repository, digest), findingKey);
    }

    /** The finding id that people and programs know ({@code properties.id}): the vulnerability's name. */
    public static String vulnerabilityId(Finding finding) {
        return finding.match().vulnerability().id();
    }

    private static long hash(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update(ByteBuffer.allocate(4).putInt(bytes.length).flip()); // lengths keep parts apart
                sha256.update(bytes);
            }
            return ByteBuffer.wrap(sha256.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
