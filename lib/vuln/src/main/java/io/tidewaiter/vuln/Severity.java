package io.tidewaiter.vuln;

import java.util.Locale;

/** Qualitative severity, in ascending order (CVSS 3.1 section 5, plus "not rated" at the bottom). */
public enum Severity {
    UNKNOWN("Unknown"),
    NEGLIGIBLE("Negligible"),
    LOW("Low"),
    MEDIUM("Medium"),
    HIGH("High"),
    CRITICAL("Critical");

    private final String label;

    Severity(String label) {
        this.label = label;
    }

    /** The spelling for people and reports: {@code High}. */
    public String label() {
        return label;
    }

    /** The rating of a CVSS base score in 0.0 to 10.0; 0.0 is {@link #UNKNOWN} because nothing was rated. */
    public static Severity ofScore(double baseScore) {
        if (baseScore >= 9.0) {
            return CRITICAL;
        }
        if (baseScore >= 7.0) {
            return HIGH;
        }
        if (baseScore >= 4.0) {
            return MEDIUM;
        }
        return baseScore > 0.0 ? LOW : UNKNOWN;
    }

    /** The severity that a feed's word stands for; words that are not known are {@link #UNKNOWN}. */
    public static Severity ofWord(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "critical" -> CRITICAL;
            case "high", "important" -> HIGH;
            case "medium", "moderate" -> MEDIUM;
            case "low" -> LOW;
            case "negligible", "unimportant" -> NEGLIGIBLE;
            default -> UNKNOWN;
        };
    }
}
