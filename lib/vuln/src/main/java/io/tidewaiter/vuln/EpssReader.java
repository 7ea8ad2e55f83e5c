package io.tidewaiter.vuln;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import java.util.TreeMap;

/** Reads EPSS scores (FIRST, {@code epss_scores-DATE.csv}: {@code cve,epss,percentile}) within a bound of lines. */
public final class EpssReader {
    private static final int LINE_CHARS_MAX = 200;

    private EpssReader() {}

    /**
     * Probability (0 to 1) by CVE id; lines that are not scores are left out.
     *
     * @throws IOException from the reader, or where there are more lines than {@code linesMax}
     */
    public static Map<String, Double> read(Reader csv, int linesMax) throws IOException {
        BufferedReader lines = new BufferedReader(csv);
        Map<String, Double> scores = new TreeMap<>();
        StringBuilder line = new StringBuilder();
        int count = 0;
        for (int c = lines.read(); ; c = lines.read()) {
            if (c >= 0 && c != '\n') {
                if (line.length() < LINE_CHARS_MAX) {
                    line.append((char) c);
                }
                continue;
            }
            if (++count > linesMax) {
                throw new IOException("an EPSS file with more than " + linesMax + " lines");
            }
            score(line.toString().strip(), scores);
            line.setLength(0);
            if (c < 0) {
                return scores;
            }
        }
    }

    private static void score(String line, Map<String, Double> scores) {
        int first = line.indexOf(',');
        int second = line.indexOf(',', first + 1);
        if (!line.startsWith("CVE-") || second < 0) {
            return;
        }
        try {
            double probability = Double.parseDouble(line.substring(first + 1, second));
            if (probability >= 0 && probability <= 1) {
                scores.put(line.substring(0, first), probability);
            }
        } catch (NumberFormatException e) {
            // A line that is no score says nothing.
            return;
        }
    }
}
