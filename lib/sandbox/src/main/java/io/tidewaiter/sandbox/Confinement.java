package io.tidewaiter.sandbox;

import io.tidewaiter.sandbox.kernel.Offer;
import java.util.Objects;

/**
 * How a child is held.
 *
 * @param confined it proved that it can open no file but its own code, no socket, and start no process
 * @param detail what was proved, or why it is not confined
 */
public record Confinement(boolean confined, String detail) {
    public Confinement {
        Objects.requireNonNull(detail);
    }

    /** What this system offers; starts nothing and changes nothing. {@code confined}: a cell would be confined. */
    public static Confinement probe() {
        Offer offer = Offer.ask();
        return new Confinement(offer.able(), offer.detail());
    }
}
