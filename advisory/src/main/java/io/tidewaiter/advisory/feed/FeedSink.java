package io.tidewaiter.advisory.feed;

import java.time.Instant;

/** Takes what a feed's document says. Nothing of it counts until the document was read to its end. */
public interface FeedSink {
    /** One advisory. */
    void advisory(FeedAdvisory advisory);

    /** A part of the document that is broken and was set aside; its name is for a person. */
    void refuse(String part, String reason);

    /** Whether a word of that time is dated ahead; what it would take out stays in until then, and it is counted. */
    boolean isToCome(Instant said);

    /** Something that was left out and takes nothing from what is affected. */
    void note(String reason);
}
