package io.tidewaiter.catalog.channel;

import io.tidewaiter.catalog.text.Lines;
import java.util.List;
import java.util.Locale;

/** apt's sources in both forms (sources.list(5)), its credentials for Ubuntu Pro, and the heads of Release files. */
final class AptFiles {
    private static final int LINE_BYTES_MAX = 4_096;
    private static final int HEAD_LINES_MAX = 60;
    private static final String PRO_HOST = "esm.ubuntu.com";

    private AptFiles() {}

    /** {@code machine esm.ubuntu.com/infra/ubuntu/ login bearer password …}: of it only which services have one. */
    static String auth(byte[] content, Channels channels) {
        Lines lines = new Lines(content);
        while (lines.next()) {
            String[] words = lines.text(0, LINE_BYTES_MAX).split("\\s+", 3);
            if (words.length > 1 && words[0].equals("machine") && words[1].startsWith(PRO_HOST + "/")) {
                pro(words[1].substring(PRO_HOST.length()), channels);
            }
        }
        return "";
    }

    /** {@code deb [options] https://host/path suite component} lines, and {@code URIs:} with {@code Suites:}. */
    static String sources(byte[] content, Channels channels) {
        Lines lines = new Lines(content);
        Stanza stanza = new Stanza();
        while (lines.next()) {
            String line = lines.text(0, LINE_BYTES_MAX);
            if (line.isEmpty()) {
                stanza.end(channels);
                stanza = new Stanza();
            } else if (line.startsWith("deb ") || line.startsWith("deb\t")) {
                oneLine(line, channels);
            } else if (line.charAt(0) != '#') {
                boolean isContinued = lines.at(0) == ' ' || lines.at(0) == '\t';
                stanza.take(line, isContinued);
            }
        }
        stanza.end(channels);
        return "";
    }

    private static void oneLine(String line, Channels channels) {
        String rest = line.substring(4).strip();
        if (rest.startsWith("[")) {
            int close = rest.indexOf(']');
            rest = close < 0 ? "" : rest.substring(close + 1).strip();
        }
        String[] words = rest.split("\\s+", 3);
        if (words.length > 1) {
            source(words[0], words[1], channels);
        }
    }

    private static void source(String url, String suite, Channels channels) {
        String host = Channels.host(url);
        if (host.isEmpty()) {
            return;
        }
        channels.add("apt-source", host + " " + suite);
        if (host.equals(PRO_HOST)) {
            pro(url.substring(url.indexOf(PRO_HOST) + PRO_HOST.length()), channels);
        }
    }

    /** {@code /infra/ubuntu} is the service {@code esm-infra}. */
    private static void pro(String path, Channels channels) {
        String[] parts = path.split("/", 3);
        String service = parts.length < 2 ? "" : parts[1];
        switch (service) {
            case "infra", "apps", "infra-legacy" -> channels.add("ubuntu-pro", "esm-" + service);
            default -> channels.add("ubuntu-pro", service);
        }
    }

    /** {@code Origin: Debian} with {@code Suite: stable} and {@code Codename: bookworm}. */
    static String release(byte[] content, Channels channels) {
        Lines lines = new Lines(content);
        String origin = "";
        String codename = "";
        String suite = "";
        for (int i = 0; i < HEAD_LINES_MAX && lines.next(); i++) {
            String line = lines.text(0, LINE_BYTES_MAX);
            if (line.startsWith("Origin:")) {
                origin = line.substring("Origin:".length()).strip();
            } else if (line.startsWith("Codename:")) {
                codename = line.substring("Codename:".length()).strip();
            } else if (line.startsWith("Suite:")) {
                suite = line.substring("Suite:".length()).strip();
            }
        }
        if (!origin.isEmpty()) {
            channels.add("apt-origin", (origin + " " + (codename.isEmpty() ? suite : codename)).strip());
        }
        return "";
    }

    /** The fields of one deb822 stanza that matter. */
    private static final class Stanza {
        private static final int WORDS_MAX = 100;

        private String field = "";
        private String types = "";
        private String uris = "";
        private String suites = "";
        private boolean isOff;

        void take(String line, boolean isContinued) {
            int colon = line.indexOf(':');
            String value = line;
            if (!isContinued && colon > 0) {
                field = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                value = line.substring(colon + 1).strip();
            }
            switch (field) {
                case "types" -> types = joined(types, value);
                case "uris" -> uris = joined(uris, value);
                case "suites" -> suites = joined(suites, value);
                case "enabled" -> isOff = List.of("no", "false", "0", "off").contains(value.toLowerCase(Locale.ROOT));
                default -> {}
            }
        }

        private static String joined(String before, String more) {
            return before.length() > LINE_BYTES_MAX ? before : before + " " + more;
        }

        void end(Channels channels) {
            boolean isBinary = List.of(types.strip().split("\\s+")).contains("deb");
            if (isOff || !isBinary) {
                return;
            }
            String[] urls = uris.strip().split("\\s+", WORDS_MAX);
            String[] names = suites.strip().split("\\s+", WORDS_MAX);
            for (String url : urls) {
                for (String suite : names) {
                    source(url, suite, channels);
                }
            }
        }
    }
}
