package io.tidewaiter.advisory.photon;

import io.tidewaiter.advisory.VendorWord;
import io.tidewaiter.advisory.feed.Feed;
import io.tidewaiter.advisory.feed.FeedAdvisory;
import io.tidewaiter.advisory.feed.FeedSink;
import io.tidewaiter.advisory.feed.Heads;
import io.tidewaiter.advisory.feed.Statement;
import io.tidewaiter.model.match.FixState;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.vuln.Severity;
import io.tidewaiter.vuln.json.DocumentFault;
import io.tidewaiter.vuln.json.JsonCursor;
import io.tidewaiter.vuln.json.JsonDocuments;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code photon/cve_data_photon5.0.json} of {@code packages.broadcom.com/photon/photon_cve_metadata/}: one entry for each
 * vulnerability of a source package, with {@code res_ver}, the fixed version, and {@code status} where it is not fixed.
 * The release is in the document's name.
 */
public final class PhotonMetadata implements Feed {
    private static final long BYTES_MAX = 256L << 20;
    private static final int TEXT_CHARS_MAX = 256;
    private static final String NAME = "photon";

    private final JsonDocuments documents = new JsonDocuments(BYTES_MAX, 16, 1 << 20, 5_000_000);

    @Override
    public String folder() {
        return NAME;
    }

    @Override
    public boolean reads(String path) {
        return path.endsWith(".json") && path.contains(NAME);
    }

    @Override
    public long documentBytesMax() {
        return BYTES_MAX;
    }

    @Override
    public void read(String path, InputStream document, FeedSink sink) {
        Ecosystem release = release(path);
        documents.array(
                document,
                json -> json.array(
                        "the entries",
                        () -> json.guarded(() -> entry(json, release, sink), why -> sink.refuse("an entry", why))));
    }

    private static Ecosystem release(String path) {
        String name = path.substring(path.lastIndexOf(NAME) + NAME.length());
        int end = name.lastIndexOf(".json");
        String number = name.substring(0, end);
        if (number.isEmpty() || !number.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
            throw new DocumentFault("the name of the document has no release, as in cve_data_photon5.0.json");
        }
        return new Ecosystem("Photon OS", number);
    }

    private static void entry(JsonCursor json, Ecosystem release, FeedSink sink) {
        Map<String, String> fields = new HashMap<>();
        json.object("the entry", name -> fields.put(name, json.scalar(TEXT_CHARS_MAX)));
        String cve = fields.getOrDefault("cve_id", "");
        String source = fields.getOrDefault("pkg", "");
        if (cve.isEmpty() || source.isEmpty()) {
            throw new DocumentFault("an entry without cve_id or pkg");
        }
        String fixed = fields.getOrDefault("res_ver", "").strip();
        boolean isFixed = !fixed.isEmpty() && !fixed.equals("NA") && !fixed.equals("None");
        String status = fields.getOrDefault("status", "").toLowerCase(Locale.ROOT);
        Statement statement = status.equals("not affected")
                ? Statement.notAffected(release, source, "not affected")
                : isFixed ? Statement.fixed(release, source, fixed) : Statement.open(release, source, open(status));
        Heads head = Heads.ofVulnerability("PHOTON-" + cve, cve).rated(word(fields.getOrDefault("cve_score", "")));
        sink.advisory(new FeedAdvisory(head.build(), "Photon OS", FeedAdvisory.Kind.PART, List.of(statement)));
    }

    private static VendorWord open(String status) {
        return status.equals("fixed")
                ? VendorWord.open(FixState.FIXED, "fixed in a version that is not named")
                : VendorWord.AFFECTED;
    }

    /** The feed has a score without its vector, so it is worth its word; empty for none. */
    private static String word(String score) {
        try {
            Severity severity = Severity.ofScore(Double.parseDouble(score));
            return severity == Severity.UNKNOWN ? "" : severity.label();
        } catch (NumberFormatException _) {
            return "";
        }
    }
}
