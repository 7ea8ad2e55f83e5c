package io.tidewaiter.server.shape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The form of a JSON value. Every form is bounded; {@code null} counts as absent, because SDKs send it so. */
public sealed interface Shape {
    /** The longest text where nothing else is said, in characters. */
    int CHARS = 4_096;
    /** The most items of a list where nothing else is said. */
    int ITEMS = 1_000;

    /** A string; {@code hint} says in words what the pattern asks. */
    record Text(int charsMax, Pattern pattern, String hint) implements Shape {}

    /** One of a few strings, compared without regard to case and kept as declared. */
    record Choice(List<String> values) implements Shape {
        public Choice {
            values = List.copyOf(values);
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements Shape {}

    /** An integer within bounds. */
    record Whole(long min, long max) implements Shape {}

    /** A number. */
    record Decimal() implements Shape {}

    /** A time in ISO 8601. */
    record Time() implements Shape {}

    /** An array of one form. */
    record ListOf(Shape item, int itemsMax) implements Shape {}

    /** An object whose names are the caller's. */
    record MapOf(Shape value, int entriesMax) implements Shape {}

    /** An object with known names; any other is refused. */
    record Members(Map<String, Member> members) implements Shape {
        public Members {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        /** With one more that may be there. */
        public Members may(String name, Shape shape) {
            return and(name, shape, Use.OPTIONAL);
        }

        /** With one more that has to be there. */
        public Members must(String name, Shape shape) {
            return and(name, shape, Use.REQUIRED);
        }

        /** With some that the service says: what was read may be written back, and changes nothing. */
        public Members told(String... names) {
            Members more = this;
            for (String name : names) {
                more = more.and(name, new Anything(1 << 20), Use.READ_ONLY);
            }
            return more;
        }

        /** With one more that goes in and never out. */
        public Members secret(String name, Shape shape) {
            return and(name, shape, Use.WRITE_ONLY);
        }

        private Members and(String name, Shape shape, Use use) {
            Map<String, Member> more = new LinkedHashMap<>(members);
            more.put(name, new Member(shape, use));
            return new Members(more);
        }
    }

    /** An object of one of several kinds, told apart by the text of one member, which each kind has besides. */
    record OneOf(String discriminator, Map<String, Members> kinds) implements Shape {
        public OneOf {
            kinds = Map.copyOf(kinds);
        }
    }

    /** Any JSON of at most so many characters. */
    record Anything(int charsMax) implements Shape {}

    /** How a member is used. */
    enum Use {
        OPTIONAL,
        REQUIRED,
        READ_ONLY,
        WRITE_ONLY
    }

    /** A member of an object. */
    record Member(Shape shape, Use use) {}

    /** Any string of the usual length. */
    static Shape text() {
        return text(CHARS);
    }

    /** Any string up to a length. */
    static Shape text(int charsMax) {
        return new Text(charsMax, Pattern.compile("(?s).*"), "");
    }

    /** A string of a pattern; the hint completes "is …". */
    static Shape text(String pattern, String hint) {
        return new Text(CHARS, Pattern.compile(pattern), hint);
    }

    /** One of these strings. */
    static Shape choice(String... values) {
        return new Choice(List.of(values));
    }

    /** A list of the usual length. */
    static Shape list(Shape item) {
        return new ListOf(item, ITEMS);
    }

    /** An object without members yet. */
    static Members object() {
        return new Members(Map.of());
    }

    /** {@code tags} as ARM bounds them: 50 pairs, names to 512 and values to 256 characters. */
    static Shape tags() {
        return new MapOf(text(256), 50);
    }
}
