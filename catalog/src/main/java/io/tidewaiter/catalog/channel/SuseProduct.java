package io.tidewaiter.catalog.channel;

import java.nio.charset.StandardCharsets;

/**
 * zypper's product file: {@code <name>sle-module-basesystem</name>} and {@code <version>15.5</version>}. Of its XML only
 * these two elements are looked for, as text: nothing is ever resolved or expanded.
 */
final class SuseProduct {
    private static final int HEAD_BYTES_MAX = 64 << 10;

    private SuseProduct() {}

    static String read(byte[] content, Channels channels) {
        String text = new String(content, 0, Math.min(content.length, HEAD_BYTES_MAX), StandardCharsets.UTF_8);
        String name = element(text, "name");
        String version = element(text, "version");
        if (name.isEmpty()) {
            return "this product file names no product";
        }
        channels.add("suse-product", version.isEmpty() ? name : name + "/" + version);
        return "";
    }

    /** The text of the first element of that name; empty where it holds markup or there is none. */
    private static String element(String text, String name) {
        String open = "<" + name + ">";
        int start = text.indexOf(open);
        int end = start < 0 ? -1 : text.indexOf('<', start + open.length());
        boolean isClosed = end >= 0 && text.startsWith("</" + name + ">", end);
        return isClosed ? text.substring(start + open.length(), end).strip() : "";
    }
}
