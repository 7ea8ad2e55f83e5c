package io.tidewaiter.advisory;

import io.tidewaiter.model.match.AdvisorySnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * What a database says of itself.
 *
 * @param builder name and version of the program that compiled it
 * @param feeds every ecosystem with how many records speak for it
 * @param counts named counts of the compilation, for example {@code documents}, {@code withdrawn}
 * @param inputs every file that was read, with its digest
 * @param faults feeds that could not be read, with the reason
 */
public record DbFacts(
        String builder,
        List<AdvisorySnapshot.Feed> feeds,
        List<Count> counts,
        List<Input> inputs,
        List<String> faults) {
    /** One named count. */
    public record Count(String name, long value) {}

    /** One file that was read: its name in the feed folder and {@code sha256:…}. */
    public record Input(String name, String digest) {}

    public DbFacts {
        feeds = List.copyOf(feeds);
        counts = List.copyOf(counts);
        inputs = List.copyOf(inputs);
        faults = List.copyOf(faults);
    }

    /** As the file holds it. */
    public byte[] toBytes() {
        ByteWriter out = new ByteWriter().text(builder).number(feeds.size());
        feeds.forEach(feed -> out.text(feed.name()).number(feed.records()).text(feed.newest()));
        out.number(counts.size());
        counts.forEach(count -> out.text(count.name()).number(count.value()));
        out.number(inputs.size());
        inputs.forEach(input -> out.text(input.name()).text(input.digest()));
        ScoreCodec.writeTexts(faults, out);
        return out.toBytes();
    }

    static DbFacts read(ByteReader in) {
        String builder = in.text();
        List<AdvisorySnapshot.Feed> feeds = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            feeds.add(new AdvisorySnapshot.Feed(in.text(), in.number(), in.text()));
        }
        List<Count> counts = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            counts.add(new Count(in.text(), in.number()));
        }
        List<Input> inputs = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) {
            inputs.add(new Input(in.text(), in.text()));
        }
        return new DbFacts(builder, feeds, counts, inputs, ScoreCodec.readTexts(in));
    }
}
