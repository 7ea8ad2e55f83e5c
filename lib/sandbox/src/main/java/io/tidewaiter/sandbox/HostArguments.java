package io.tidewaiter.sandbox;

import java.util.List;

/** What a parent tells its child on the command line; positional, made and read here alone. */
record HostArguments(
        boolean confine, long dataBytesMax, long cpuSecondsMax, int streamsMax, long answerBytesMax, int landlockAbi) {
    /** As dataBytesMax: no limits are set, and the JVM ends in the way in which it writes an AOT cache. */
    static final long TRAINING = 0;

    private static final int WORDS = 7;
    private static final String MARK = "cell-1";

    boolean training() {
        return dataBytesMax == TRAINING;
    }

    List<String> words() {
        return List.of(
                MARK,
                Boolean.toString(confine),
                Long.toString(dataBytesMax),
                Long.toString(cpuSecondsMax),
                Integer.toString(streamsMax),
                Long.toString(answerBytesMax),
                Integer.toString(landlockAbi));
    }

    static HostArguments parse(String[] words) {
        if (words.length != WORDS || !words[0].equals(MARK)) {
            throw new IllegalArgumentException("a cell's main class is started by Cell.start alone");
        }
        return new HostArguments(
                Boolean.parseBoolean(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Integer.parseInt(words[4]),
                Long.parseLong(words[5]),
                Integer.parseInt(words[6]));
    }
}
