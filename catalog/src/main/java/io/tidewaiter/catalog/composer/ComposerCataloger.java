package io.tidewaiter.catalog.composer;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.catalog.text.Skipped;
import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** PHP packages that Composer installed into a {@code vendor} folder. */
public final class ComposerCataloger implements Cataloger {
    private static final int INSTALLED_BYTES_MAX = 64 << 20;
    private static final String TYPE = "composer";
    private static final String LIST = "/composer/installed.json";

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of(
                        "Composer", TYPE, "Composer documentation, \"Runtime utilities\", \"The composer.json schema\"")
                .reads(8, "**/vendor/composer/installed.json", "installed packages")
                .reads(13, "**/composer/installed.json", "the same where the folder of packages has another name")
                .reads(
                        26,
                        "**/*.phar, **/bin/{composer,wp,drush}",
                        "the packages of an application that is one archive, and the application where it is a release");
    }

    @Override
    public List<String> endings() {
        return List.of(LIST, ".phar", "/composer", "/wp", "/drush");
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(LIST) || PharPackages.wants(file.path());
    }

    @Override
    public int bytesMax() {
        return INSTALLED_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        if (file.path().endsWith(LIST)) {
            packages(content, "", facts);
        } else {
            PharPackages.read(content, this, facts);
        }
    }

    /** Tells the packages of a list; {@code inner} is its path within the archive. */
    void packages(byte[] content, String inner, Consumer<Fact> facts) {
        try {
            JsonReader parser = JsonFields.open(content);
            InstalledPackages installed = InstalledPackages.parse(parser);
            installed.packages().forEach(one -> facts.accept(fact(one, inner)));
            Skipped.tell(installed.odd(), "Composer's packages", facts);
            if (installed.cut()) {
                facts.accept(new Fact.UnreadFact(
                        CoverageFact.Kind.LIMIT_REACHED, "", "read Composer's packages: there are too many of them"));
            }
        } catch (JsonFault e) {
            facts.accept(JsonFields.unreadable("Composer's packages", e));
        }
    }

    /** Names are the same in upper and lower case; a version may be the tag with its {@code v}. */
    static Fact fact(InstalledPackages.Named one, String inner) {
        String name = one.name().toLowerCase(Locale.ROOT);
        int slash = name.indexOf('/');
        String version = one.version();
        boolean isTag = version.length() > 1 && version.charAt(0) == 'v' && Character.isDigit(version.charAt(1));
        return Fact.InstalledFact.of(
                TYPE,
                name.substring(0, slash),
                name.substring(slash + 1),
                isTag ? version.substring(1) : version,
                inner);
    }
}
