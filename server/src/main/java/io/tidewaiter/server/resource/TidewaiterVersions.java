package io.tidewaiter.server.resource;

import java.util.List;

/** The versions of what is ours alone. */
final class TidewaiterVersions {
    static final List<String> ALL = List.of("2026-11-01");

    private TidewaiterVersions() {}
}
