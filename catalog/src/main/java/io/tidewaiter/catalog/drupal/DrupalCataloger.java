package io.tidewaiter.catalog.drupal;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.LineFields;
import io.tidewaiter.catalog.text.Skipped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Modules, themes and the core of Drupal, by what the packaging script of drupal.org has added to their info files, whether
 * an archive brought them or Composer; under the name and version that Composer has for them, which are the advisories'.
 * Modules that a project has in folders below say the same of the project, and the hundreds of the core's own modules of
 * the core: it is told by the one that no site can be without.
 *
 * <p>Before version 8 the files are of another form, and of their projects the core alone is told: Composer has their
 * releases ({@code 7.x-1.15}) under the same numbers as those for a later core ({@code 8.x-1.15}), which advisories do not
 * tell apart.
 */
public final class DrupalCataloger implements Cataloger {
    private static final String ENDING = ".info.yml";

    /** Of the core up to version 7, {@code name = "value"}. */
    private static final String CORE_BEFORE_8 = "modules/system/system.info";

    private static final String REMARK = "rupal.org packaging script"; // with a capital letter since 2013
    private static final String STAMP = "datestamp";
    private static final Set<String> ADDED = Set.of("version", "project", STAMP);
    private static final Pattern PROJECT = Pattern.compile("[a-z0-9_]{1,100}");
    private static final String CORE = "drupal";
    private static final String OF_EVERY_SITE = "modules/system/system.info.yml";
    private static final Pattern RELEASE = Pattern.compile("(?!\\d{1,2}\\.x-\\d)[0-9][0-9A-Za-z.+-]{0,60}");

    /**
     * A release for one version of the core: {@code 8.x-1.15-beta2} is Composer's {@code 1.15.0-beta2}. A snapshot counts
     * the commits since the last one: {@code 8.x-1.15+7-dev}; what they bring is not told, so it is judged as that one.
     */
    private static final Pattern OF_CORE = Pattern.compile(
            "\\d{1,2}\\.x-(?:(\\d{1,9}\\.\\d{1,9})(-[a-z]{1,20}\\d{0,9})?(\\+\\d{1,9}-dev)?|(\\d{1,9}\\.x-dev))");

    @Override
    public String name() {
        return "drupal";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of(
                        "Drupal", "composer", "Drupal, \"Let Drupal know about your module with an .info.yml file\"")
                .reads(
                        28,
                        "**/*.info.yml",
                        "projects of drupal.org, where its packaging script has written their version")
                .reads(30, "**/" + CORE_BEFORE_8, "the core of Drupal 7 and older");
    }

    @Override
    public List<String> endings() {
        return List.of(ENDING, '/' + CORE_BEFORE_8);
    }

    @Override
    public boolean wants(FileEntry file) {
        return file.path().endsWith(ENDING) || isCoreBefore8(file);
    }

    @Override
    public int bytesMax() {
        return 1 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        boolean isCoreBefore8 = isCoreBefore8(file);
        Map<String, String> added = isCoreBefore8
                ? LineFields.first(addedAtTheEnd(content), '=', ADDED)
                : LineFields.first(content, ':', ADDED);
        String project = LineFields.unquoted(added.getOrDefault("project", ""));
        boolean isReleased = added.containsKey(STAMP) && added.containsKey("project");
        if (!isReleased || (isCoreBefore8 && !project.equals(CORE))) {
            return; // no release of drupal.org, or a module of that name in a project's folder
        }
        String version = composer(LineFields.unquoted(added.getOrDefault("version", "")));
        if (PROJECT.matcher(project).matches() && !version.isEmpty()) {
            if (!project.equals(CORE) || isCoreBefore8 || file.path().endsWith(OF_EVERY_SITE)) {
                String name = project.equals(CORE) ? "core" : project;
                facts.accept(Fact.InstalledFact.of("composer", "drupal", name, version, ""));
            }
        } else {
            Skipped.tell(1, "the info file of a project of Drupal", facts);
        }
    }

    private static boolean isCoreBefore8(FileEntry file) {
        return ('/' + file.path()).endsWith('/' + CORE_BEFORE_8);
    }

    /** What the script has added, behind its own remark: before that the core says {@code version = VERSION}. */
    private static byte[] addedAtTheEnd(byte[] content) {
        int at = new String(content, StandardCharsets.ISO_8859_1).lastIndexOf(REMARK);
        return at < 0 ? new byte[0] : Arrays.copyOfRange(content, at, content.length);
    }

    /** As Composer has the version; empty where it is none. */
    private static String composer(String version) {
        Matcher ofCore = OF_CORE.matcher(version);
        if (!ofCore.matches()) {
            return RELEASE.matcher(version).matches() ? version : "";
        }
        String branch = ofCore.group(4);
        return branch != null ? branch : ofCore.group(1) + ".0" + text(ofCore.group(2)) + text(ofCore.group(3));
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }
}
