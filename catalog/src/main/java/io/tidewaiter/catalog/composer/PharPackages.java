package io.tidewaiter.catalog.composer;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.fact.Fact.UnreadFact;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.model.inventory.CoverageFact.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an application that is one archive of PHP (Composer, WP-CLI, Drush) brings: the packages that Composer installed
 * into it, and the application itself, where it is a release.
 */
final class PharPackages {
    private static final String ENDING = ".phar";

    /** Applications that are installed without the ending, in a folder {@code bin}. */
    private static final Set<String> PROGRAMS = Set.of("bin/composer", "bin/wp", "bin/drush");

    private static final String LIST = "vendor/composer/installed.json";
    private static final String OWN = "vendor/composer/installed.php";

    /** As it stands in the code that Composer writes; the application comes first. */
    private static final Pattern ROOT = Pattern.compile("'root'\\s*=>\\s*(?:array\\s*\\(|\\[)([^()\\[\\]]{0,2000})");

    private static final Pattern NAME =
            Pattern.compile("'name'\\s*=>\\s*'([A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100})'");
    private static final Pattern RELEASE = Pattern.compile("'pretty_version'\\s*=>\\s*'v?(\\d[0-9A-Za-z.+-]{0,60})'");
    private static final int CODE_BYTES = 8192;

    /** The list of an application of 500 packages has 2 MB; one archive has one list. */
    private static final int ENTRY_BYTES_MAX = 16 << 20;

    private static final int LISTS_MAX = 20;

    private PharPackages() {}

    static boolean wants(String path) {
        if (path.endsWith(ENDING)) {
            return true;
        }
        int slash = path.lastIndexOf('/');
        int folder = path.lastIndexOf('/', slash - 1) + 1;
        return slash > 0 && PROGRAMS.contains(path.substring(folder));
    }

    /** Tells what is in the archive, or that it has a form that is not read; nothing of a file that is none. */
    static void read(byte[] content, ComposerCataloger lists, Consumer<Fact> facts) {
        if (PharArchive.isOfAnotherForm(content)) {
            facts.accept(
                    new UnreadFact(
                            Kind.FORMAT_UNREAD,
                            "",
                            "packages in an archive of PHP that is a zip, a tar or compressed as a whole are not read by this version"));
            return;
        }
        Optional<PharArchive> found = PharArchive.of(content, name -> name.endsWith(LIST) || name.endsWith(OWN));
        if (found.isEmpty()) {
            return;
        }
        PharArchive archive = found.get();
        facts.accept(new OpenedFact(Opened.ARCHIVE, 1));
        if (archive.cut()) {
            facts.accept(new UnreadFact(Kind.FILE_UNREADABLE, "", "read the archive of PHP: its manifest is broken"));
        }
        if (archive.entries().size() > LISTS_MAX) {
            facts.accept(new UnreadFact(
                    Kind.LIMIT_REACHED, "", "read the archive of PHP: it has more lists than " + LISTS_MAX));
        }
        for (PharArchive.Entry entry :
                archive.entries().stream().limit(LISTS_MAX).toList()) {
            String inner = "!/" + entry.name();
            Optional<byte[]> bytes = PharArchive.expanded(content, entry, ENTRY_BYTES_MAX);
            if (bytes.isEmpty()) {
                facts.accept(new UnreadFact(
                        Kind.FILE_UNREADABLE,
                        inner,
                        "read " + Troubles.quote(entry.name()) + " in the archive of PHP: it cannot be expanded"));
            } else if (entry.name().endsWith(OWN)) {
                own(bytes.get(), inner, facts);
            } else {
                lists.packages(bytes.get(), inner, facts);
            }
        }
    }

    private static void own(byte[] code, String inner, Consumer<Fact> facts) {
        String text = new String(code, 0, Math.min(code.length, CODE_BYTES), StandardCharsets.ISO_8859_1);
        Matcher root = ROOT.matcher(text);
        if (root.find()) {
            Matcher name = NAME.matcher(root.group(1));
            Matcher release = RELEASE.matcher(root.group(1));
            if (name.find() && release.find()) {
                facts.accept(
                        ComposerCataloger.fact(new InstalledPackages.Named(name.group(1), release.group(1)), inner));
            }
        }
    }
}
