package io.tidewaiter.catalog.channel;

import io.tidewaiter.catalog.text.Lines;

/** {@code etc/apk/repositories}: {@code @testing https://dl-cdn.alpinelinux.org/alpine/edge/testing}. */
final class ApkRepositories {
    private static final int LINE_BYTES_MAX = 4_096;

    private ApkRepositories() {}

    /** Of Alpine's layout branch and repository, of any other the host. */
    static String read(byte[] content, Channels channels) {
        Lines lines = new Lines(content);
        while (lines.next()) {
            String line = lines.text(0, LINE_BYTES_MAX);
            if (line.isEmpty() || line.charAt(0) == '#') {
                continue;
            }
            String[] words = line.split("\\s+", 3);
            String url = words[0].startsWith("@") && words.length > 1 ? words[1] : words[0];
            channels.add("apk-repository", named(url));
        }
        return "";
    }

    private static String named(String url) {
        String bare = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        int last = bare.lastIndexOf('/');
        int before = last < 0 ? -1 : bare.lastIndexOf('/', last - 1);
        String branch = before < 0 ? "" : bare.substring(before + 1, last);
        String repository = bare.substring(last + 1);
        boolean isAlpine = (repository.equals("main") || repository.equals("community") || repository.equals("testing"))
                && (branch.equals("edge") || branch.equals("latest-stable") || isRelease(branch));
        return isAlpine ? branch + "/" + repository : Channels.host(url);
    }

    private static boolean isRelease(String branch) {
        return branch.length() > 1 && branch.charAt(0) == 'v' && Character.isDigit(branch.charAt(1));
    }
}
