package io.tidewaiter.catalog.portage;

import java.util.Optional;

/**
 * Name and version of a folder {@code CATEGORY/PF} (Package Manager Specification, "Names and Versions").
 *
 * @param version with its revision, which {@code r0} is not one of
 */
record PackageFolder(String category, String name, String version) {
    private static final String[] SUFFIXES = {"_alpha", "_beta", "_pre", "_rc", "_p"};

    /** The parts of a folder; empty where it is of no package, or of one that is being merged. */
    static Optional<PackageFolder> of(String category, String folder) {
        if (folder.startsWith("-MERGING-") || !isName(category) || !isName(folder)) {
            return Optional.empty();
        }
        String stem = folder;
        int revision = folder.lastIndexOf("-r");
        if (revision > 0 && isNumber(folder, revision + 2, folder.length())) {
            stem = folder.substring(0, revision);
        }
        int dash = stem.lastIndexOf('-');
        if (dash <= 0 || !isVersion(stem.substring(dash + 1))) {
            return Optional.empty();
        }
        return Optional.of(new PackageFolder(category, stem.substring(0, dash), folder.substring(dash + 1)));
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "+_.-".indexOf(c) >= 0);
    }

    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return from < to;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Numbers with dots, at most one letter, suffixes with or without a number. */
    private static boolean isVersion(String text) {
        int at = 0;
        do {
            int from = at;
            at = skipDigits(text, at);
            if (at == from) {
                return false;
            }
        } while (at < text.length() && text.charAt(at) == '.' && at++ >= 0);
        if (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
            at++;
        }
        while (at < text.length()) {
            int end = at;
            for (String suffix : SUFFIXES) {
                if (text.startsWith(suffix, at)) {
                    end = at + suffix.length();
                    break;
                }
            }
            if (end == at) {
                return false;
            }
            at = skipDigits(text, end);
        }
        return true;
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
