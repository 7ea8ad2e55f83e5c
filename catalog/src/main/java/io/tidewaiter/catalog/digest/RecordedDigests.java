package io.tidewaiter.catalog.digest;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * What package managers record of the bytes of files, as one form: hexadecimal in lower case, whose length tells MD5,
 * SHA-1 and SHA-256 apart.
 *
 * <p>A Debian of 400 packages records 40,000 digests, and a hundred bytes for each is more than all else that is known of
 * it; only programs and files that tell of a package are ever compared, so the rest is left out by its name.
 */
public final class RecordedDigests {
    private static final Set<Integer> LENGTHS = Set.of(32, 40, 64);

    /** Extensions of what is neither. */
    private static final Set<String> OTHERS = Set.of(
            "bz2", "c", "cc", "cmake", "conf", "cpp", "css", "csv", "dtd", "ent", "enc", "gif", "gz", "h", "hpp",
            "html", "htm", "ico", "jpg", "js", "json", "la", "map", "md", "mjs", "mo", "pc", "pem", "pl", "pm", "png",
            "po", "pod", "ps", "py", "pyc", "pyi", "qml", "rb", "rs", "rst", "sh", "svg", "tcl", "tex", "tmpl", "toml",
            "ts", "ttf", "txt", "ucm", "vim", "xml", "xpm", "xsl", "xz", "yaml", "yml");

    private RecordedDigests() {}

    /** Whether a file of that name may be a program or tell of a package. */
    public static boolean isWorthKeeping(String path) {
        int dot = path.lastIndexOf('.');
        boolean ends = dot >= 0 && path.indexOf('/', dot) < 0;
        boolean isOther = (ends && OTHERS.contains(path.substring(dot + 1)))
                || path.startsWith("usr/share/doc/")
                || path.startsWith("usr/share/man/")
                || path.startsWith("usr/share/zoneinfo/");
        return !isOther || path.endsWith("/package.json") || path.equals("package.json");
    }

    /** The same in lower case; empty where it is no digest of a kind that we compare. */
    public static String normalised(String digest) {
        if (!LENGTHS.contains(digest.length())) {
            return "";
        }
        for (int i = 0; i < digest.length(); i++) {
            char digit = digest.charAt(i);
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f') && (digit < 'A' || digit > 'F')) {
                return "";
            }
        }
        return digest.toLowerCase(Locale.ROOT);
    }

    /**
     * From base64, with its padding or without it; empty where it is none.
     *
     * @param decoder of the alphabet that the record uses
     */
    public static String ofBase64(String text, Base64.Decoder decoder) {
        try {
            return normalised(HexFormat.of().formatHex(decoder.decode(text)));
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
