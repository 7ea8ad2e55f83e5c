package io.tidewaiter.graph.query;

/** What the engine says of a query that failed while it ran, without what it says of itself. */
final class Failures {
    private static final int CHARS_MAX = 300;

    private Failures() {}

    /** The first line, up to where the engine quotes SQL of ours. */
    static String told(String engine) {
        int end = engine.indexOf('\n');
        String first = end < 0 ? engine : engine.substring(0, end);
        for (String mark : new String[] {"LINE 1:", "Candidate", "SELECT "}) {
            int at = first.indexOf(mark);
            if (at >= 0) {
                first = first.substring(0, at);
            }
        }
        return first.length() > CHARS_MAX ? first.substring(0, CHARS_MAX) + "…" : first.strip();
    }
}
