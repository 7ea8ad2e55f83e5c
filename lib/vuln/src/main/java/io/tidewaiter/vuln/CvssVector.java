package io.tidewaiter.vuln;

import java.util.Locale;
import java.util.Optional;
import org.metaeffekt.core.security.cvss.v2.Cvss2;
import org.metaeffekt.core.security.cvss.v3.Cvss3P0;
import org.metaeffekt.core.security.cvss.v3.Cvss3P1;
import org.metaeffekt.core.security.cvss.v4P0.Cvss4P0;

/** A CVSS vector with all its base metrics (CVSS 2.0, 3.0, 3.1, 4.0); the score is computed, never believed. */
public sealed interface CvssVector {
    /** The vector without a trailing slash, as published otherwise. */
    String text();

    /** {@code 2.0}, {@code 3.0}, {@code 3.1} or {@code 4.0}. */
    String version();

    /**
     * 0.0 to 10.0, one decimal, as the version's specification computes it. CVSS 4.0 has one score, which counts the
     * threat and the environment where the vector tells them (section 1.3, {@code CVSS-BT}).
     */
    double baseScore();

    /** The vector that a text stands for; empty where it is none or lacks a base metric. */
    static Optional<CvssVector> parse(String text) {
        String vector = strip(text);
        if (vector.length() > 400) {
            return Optional.empty();
        }
        String upper = vector.toUpperCase(Locale.ROOT);
        try {
            return score(vector, upper);
        } catch (RuntimeException e) {
            // The library throws on some texts that are no vectors.
            return Optional.empty();
        }
    }

    /** The score with its source. */
    default CvssScore scored(String source) {
        return new CvssScore(version(), text(), baseScore(), source);
    }

    private static Optional<CvssVector> score(String vector, String upper) {
        if (upper.startsWith("CVSS:4.0/")) {
            Cvss4P0 cvss = new Cvss4P0(vector);
            return CvssMetrics.areOfVersion4(upper) && cvss.isBaseFullyDefined()
                    ? Optional.of(new V40(vector, tenth(cvss.getOverallScore())))
                    : Optional.empty();
        }
        if (upper.startsWith("CVSS:3.1/")) {
            Cvss3P1 cvss = new Cvss3P1(vector);
            return cvss.isBaseFullyDefined()
                    ? Optional.of(new V31(vector, tenth(cvss.getBaseScore())))
                    : Optional.empty();
        }
        if (upper.startsWith("CVSS:3.0/")) {
            Cvss3P0 cvss = new Cvss3P0(vector);
            return cvss.isBaseFullyDefined()
                    ? Optional.of(new V30(vector, tenth(cvss.getBaseScore())))
                    : Optional.empty();
        }
        if (upper.startsWith("AV:") || upper.startsWith("(AV:") || upper.startsWith("CVSS2#")) {
            Cvss2 cvss = new Cvss2(vector);
            return cvss.isBaseFullyDefined()
                    ? Optional.of(new V2(vector, tenth(cvss.getBaseScore())))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static String strip(String text) {
        String vector = text.strip();
        while (vector.endsWith("/")) {
            vector = vector.substring(0, vector.length() - 1);
        }
        return vector;
    }

    private static double tenth(double score) {
        return Math.round(score * 10) / 10.0;
    }

    /** CVSS 2.0. */
    record V2(String text, double baseScore) implements CvssVector {
        @Override
        public String version() {
            return "2.0";
        }
    }

    /** CVSS 3.0. */
    record V30(String text, double baseScore) implements CvssVector {
        @Override
        public String version() {
            return "3.0";
        }
    }

    /** CVSS 3.1. */
    record V31(String text, double baseScore) implements CvssVector {
        @Override
        public String version() {
            return "3.1";
        }
    }

    /** CVSS 4.0. */
    record V40(String text, double baseScore) implements CvssVector {
        @Override
        public String version() {
            return "4.0";
        }
    }
}
