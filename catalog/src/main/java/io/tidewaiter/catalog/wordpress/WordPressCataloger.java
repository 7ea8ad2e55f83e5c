package io.tidewaiter.catalog.wordpress;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Skipped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** WordPress, by the constant in its code, and its plugins and themes, by the comment at the head of their main file. */
public final class WordPressCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 4 << 20;

    /** WordPress itself looks no further. */
    private static final int HEAD_BYTES = 8192;

    private static final String CORE = "wp-includes/version.php";
    private static final Pattern PART = Pattern.compile(
            "(?:.{0,3000}/)?wp-content/(plugins|themes|mu-plugins)/([^/]{1,200})/([^/]+\\.php|style\\.css)");
    /** A plugin may be one file, or a file of its own that must be used. */
    private static final Pattern ALONE =
            Pattern.compile("(?:.{0,3000}/)?wp-content/(plugins|mu-plugins)/([^/]{1,200})\\.php");

    private static final Pattern OF_CORE = Pattern.compile("\\$wp_version\\s{0,20}=\\s{0,20}['\"]([^'\"]{1,100})['\"]");
    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?://|#)[^\n]*");
    private static final Pattern TITLE = Pattern.compile("(?m)^[ \\t/*#@]{0,40}(Plugin|Theme) Name:[ \\t]{0,40}\\S");
    private static final Pattern VERSION =
            Pattern.compile("(?m)^[ \\t/*#@]{0,40}Version:[ \\t]{0,40}([0-9A-Za-z.+_-]{1,100})");

    @Override
    public String name() {
        return "wordpress";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("WordPress", "generic", "WordPress, Plugin Handbook, \"Header Requirements\"")
                .reads(9, "**/wp-includes/version.php", "WordPress itself")
                .reads(9, "**/wp-content/plugins/*/*.php, **/wp-content/themes/*/style.css", "plugins, themes")
                .reads(28, "**/wp-content/plugins/*.php", "plugins of one file");
    }

    @Override
    public List<String> endings() {
        return List.of(".php", "style.css");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(CORE)
                || (file.path().contains("wp-content/") && part(file.path()).matches());
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        String head = new String(content, 0, Math.min(HEAD_BYTES, content.length), StandardCharsets.UTF_8);
        if (file.path().endsWith(CORE)) {
            Matcher version = OF_CORE.matcher(COMMENT.matcher(head).replaceAll(""));
            if (version.find()) {
                facts.accept(Fact.InstalledFact.of("generic", "", "wordpress", version.group(1), ""));
            } else {
                Skipped.tell(1, "the version of WordPress", facts);
            }
            return;
        }
        Matcher part = part(file.path());
        Matcher title = TITLE.matcher(head);
        if (!part.matches() || !title.find()) {
            return; // not the main file
        }
        boolean theme = part.group(1).equals("themes");
        Matcher version = VERSION.matcher(head);
        if (theme == title.group(1).equals("Theme")) {
            facts.accept(Fact.InstalledFact.of(
                    "generic",
                    theme ? "wordpress-theme" : "wordpress-plugin",
                    part.group(2),
                    version.find() ? version.group(1) : "",
                    ""));
        }
    }

    private static Matcher part(String path) {
        Matcher alone = ALONE.matcher(path);
        return alone.matches() ? alone : PART.matcher(path);
    }
}
