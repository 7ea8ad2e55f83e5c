package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;
import io.tidewaiter.version.scheme.text.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of releases of the JDK, in all the forms that they were given (JEP 223 and 322, and before them the forms {@code
 * 1.8.0_412-b08}, {@code 8u412}, {@code 8.0.412+8} and the NVD's {@code 1.8.0-update412}, which are one release): the
 * numbers, of which missing ones are zero, then a pre-release before its release ({@code 21-ea+35}).
 *
 * <p>Builds do not count: authors of advisories name releases, and what a vendor's build has behind them ({@code
 * 17.0.11+9-LTS}, {@code 1.8.0_412-8u412-ga-1~deb9u1-b08}) tells who built it.
 */
public final class JavaScheme implements VersionScheme {
    private static final int TEXT_CHARS_MAX = 300;

    /** Numbers, an update, the first word, and the rest. */
    private static final Pattern FORM =
            Pattern.compile("(?:1\\.(?=\\d))?+(\\d{1,9}(?:\\.\\d{1,9}){0,9})(?:(?:u|_|-?update_?)(\\d{1,9}))?"
                    + "(?:[-_]([0-9A-Za-z]+))?(?:[-+~][0-9A-Za-z_.+~-]*)?");

    private static final Pattern BUILD = Pattern.compile("b\\d+");

    /** What comes before a release also where an update has been numbered, whose vendors write words of their own. */
    private static final Pattern EARLY = Pattern.compile("(?:ea|internal|alpha|beta|rc|pre|milestone|snapshot)\\d*");

    private static final String LONG_TERM = "lts";

    /**
     * A version that was read.
     *
     * @param numbers those that are written; missing ones are zero
     * @param early the word of a pre-release in lower case; empty of a release
     */
    private record Release(List<Integer> numbers, String early) {}

    @Override
    public String name() {
        return "Java";
    }

    @Override
    public boolean reads(String version) {
        return version.length() <= TEXT_CHARS_MAX && FORM.matcher(version).matches();
    }

    @Override
    public Order compare(String left, String right) {
        if (!reads(left) || !reads(right)) {
            return Order.CANNOT_TELL;
        }
        Release a = release(left);
        Release b = release(right);
        for (int i = 0; i < Math.max(a.numbers().size(), b.numbers().size()); i++) {
            int byNumber = Integer.compare(number(a, i), number(b, i));
            if (byNumber != 0) {
                return Order.of(byNumber);
            }
        }
        return Order.of(compareEarly(a.early(), b.early()));
    }

    private static int number(Release release, int at) {
        return at < release.numbers().size() ? release.numbers().get(at) : 0;
    }

    /** JEP 223: numbers by value before words, and a release last. */
    private static int compareEarly(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return Boolean.compare(one.isEmpty(), other.isEmpty());
        }
        return Identifiers.compare(Cursor.of(one), Cursor.of(other), Identifiers.Case.COUNTS);
    }

    private static Release release(String version) {
        Matcher form = FORM.matcher(version);
        if (!form.matches()) {
            throw new IllegalArgumentException("no version of Java: " + version);
        }
        List<Integer> numbers = new ArrayList<>();
        for (String number : form.group(1).split("\\.", -1)) {
            numbers.add(Integer.parseInt(number));
        }
        String update = form.group(2);
        if (update != null) {
            if (numbers.size() == 1) {
                numbers.add(0); // 8u412 is 8.0.412
            }
            if (numbers.size() > 2 && numbers.getLast() == 0) {
                numbers.removeLast();
            }
            numbers.add(Integer.parseInt(update));
        }
        return new Release(numbers, early(form.group(3), update != null));
    }

    private static String early(String word, boolean isUpdate) {
        if (word == null) {
            return "";
        }
        String lower = word.toLowerCase(Locale.ROOT);
        boolean isEarly = isUpdate
                ? EARLY.matcher(lower).matches()
                : !lower.equals(LONG_TERM) && !BUILD.matcher(lower).matches();
        return isEarly ? lower : "";
    }
}
