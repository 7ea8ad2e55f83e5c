package io.tidewaiter.dist.plain;

import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * The methods of {@link Comparator} that make comparators, as that interface documents them, but for this: what they make
 * cannot be serialized. The JDK's start-up cache keeps no lambda that can be, and spinning one at run time costs a young
 * process a millisecond, the first one ten. {@link PlainClass} calls these instead; this class stands in every jar that calls it.
 */
public final class Orders {
    /** Comparators of this class say themselves what comes after them. */
    private static final Class<?> OF_NULLS = Comparator.nullsFirst(null).getClass();

    private Orders() {}

    /** {@link Comparator#comparing(Function)}. */
    public static <T, U extends Comparable<? super U>> Comparator<T> comparing(Function<? super T, ? extends U> key) {
        Objects.requireNonNull(key);
        return (one, other) -> key.apply(one).compareTo(key.apply(other));
    }

    /** {@link Comparator#comparing(Function, Comparator)}. */
    public static <T, U> Comparator<T> comparing(Function<? super T, ? extends U> key, Comparator<? super U> order) {
        Objects.requireNonNull(key);
        Objects.requireNonNull(order);
        return (one, other) -> order.compare(key.apply(one), key.apply(other));
    }

    /** {@link Comparator#comparingInt}. */
    public static <T> Comparator<T> comparingInt(ToIntFunction<? super T> key) {
        Objects.requireNonNull(key);
        return (one, other) -> Integer.compare(key.applyAsInt(one), key.applyAsInt(other));
    }

    /** {@link Comparator#comparingLong}. */
    public static <T> Comparator<T> comparingLong(ToLongFunction<? super T> key) {
        Objects.requireNonNull(key);
        return (one, other) -> Long.compare(key.applyAsLong(one), key.applyAsLong(other));
    }

    /** {@link Comparator#comparingDouble}. */
    public static <T> Comparator<T> comparingDouble(ToDoubleFunction<? super T> key) {
        Objects.requireNonNull(key);
        return (one, other) -> Double.compare(key.applyAsDouble(one), key.applyAsDouble(other));
    }

    /** {@link Comparator#thenComparing(Comparator)} of {@code first}. */
    public static <T> Comparator<T> thenComparing(Comparator<T> first, Comparator<? super T> second) {
        Objects.requireNonNull(second);
        if (OF_NULLS.isInstance(Objects.requireNonNull(first))) {
            return first.thenComparing(second);
        }
        return (one, other) -> {
            int order = first.compare(one, other);
            return order == 0 ? second.compare(one, other) : order;
        };
    }

    /** {@link Comparator#thenComparing(Function)} of {@code first}. */
    public static <T, U extends Comparable<? super U>> Comparator<T> thenComparing(
            Comparator<T> first, Function<? super T, ? extends U> key) {
        return thenComparing(first, comparing(key));
    }

    /** {@link Comparator#thenComparing(Function, Comparator)} of {@code first}. */
    public static <T, U> Comparator<T> thenComparing(
            Comparator<T> first, Function<? super T, ? extends U> key, Comparator<? super U> order) {
        return thenComparing(first, comparing(key, order));
    }

    /** {@link Comparator#thenComparingInt} of {@code first}. */
    public static <T> Comparator<T> thenComparingInt(Comparator<T> first, ToIntFunction<? super T> key) {
        return thenComparing(first, comparingInt(key));
    }

    /** {@link Comparator#thenComparingLong} of {@code first}. */
    public static <T> Comparator<T> thenComparingLong(Comparator<T> first, ToLongFunction<? super T> key) {
        return thenComparing(first, comparingLong(key));
    }

    /** {@link Comparator#thenComparingDouble} of {@code first}. */
    public static <T> Comparator<T> thenComparingDouble(Comparator<T> first, ToDoubleFunction<? super T> key) {
        return thenComparing(first, comparingDouble(key));
    }
}
