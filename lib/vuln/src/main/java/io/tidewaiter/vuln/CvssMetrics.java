package io.tidewaiter.vuln;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether metrics and values are those that CVSS 4.0 has (section 7): the library takes the default for what it does not know. */
final class CvssMetrics {
    private static final Pattern VERSION_4 =
            Pattern.compile("AV:[NALP]|AC:[LH]|AT:[NP]|PR:[NLH]|UI:[NPA]|[VS][CIA]:[HLN]"
                    + "|E:[XAPU]|[CIA]R:[XHML]"
                    + "|MAV:[XNALP]|MAC:[XLH]|MAT:[XNP]|MPR:[XNLH]|MUI:[XNPA]|MV[CIA]:[XHLN]|MSC:[XHLN]|MS[IA]:[XSHLN]"
                    + "|S:[XNP]|AU:[XNY]|R:[XAUI]|V:[XDC]|RE:[XLMH]|U:(?:X|CLEAR|GREEN|AMBER|RED)");

    private CvssMetrics() {}

    /** Of a vector in upper case, with its prefix: each metric is one, with one of its values, and is there once. */
    static boolean areOfVersion4(String upper) {
        Set<String> seen = new HashSet<>();
        String metrics = upper.substring(upper.indexOf('/') + 1);
        for (String metric : metrics.split("/", -1)) {
            if (!VERSION_4.matcher(metric).matches() || !seen.add(metric.substring(0, metric.indexOf(':')))) {
                return false;
            }
        }
        return true;
    }
}
