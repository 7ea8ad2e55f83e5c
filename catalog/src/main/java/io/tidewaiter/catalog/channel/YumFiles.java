package io.tidewaiter.catalog.channel;

import io.tidewaiter.catalog.text.Lines;
import java.util.Set;

/** Repositories of yum, dnf and zypper (dnf.conf(5), "Repo options"), and the variables of their addresses. */
final class YumFiles {
    /** The variables that say which release packages are taken of. */
    static final Set<String> VARIABLES = Set.of(
            "releasever",
            "releasever_major",
            "releasever_minor",
            "awsproduct",
            "stream",
            "contentdir",
            "rltype",
            "ociregion");

    private static final int LINE_BYTES_MAX = 1_024;
    private static final String EXTRA = "amzn2extra-";

    private YumFiles() {}

    /** The names of the sections that are on; one that says nothing of it is. */
    static String repositories(byte[] content, Channels channels) {
        Lines lines = new Lines(content);
        String section = "";
        boolean isOn = true;
        while (lines.next()) {
            String line = lines.text(0, LINE_BYTES_MAX);
            if (line.startsWith("[")) {
                end(section, isOn, channels);
                int close = line.indexOf(']');
                section = close < 0 ? "" : line.substring(1, close);
                isOn = true;
            } else if (line.startsWith("enabled")) {
                String value = line.substring("enabled".length()).strip();
                String word = value.startsWith("=") ? value.substring(1).strip() : "1";
                isOn = !(word.equals("0") || word.equalsIgnoreCase("false") || word.equalsIgnoreCase("no"));
            }
        }
        end(section, isOn, channels);
        return "";
    }

    private static void end(String section, boolean isOn, Channels channels) {
        if (!isOn || section.isEmpty() || section.equals("main")) {
            return;
        }
        channels.add("repository", section);
        boolean isBinaries = !section.endsWith("-source") && !section.endsWith("-debuginfo");
        if (section.startsWith(EXTRA) && isBinaries) {
            channels.add("amazon-extras", section.substring(EXTRA.length()));
        }
    }

    /** The one line of a file that is named as the variable. */
    static String variable(String name, byte[] content, Channels channels) {
        Lines lines = new Lines(content);
        if (lines.next()) {
            channels.add("variable", name + "=" + lines.text(0, LINE_BYTES_MAX));
        }
        return "";
    }
}
