package io.tidewaiter.catalog.text;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import java.util.Collections;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A package as its package manager's database has it, before anybody looked whether its words can be right.
 *
 * <p>The fields are those of {@link InstalledFact}. A name or version that is missing, or that no package manager would
 * have let in, makes the package unreadable; it is told as lost, never with a name or version that was cut.
 */
public record SystemPackage(
        String type,
        String name,
        String version,
        String sourceName,
        String sourceVersion,
        String architecture,
        SortedMap<String, String> qualifiers,
        SortedMap<String, String> attributes) {
    private static final int WORD_CHARS_MAX = 256;

    /** A package of which nothing else is told. */
    public SystemPackage(
            String type,
            String name,
            String version,
            String sourceName,
            String sourceVersion,
            String architecture,
            SortedMap<String, String> qualifiers) {
        this(type, name, version, sourceName, sourceVersion, architecture, qualifiers, Collections.emptySortedMap());
    }

    /** Tells the package, or why it cannot be told. */
    public void tell(Troubles troubles, Consumer<Fact> facts) {
        if (!isWord(name)) {
            troubles.lost("a package " + saw("name", name));
        } else if (!isWord(version)) {
            troubles.lost("package " + Troubles.quote(name) + " " + saw("version", version));
        } else {
            boolean knowsSource = isWord(sourceName) && isWord(sourceVersion);
            if (!knowsSource && !sourceName.isEmpty()) {
                troubles.lost("package " + Troubles.quote(name) + " " + saw("source", sourceName));
            }
            facts.accept(new InstalledFact(
                    type,
                    "",
                    name,
                    version,
                    knowsSource ? sourceName : "",
                    knowsSource ? sourceVersion : "",
                    isWord(architecture) ? architecture : "",
                    qualifiers,
                    "",
                    attributes));
        }
    }

    private static String saw(String what, String word) {
        return word.isEmpty() ? "has no " + what : "has a " + what + " that cannot be right: " + Troubles.quote(word);
    }

    /** Whether a text can be a name or a version: not empty, not endless, without spaces and unprintable characters. */
    private static boolean isWord(String text) {
        if (text.isEmpty() || text.length() > WORD_CHARS_MAX) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\uFFFD'
                    || Character.isISOControl(c)
                    || Character.isWhitespace(c)
                    || Character.isSpaceChar(c)
                    || Character.getType(c) == Character.FORMAT) {
                return false;
            }
        }
        return true;
    }
}
