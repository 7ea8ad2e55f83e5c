package io.tidewaiter.store;

import io.tidewaiter.assess.Recommendation;
import io.tidewaiter.model.assess.Health;
import io.tidewaiter.store.recommend.Evaluation;
import io.tidewaiter.store.sync.RegistrySync;
import java.util.Optional;

/**
 * What a registry is recommended, in numbers, and since when.
 *
 * @param since empty where the recommendation is newer than what was noted of it; it is noted within moments
 */
public record Recommended(RegistrySummary summary, Recommendation recommendation, Optional<Evaluation> since) {

    /**
     * What a registry is recommended now. A registry of which the images tell one thing and the listing another: one that
     * cannot be scanned is not applicable; one that refuses us is, unless its images were judged.
     *
     * @param sync how the registry stands as a whole
     * @param known what was noted of it
     */
    public static Recommended now(RegistrySummary summary, Optional<RegistrySync> sync, Optional<Evaluation> known) {
        Recommendation ofImages = ofImages(summary);
        return since(summary, summary.exemption().isPresent() ? ofImages : told(ofImages, sync), known);
    }

    /**
     * What a registry was recommended at a time: what was noted then knows more than the images, because how a registry
     * stood as a whole is not kept.
     */
    public static Recommended then(RegistrySummary summary, Optional<Evaluation> known) {
        Recommendation ofImages = ofImages(summary);
        Recommendation recommendation = known.filter(noted -> !noted.isOf(ofImages))
                .map(noted -> new Recommendation(noted.status(), noted.cause(), noted.description(), summary.images()))
                .orElse(ofImages);
        return since(summary, recommendation, known);
    }

    private static Recommended since(
            RegistrySummary summary, Recommendation recommendation, Optional<Evaluation> known) {
        return new Recommended(
                summary, recommendation, known.filter(noted -> noted.status() == recommendation.status()));
    }

    private static Recommendation ofImages(RegistrySummary summary) {
        return summary.exemption()
                .map(exempt -> Recommendation.exempt(exempt.sentence(), summary.images()))
                .orElseGet(() -> Recommendation.of(summary.images()));
    }

    private static Recommendation told(Recommendation ofImages, Optional<RegistrySync> sync) {
        boolean judged = !ofImages.cause().equals(Recommendation.NO_IMAGES);
        boolean tells = sync.isPresent()
                && switch (sync.get().phase()) {
                    case UNSUPPORTED -> true;
                    case DENIED, FAILED, FREE -> !judged;
                    case LISTING, PARTIAL, COMPLETE -> false;
                };
        return tells
                ? new Recommendation(
                        Health.NOT_APPLICABLE, sync.get().cause(), sync.get().description(), ofImages.images())
                : ofImages;
    }
}
