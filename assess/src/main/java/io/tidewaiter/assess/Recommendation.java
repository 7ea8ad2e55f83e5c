package io.tidewaiter.assess;

import io.tidewaiter.model.assess.Health;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The one assessment of a registry: what its images together mean.
 *
 * @param status Healthy, Unhealthy or NotApplicable; never Unverified, which this surface has no word for
 * @param cause a short word for programs; empty for Healthy and Unhealthy
 * @param description one sentence for people; empty for Healthy
 * @param images how many images of the registry have each health; every health is a key
 */
public record Recommendation(Health status, String cause, String description, Map<Health, Long> images) {
    /** The well-known key of the assessment of registry images (Azure wire reference 2.4). */
    public static final String ASSESSMENT_KEY = "dbd0cb49-b563-45e7-9724-889e799fa648";

    /** The cause of a registry without any image that was judged or could be. */
    public static final String NO_IMAGES = "NoImages";

    public Recommendation {
        EnumMap<Health, Long> counts = new EnumMap<>(Health.class);
        for (Health health : Health.values()) {
            counts.put(health, images.getOrDefault(health, 0L));
        }
        images = Collections.unmodifiableMap(counts);
    }

    /**
     * Unhealthy with any unhealthy image; Healthy where every image that can be judged was judged clean; otherwise not
     * applicable, because images that could not be verified must not look clean.
     */
    public static Recommendation of(Map<Health, Long> images) {
        long unhealthy = images.getOrDefault(Health.UNHEALTHY, 0L);
        long unverified = images.getOrDefault(Health.UNVERIFIED, 0L);
        long healthy = images.getOrDefault(Health.HEALTHY, 0L);
        if (unhealthy > 0) {
            return new Recommendation(Health.UNHEALTHY, "", counted(unhealthy) + " findings", images);
        }
        if (unverified > 0) {
            String description = counted(unverified) + " no proven result";
            return new Recommendation(Health.NOT_APPLICABLE, "ImagesUnverified", description, images);
        }
        return healthy > 0
                ? new Recommendation(Health.HEALTHY, "", "", images)
                : new Recommendation(
                        Health.NOT_APPLICABLE, NO_IMAGES, "The registry has no image that can be judged", images);
    }

    /** Taken out with everything in it, by somebody's decision. */
    public static Recommendation exempt(String why, Map<Health, Long> images) {
        return new Recommendation(Health.NOT_APPLICABLE, "Exempt", why, images);
    }

    /** How many images have a health. */
    public long count(Health health) {
        return images.getOrDefault(health, 0L);
    }

    private static String counted(long images) {
        return images == 1 ? "1 image has" : images + " images have";
    }
}
