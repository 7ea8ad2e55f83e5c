package io.tidewaiter.oci.client;

import java.util.List;

/**
 * What a registry lists, in its order.
 *
 * @param complete false where a limit ended the reading
 * @param refused how many names were left out because they are none
 */
public record Listing<T>(List<T> items, boolean complete, int refused) {
    public Listing {
        items = List.copyOf(items);
    }
}
