package io.tidewaiter.graph.follow;

import io.tidewaiter.graph.derive.Brought;
import io.tidewaiter.graph.derive.Joins;
import io.tidewaiter.graph.derive.Print;
import java.sql.SQLException;
import java.util.List;

/** A number over everything that an image's findings and contents follow from. */
final class ImagePrint {
    private ImagePrint() {}

    /** @param joins what speaks for each of what was brought */
    static long of(ImageFacts image, List<Joins> joins, ImageTables.Sources from) throws SQLException {
        Print print = new Print();
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
        for (int i = 0; i < joins.size(); i++) {
            Brought brought = image.brought.get(i);
            print.add(brought.key().high());
            print.add(brought.key().low());
            print.add(brought.valid());
            print.add(joins.get(i).print());
        }
        return print.value();
    }
}
