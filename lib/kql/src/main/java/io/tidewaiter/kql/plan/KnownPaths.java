package io.tidewaiter.kql.plan;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.plan.Plan.Assign;
import io.tidewaiter.kql.plan.Plan.Field;
import io.tidewaiter.kql.schema.KqlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which places inside a dynamic column the database has as columns of their own. A dynamic column may have been renamed,
 * joined and put together by unions on its way; as long as it is passed on as it is, its places are known.
 */
public final class KnownPaths {
    private KnownPaths() {}

    /**
     * A place that is known.
     *
     * @param held the form of its SQL
     * @param keys in the table's own spelling, how many of those that were asked for
     */
    public record Known(KqlType held, List<PathKey> keys) {
        public Known {
            keys = List.copyOf(keys);
        }
    }

    /** The longest known place on the way into a column of the plan. */
    public static Optional<Known> longest(Plan plan, Slot slot, List<PathKey> keys) {
        return switch (plan) {
            case Plan.Scan scan -> inTable(scan, slot, keys);
            case Plan.Project project -> inProject(project, slot, keys);
            case Plan.Union union -> inUnion(union, slot, keys);
            case Plan.Filter filter -> longest(filter.input(), slot, keys);
            case Plan.Sort sort -> longest(sort.input(), slot, keys);
            case Plan.Limit limit -> longest(limit.input(), slot, keys);
            case Plan.Sample sample -> longest(sample.input(), slot, keys);
            case Plan.OneOf one -> longest(one.input(), slot, keys);
            case Plan.Window window -> longest(window.input(), slot, keys);
            case Plan.Expand expand -> longest(expand.input(), slot, keys);
            case Plan.Apply apply -> {
                Optional<Known> inner = longest(apply.body(), slot, keys);
                yield inner.isPresent() ? inner : longest(apply.input(), slot, keys);
            }
            case Plan.Join join -> {
                Optional<Known> left = longest(join.left(), slot, keys);
                yield left.isPresent() ? left : longest(join.right(), slot, keys);
            }
            case Plan.Aggregate aggregate -> inChoices(aggregate, slot, keys);
            case Plan.Values ignored -> Optional.empty();
            case Plan.Outer ignored -> Optional.empty();
            case Plan.Range ignored -> Optional.empty();
        };
    }

    private static Optional<Known> inTable(Plan.Scan scan, Slot slot, List<PathKey> keys) {
        for (Field field : scan.fields()) {
            if (field.slot().equals(slot)) {
                return longest(field.column().paths(), keys);
            }
        }
        return Optional.empty();
    }

    private static Optional<Known> longest(List<KqlPath> paths, List<PathKey> keys) {
        Optional<Known> best = Optional.empty();
        for (KqlPath path : paths) {
            boolean isLonger =
                    path.path().size() > best.map(b -> b.keys().size()).orElse(0);
            boolean isExact = matches(path.path(), keys, false);
            boolean isReplaced = isExact
                    && path.path().size() == best.map(b -> b.keys().size()).orElse(0);
            if (isReplaced || (isLonger && matches(path.path(), keys, true))) {
                best = Optional.of(new Known(
                        path.type(),
                        path.path().stream()
                                .map(k -> (PathKey) new PathKey.Name(k))
                                .toList()));
            }
        }
        return best;
    }

    private static boolean matches(List<String> path, List<PathKey> keys, boolean ignoresCase) {
        if (path.size() > keys.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!(keys.get(i) instanceof PathKey.Name(String name))
                    || !(ignoresCase ? name.equalsIgnoreCase(path.get(i)) : name.equals(path.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Known> inProject(Plan.Project project, Slot slot, List<PathKey> keys) {
        for (Assign assign : project.assigns()) {
            if (assign.slot().equals(slot)) {
                return inValue(project.input(), assign.value(), keys);
            }
        }
        return longest(project.input(), slot, keys);
    }

    private static Optional<Known> inChoices(Plan.Aggregate aggregate, Slot slot, List<PathKey> keys) {
        return aggregate.choices().stream()
                .flatMap(c -> c.values().stream())
                .filter(a -> a.slot().equals(slot))
                .findFirst()
                .flatMap(a -> inValue(aggregate.input(), a.value(), keys));
    }

    private static Optional<Known> inValue(Plan input, Scalar value, List<PathKey> keys) {
        return switch (value) {
            case Scalar.Column(Slot source) -> longest(input, source, keys);
            case Scalar.Path(Scalar.Column(Slot source), List<PathKey> first, KqlType held)
            when held == KqlType.DYNAMIC -> {
                Optional<Known> known = longest(input, source, joined(first, keys));
                yield known.filter(k -> k.keys().size() > first.size())
                        .map(k -> new Known(
                                k.held(),
                                k.keys().subList(first.size(), k.keys().size())));
            }
            default -> Optional.empty();
        };
    }

    /** One path after another. */
    public static List<PathKey> joined(List<PathKey> first, List<PathKey> then) {
        List<PathKey> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static Optional<Known> inUnion(Plan.Union union, Slot slot, List<PathKey> keys) {
        int at = union.columns().indexOf(slot);
        if (at < 0) {
            return Optional.empty();
        }
        Optional<Known> common = Optional.empty();
        boolean isUniform = true;
        for (Plan leg : union.legs()) {
            Slot column = leg.columns().get(at);
            if (isNull(leg, column)) {
                continue;
            }
            Optional<Known> known = longest(leg, column, keys);
            isUniform &= known.isPresent() && (common.isEmpty() || common.equals(known));
            common = common.isPresent() ? common : known;
        }
        // legs that hold it differently meet as JSON, each still with its own column
        boolean uniform = isUniform;
        return common.map(k -> uniform ? k : new Known(KqlType.DYNAMIC, k.keys()));
    }

    /** Whether a leg has nothing in a column. */
    public static boolean isNull(Plan leg, Slot column) {
        return leg instanceof Plan.Project project
                && project.assigns().stream()
                        .anyMatch(a -> a.slot().equals(column)
                                && a.value() instanceof Scalar.Literal(KqlType type, Object value)
                                && value == null);
    }
}
