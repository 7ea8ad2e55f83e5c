package io.tidewaiter.store;

import io.tidewaiter.model.assess.ImageAssessment;
import io.tidewaiter.model.scan.ImageIdentity;
import io.tidewaiter.model.scan.ScanResult;

/** What a job found out about one image; a job whose manifest is an index has one for each of its images. */
public sealed interface JobOutcome {
    /** The image that it is about. */
    ImageIdentity image();

    /** The image was read and matched. */
    record Scanned(ScanResult result) implements JobOutcome {
        public Scanned {
            if (!result.suppressed().isEmpty()) {
                throw new IllegalArgumentException("the state hides nothing: a result to be stored suppresses nothing");
            }
        }

        @Override
        public ImageIdentity image() {
            return result.image();
        }
    }

    /** The image was not read: the scan failed, or it cannot be judged by nature. Never metered. */
    record Judged(ImageIdentity image, ImageAssessment assessment) implements JobOutcome {
        public Judged {
            if (!assessment.findings().isEmpty()) {
                throw new IllegalArgumentException("findings come from an inventory");
            }
        }
    }

    /** The image is known with the same catalog version and advisories; only its place is new. */
    record Known(ImageIdentity image) implements JobOutcome {}
}
