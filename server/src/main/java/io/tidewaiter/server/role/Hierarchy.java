package io.tidewaiter.server.role;

import java.util.List;

/** What a place lies under beyond what its id says: a subscription's management groups. */
@FunctionalInterface
public interface Hierarchy {
    /** No management groups. */
    Hierarchy FLAT = scope -> List.of();

    /** The scopes of the management groups above a place, the nearest first; without the tenant. */
    List<Scope> above(Scope scope);
}
