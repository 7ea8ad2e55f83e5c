package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;
import java.util.Locale;
import java.util.Map;

/**
 * Releases as projects number them that publish no order of their own: numbers with points, of which missing ones are
 * zero, and behind them a word for what comes before the release ({@code 16beta1}, {@code 2.4.59-dev}, {@code
 * 5.40.2-RC1}): {@code dev < alpha < beta < pre < rc < the release}.
 *
 * <p>OpenSSL numbers its updates with letters, {@code 1.0.2u < 1.0.2z < 1.0.2za < 1.0.2zb} ("Release strategy", before
 * 3.0), and writes a hyphen before the words; ProFTPD does the former only.
 */
public final class ReleaseScheme implements VersionScheme {
    /** What a letter right behind the numbers is. */
    public enum Letters {
        /** The beginning of a word. */
        OF_WORDS,
        /** One or two of them an update, as OpenSSL has it. */
        ARE_UPDATES
    }

    private static final Map<String, Integer> WORDS =
            Map.of("dev", 0, "devel", 0, "a", 1, "alpha", 1, "b", 2, "beta", 2, "pre", 3, "preview", 3, "rc", 4);

    private static final int RELEASE = 5;
    private static final int UPDATE_LETTERS_MAX = 2;

    private final String name;
    private final Letters letters;

    public ReleaseScheme(String name, Letters letters) {
        this.name = name;
        this.letters = letters;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean reads(String version) {
        Cursor cursor = Cursor.of(version);
        do {
            if (cursor.skipDigits() == 0) {
                return false;
            }
        } while (cursor.skip('.'));
        update(cursor);
        if (cursor.atEnd()) {
            return true;
        }
        if (word(cursor) == RELEASE) {
            return false;
        }
        skipSeparator(cursor);
        cursor.skipDigits();
        return cursor.atEnd();
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Cursor a = Cursor.of(left);
        Cursor b = Cursor.of(right);
        while (a.atDigit() || b.atDigit()) {
            int byNumber = Cursor.compareDigits(a, b);
            if (byNumber != 0) {
                return Order.of(byNumber);
            }
            a.skip('.');
            b.skip('.');
        }
        Cursor leftUpdate = update(a);
        Cursor rightUpdate = update(b);
        int byLength = Integer.compare(leftUpdate.to - leftUpdate.at, rightUpdate.to - rightUpdate.at);
        int byUpdate = byLength == 0 ? Cursor.compareChars(leftUpdate, rightUpdate) : byLength;
        if (byUpdate != 0) {
            return Order.of(byUpdate);
        }
        int byWord = Integer.compare(word(a), word(b));
        if (byWord != 0) {
            return Order.of(byWord);
        }
        skipSeparator(a);
        skipSeparator(b);
        return Order.of(Cursor.compareDigits(a, b));
    }

    /** The letters of the update that is next, stepped over; none where there is none. */
    private Cursor update(Cursor cursor) {
        int from = cursor.at;
        if (letters == Letters.ARE_UPDATES && Cursor.isLetter(cursor.peek())) {
            int count = cursor.skipLetters();
            boolean isUpdate =
                    count <= UPDATE_LETTERS_MAX && !cursor.atDigit() && isLower(cursor.text, from, cursor.at);
            cursor.at = isUpdate ? cursor.at : from;
        }
        return cursor.part(from, cursor.at);
    }

    private static boolean isLower(String text, int from, int to) {
        return text.substring(from, to).chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    /** The rank of the word that is next, stepped over; that of the release where none is. */
    private static int word(Cursor cursor) {
        int start = cursor.at;
        skipSeparator(cursor);
        int from = cursor.at;
        cursor.skipLetters();
        Integer rank = WORDS.get(cursor.text.substring(from, cursor.at).toLowerCase(Locale.ROOT));
        if (rank == null) {
            cursor.at = start;
        }
        return rank == null ? RELEASE : rank;
    }

    private static void skipSeparator(Cursor cursor) {
        if (!cursor.skip('-') && !cursor.skip('_')) {
            cursor.skip('.');
        }
    }
}
