package io.tidewaiter.advisory.oval;

import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.vuln.oval.OvalDefinition;
import io.tidewaiter.vuln.oval.OvalTest;
import java.util.Map;

/** A vendor's own way with OVAL. */
interface OvalVendor {
    /** The folder of its documents. */
    String folder();

    /** Tells what the definition says; {@code path} names the document, {@code tests} are those of the document. */
    void tell(String path, OvalDefinition definition, Map<String, OvalTest> tests, FeedSink sink);
}
