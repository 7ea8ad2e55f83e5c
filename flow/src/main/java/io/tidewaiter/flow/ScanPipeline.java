package io.tidewaiter.flow;

import io.tidewaiter.advisory.AdvisoryDb;
import io.tidewaiter.assess.Assessor;
import io.tidewaiter.assess.ReleaseSupport;
import io.tidewaiter.catalog.ImageCataloger;
import io.tidewaiter.catalog.base.BaseFinder;
import io.tidewaiter.catalog.base.KnownBases;
import io.tidewaiter.match.Matcher;
import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.AdvisorySnapshot;
import io.tidewaiter.model.match.MatchResult;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.ScanResult;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The sentence, once pulled: {@code assess(match(catalog(image)))}. The same in the service and on the command line. */
public final class ScanPipeline {
    private static final MatchResult NO_ADVISORIES = new MatchResult(
            AdvisorySnapshot.NONE,
            List.of(),
            List.of(new CoverageFact(
                    CoverageFact.Kind.NO_ADVISORIES, "", -1, "there is no advisory database; nothing was judged")));

    private final ImageCataloger cataloger;
    private final InstantSource clock;
    private final KnownBases bases;
    private final Steps steps;

    /** A pipeline that judges by the day (UTC) that the clock shows. */
    public ScanPipeline(ImageCataloger cataloger, InstantSource clock) {
        this(cataloger, clock, KnownBases.NONE);
    }

    /** As the other one, with bases that the user named. */
    public ScanPipeline(ImageCataloger cataloger, InstantSource clock, KnownBases bases) {
        this(cataloger, clock, bases, Steps.UNHEARD);
    }

    /** As the other one, with somebody who hears of each step. */
    public ScanPipeline(ImageCataloger cataloger, InstantSource clock, KnownBases bases, Steps steps) {
        this.steps = steps;
        this.cataloger = cataloger;
        this.clock = clock;
        this.bases = bases;
    }

    /**
     * The whole answer for one image.
     *
     * @throws io.tidewaiter.catalog.CatalogException where no cell can be had
     */
    public ScanResult scan(PulledImage image, AdvisoryDb advisories) throws InterruptedException {
        return scan(image, Optional.of(advisories));
    }

    /** As {@link #scan(PulledImage, AdvisoryDb)}; without advisories packages are listed and nothing is judged. */
    public ScanResult scan(PulledImage image, Optional<AdvisoryDb> advisories) throws InterruptedException {
        Inventory inventory = BaseFinder.named(cataloger.catalog(image), image.base(), bases);
        steps.reached(Steps.Step.CATALOGED);
        MatchResult matches =
                advisories.map(db -> new Matcher(db).match(inventory)).orElse(NO_ADVISORIES);
        steps.reached(Steps.Step.MATCHED);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        ImageAssessment assessment = Assessor.assess(inventory, matches, ReleaseSupport.facts(inventory, today));
        return new ScanResult(
                image.identity(), inventory, assessment, Assessor.overruled(matches.overruled()), matches.placed());
    }
}
