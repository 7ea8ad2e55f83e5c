package io.tidewaiter.kql.value;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A dynamic value. Numbers keep their spelling, bags the order of their keys. */
public sealed interface Json {
    /** The null. */
    record Null() implements Json {}

    /** True or false. */
    record Bool(boolean value) implements Json {}

    /** A number as it is spelled. */
    record Num(String text) implements Json {
        /** Its value. */
        public double real() {
            return Double.parseDouble(text);
        }

        /** Whether it is spelled without fraction and exponent. */
        public boolean isWhole() {
            return text.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        }
    }

    /** A string. */
    record Text(String value) implements Json {}

    /** An array. */
    record Array(List<Json> elements) implements Json {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /** A bag of properties. */
    record Bag(Map<String, Json> properties) implements Json {
        public Bag {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }
    }

    /** Reads JSON; empty where it is none. */
    static Optional<Json> parse(String text) {
        return new JsonReader(text, false).read();
    }

    /** Reads JSON as the literals of the language spell it: strings may be in single quotes. */
    static Optional<Json> parseLiteral(String text) {
        return new JsonReader(text, true).read();
    }

    /** A number. */
    static Json of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return new Text(Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
        String text = Double.toString(value);
        return new Num(text.contains("E") ? new BigDecimal(text).toString() : text);
    }

    /** A whole number. */
    static Json of(long value) {
        return new Num(Long.toString(value));
    }

    /** The compact form. */
    default String json() {
        StringBuilder out = new StringBuilder();
        JsonWriter.write(this, out);
        return out.toString();
    }

    /** What {@code tostring} makes of it: strings bare, the null empty, all else as JSON. */
    default String text() {
        return switch (this) {
            case Null n -> "";
            case Text t -> t.value();
            case Bool b -> Boolean.toString(b.value());
            case Num n -> n.text();
            case Array a -> a.json();
            case Bag b -> b.json();
        };
    }
}
