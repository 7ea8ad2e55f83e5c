package io.tidewaiter.catalog.pecl;

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

/** Packages of PEAR and extensions of PECL: the registry of pear(1) keeps a serialised array of PHP for each. */
public final class PeclCataloger implements Cataloger {
    private static final int FILE_BYTES_MAX = 8 << 20;
    private static final Pattern NAME = Pattern.compile("s:4:\"name\";s:\\d{1,3}:\"([A-Za-z][A-Za-z0-9_.]{0,200})\"");
    private static final Pattern RELEASE = Pattern.compile(
            "s:7:\"version\";a:\\d{1,3}:\\{s:7:\"release\";s:\\d{1,3}:\"(\\d[0-9A-Za-z.+~_-]{0,100})\"");

    /** What package.xml was before its second version, which old packages still bring. */
    private static final Pattern OLD_NAME =
            Pattern.compile("s:7:\"package\";s:\\d{1,3}:\"([A-Za-z][A-Za-z0-9_.]{0,200})\"");

    private static final Pattern OLD_RELEASE =
            Pattern.compile("s:7:\"version\";s:\\d{1,3}:\"(\\d[0-9A-Za-z.+~_-]{0,100})\"");

    @Override
    public String name() {
        return "pecl";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("PEAR, PECL", "generic", "PEAR manual, PHP's serialisation")
                .reads(9, "**/php/.registry/*.reg, **/php/.registry/.channel.pecl.php.net/*.reg", "installed packages");
    }

    @Override
    public List<String> endings() {
        return List.of(".reg");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(".reg") && file.path().contains("/.registry/");
    }

    @Override
    public int bytesMax() {
        return FILE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        Matcher name = NAME.matcher(text);
        Matcher release = RELEASE.matcher(text);
        boolean found = name.find() && release.find();
        if (!found) {
            name = OLD_NAME.matcher(text);
            release = OLD_RELEASE.matcher(text);
            found = name.find() && release.find();
        }
        if (found) {
            boolean extension = file.folder().endsWith("/.channel.pecl.php.net");
            facts.accept(
                    Fact.InstalledFact.of("generic", extension ? "pecl" : "pear", name.group(1), release.group(1), ""));
        } else {
            Skipped.tell(1, "the registry of pear", facts);
        }
    }
}
