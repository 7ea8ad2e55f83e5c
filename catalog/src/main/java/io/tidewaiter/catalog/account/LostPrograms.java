package io.tidewaiter.catalog.account;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Executables of packages whose record is gone, each with the first such package: one a path bounds them. */
final class LostPrograms {
    private final Map<String, String> owners = new HashMap<>();

    /** The last state that had the record of such a package. */
    private final Map<String, Integer> lastStates = new HashMap<>();

    private final int lastUnread;

    /** @param lastUnread the last layer that could not be read; -1 where all were */
    LostPrograms(int lastUnread) {
        this.lastUnread = lastUnread;
    }

    /** Takes one whose owner's record a state had. A later layer that was not read may have removed both, so none is lost. */
    void take(String path, String owner, int state) {
        if (state >= lastUnread) {
            owners.putIfAbsent(path, owner);
            lastStates.merge(owner, state, Math::max);
        }
    }

    /** Drops those that told their own contents. */
    void dropAll(Set<String> parsed) {
        owners.keySet().removeIf(parsed::contains);
    }

    /** Drops one that an owner who is there listed already in a state that had the record of its former owner. */
    void handOver(String path, int state) {
        String before = owners.get(path);
        if (before != null && state <= lastStates.getOrDefault(before, -1)) {
            owners.remove(path);
        }
    }

    boolean isEmpty() {
        return owners.isEmpty();
    }

    int size() {
        return owners.size();
    }

    boolean has(String path) {
        return owners.containsKey(path);
    }

    /** Keys of their owners, one an executable. */
    List<String> owners() {
        return List.copyOf(owners.values());
    }

    /** The last state that had the record of any of their owners; -1 where there are none. */
    int lastState() {
        return owners.values().stream().mapToInt(lastStates::get).max().orElse(-1);
    }
}
