package io.tidewaiter.advisory;

import java.util.List;

/** {@link Advisory} to bytes and back. */
public final class AdvisoryCodec {
    private AdvisoryCodec() {}

    /** Appends the advisory. */
    public static void write(Advisory advisory, ByteWriter out) {
        out.text(advisory.id()).text(advisory.feed()).text(advisory.severityWord());
        out.number(advisory.names().size());
        for (VulnerabilityNames names : advisory.names()) {
            out.text(names.id());
            ScoreCodec.writeTexts(names.aliases(), out);
        }
        ScoreCodec.write(advisory.scores(), out);
        out.text(advisory.title());
        ScoreCodec.writeTexts(advisory.references(), out);
        out.text(advisory.published()).text(advisory.modified());
        ScoreCodec.writeWeaknesses(advisory.weaknesses(), out);
    }

    /** The next advisory. */
    public static Advisory read(ByteReader in) {
        return read(in, "");
    }

    /** The next advisory, of which it is likely that it is of that feed. */
    static Advisory read(ByteReader in, String likelyFeed) {
        String id = in.text();
        String feed = in.text(likelyFeed);
        String word = in.text();
        List<VulnerabilityNames> names =
                in.list(each -> new VulnerabilityNames(each.text(), ScoreCodec.readTexts(each)));
        return new Advisory(
                id,
                feed,
                names,
                word,
                ScoreCodec.read(in),
                in.text(),
                ScoreCodec.readTexts(in),
                in.text(),
                in.text(),
                ScoreCodec.readWeaknesses(in));
    }
}
