package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.Cursor;
import java.util.ArrayList;
import java.util.List;

/**
 * Perl's order (version.pm, "What IS a version"): with a {@code v} or two points a version is its numbers, {@code 1.2.3};
 * else it is a decimal fraction, of which every three digits are a number, so that {@code 1.5} is {@code 1.500.0} and
 * comes after {@code 1.10}. Underscores only show that it is a trial, as does {@code -TRIAL} behind it on CPAN. By its lax
 * rules a zero may be left out, {@code .5} and {@code 1.}, and {@code undef}, a module that tells none, is 0.
 */
public final class PerlScheme implements VersionScheme {
    private static final String TRIAL = "-TRIAL";
    private static final String UNDEFINED = "undef";
    private static final int GROUP = 3;

    @Override
    public String name() {
        return "Perl";
    }

    @Override
    public boolean reads(String version) {
        return isWhole(whole(version));
    }

    /** With the zeros that lax versions leave out. */
    private static String whole(String version) {
        if (version.equals(UNDEFINED)) {
            return "0";
        }
        String from = version.startsWith(".") && version.length() > 1 ? "0" + version : version;
        int point = from.indexOf('.');
        boolean endsInPoint = point > 0 && point == from.length() - 1 && from.charAt(0) != 'v';
        return endsInPoint ? from.substring(0, point) : from;
    }

    private static boolean isWhole(String version) {
        Cursor cursor = Cursor.of(version);
        cursor.skip('v');
        do {
            if (!skipNumber(cursor)) {
                return false;
            }
        } while (cursor.skip('.'));
        return cursor.atEnd() || isTrial(cursor);
    }

    /** Digits, with single underscores between them. */
    private static boolean skipNumber(Cursor cursor) {
        do {
            if (cursor.skipDigits() == 0) {
                return false;
            }
        } while (cursor.skip('_'));
        return true;
    }

    private static boolean isTrial(Cursor cursor) {
        if (!cursor.text.startsWith(TRIAL, cursor.at)) {
            return false;
        }
        Cursor rest = cursor.part(cursor.at + TRIAL.length(), cursor.to);
        rest.skipDigits();
        return rest.atEnd();
    }

    @Override
    public Order compare(String left, String right) {
        String wholeLeft = whole(left);
        String wholeRight = whole(right);
        if (!isWhole(wholeLeft) || !isWhole(wholeRight)) {
            return Order.CANNOT_TELL;
        }
        List<String> a = numbers(wholeLeft);
        List<String> b = numbers(wholeRight);
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            int byNumber = Cursor.compareDigits(Cursor.of(number(a, i)), Cursor.of(number(b, i)));
            if (byNumber != 0) {
                return Order.of(byNumber);
            }
        }
        return Order.EQUAL;
    }

    private static String number(List<String> numbers, int i) {
        return i < numbers.size() ? numbers.get(i) : "0";
    }

    private static List<String> numbers(String version) {
        int trial = version.indexOf('-');
        String plain = (trial < 0 ? version : version.substring(0, trial)).replace("_", "");
        boolean isDotted = plain.startsWith("v") || plain.indexOf('.') != plain.lastIndexOf('.');
        List<String> parts = List.of((plain.startsWith("v") ? plain.substring(1) : plain).split("\\.", -1));
        if (isDotted || parts.size() == 1) {
            return parts;
        }
        List<String> numbers = new ArrayList<>();
        numbers.add(parts.getFirst());
        String fraction = parts.getLast();
        for (int at = 0; at < fraction.length(); at += GROUP) {
            String group = fraction.substring(at, Math.min(at + GROUP, fraction.length()));
            numbers.add(group + "0".repeat(GROUP - group.length()));
        }
        return numbers;
    }
}
