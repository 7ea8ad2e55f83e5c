package io.tidewaiter.server.resource;

import java.util.List;

/** The versions of what is ours alone. */
public final class TidewaiterVersions {
    /** Oldest first. */
    public static final List<String> ALL = List.of("2026-11-01");

    private TidewaiterVersions() {}
}
