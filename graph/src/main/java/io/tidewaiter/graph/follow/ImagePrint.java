package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.derive.Contained;
import io.tidewaiter.graph.derive.Interval;
import io.tidewaiter.graph.derive.Matched;
import java.sql.SQLException;

/**
 * A number over everything that an image's findings and contents follow from: 64 bits, mixed well, the
 * same in every process.
 */
final class ImagePrint {
    private long state;

    private ImagePrint() {}

    static long of(ImageFacts image, ImageTables.Sources from) throws SQLException {
        ImagePrint print = new ImagePrint();
        if (image.head != null) {
            print.add(image.head.operatingSystem().toString().hashCode());
        }
        for (ImageFacts.Presence place : image.places()) {
            Registries.Registry registry = from.registries().of(from.state(), place.registry());
            print.add(place.id());
            print.add(place.repository().hashCode());
            print.add(registry.id().hashCode());
            print.add(from.rulings().of(registry.key()).print());
            print.add(place.valid());
        }
        for (ImageFacts.VerdictSpan verdict : image.verdicts) {
            print.add(verdict.health().hashCode());
            print.add(verdict.cause().hashCode());
            print.add(verdict.description().hashCode());
            print.add(verdict.coverage());
            print.add(verdict.layers().hashCode());
            print.add(verdict.valid());
        }
        for (Contained contained : image.contents) {
            print.add(contained, from.matches());
        }
        return print.state;
    }

    private void add(Contained contained, Matches matches) {
        add(contained.id());
        add(contained.what());
        add(contained.where());
        add(contained.valid());
        for (Matched match : matches.of(contained.packageVersion())) {
            add(match.id());
            add(match.firstSeen());
            add(match.valid());
        }
    }

    private void add(Interval valid) {
        add(valid.from());
        add(valid.to());
    }

    private void add(long value) {
        long mixed = (state ^ value) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        state = mixed ^ (mixed >>> 29);
    }
}
