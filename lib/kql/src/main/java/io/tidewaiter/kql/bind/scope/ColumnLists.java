package io.tidewaiter.kql.bind.scope;

import io.tidewaiter.kql.Diagnostic.Code;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Scalar;
import io.tidewaiter.kql.plan.Slot;
import io.tidewaiter.kql.syntax.Near;
import io.tidewaiter.kql.syntax.Operator;
import io.tidewaiter.kql.syntax.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code project-away}, {@code project-keep}, {@code project-reorder}: columns by names with stars. */
public final class ColumnLists {
    private final Rows input;
    private final Place place;

    public ColumnLists(Rows input, Place place) {
        this.input = input;
        this.place = place;
    }

    /** All columns but these. */
    public Rows away(List<String> patterns) {
        Set<Slot> gone = new LinkedHashSet<>();
        patterns.forEach(p -> gone.addAll(matching(p)));
        return kept(
                input.plan().columns().stream().filter(s -> !gone.contains(s)).toList());
    }

    /** These columns, in the order of the rows. */
    public Rows keep(List<String> patterns) {
        Set<Slot> kept = new LinkedHashSet<>();
        patterns.forEach(p -> kept.addAll(matching(p)));
        return kept(input.plan().columns().stream().filter(kept::contains).toList());
    }

    /** The columns that names and patterns stand for, in their order; names without a column are passed over. */
    public Rows byNames(List<String> patterns) {
        Set<Slot> named = new LinkedHashSet<>();
        for (String pattern : patterns) {
            Pattern regex = matcher(pattern);
            input.visible().stream()
                    .filter(s -> regex.matcher(s.name()).matches())
                    .forEach(named::add);
        }
        if (named.isEmpty()) {
            throw place.refuse(Code.UnknownColumn, "none of these columns is here");
        }
        return kept(List.copyOf(named));
    }

    /** These columns first. */
    public Rows reorder(List<Operator.Reordering> patterns) {
        Set<Slot> first = new LinkedHashSet<>();
        for (Operator.Reordering pattern : patterns) {
            List<Slot> matching = new ArrayList<>(matching(pattern.pattern()));
            Comparator<Slot> byName = pattern.order().startsWith("granny")
                    ? Comparator.comparing((Slot s) -> s.name().replaceAll("\\d+", ""))
                            .thenComparingInt(s -> s.name().length())
                            .thenComparing(Slot::name)
                    : Comparator.comparing(Slot::name);
            if (!pattern.order().isEmpty()) {
                matching.sort(pattern.order().endsWith("desc") ? byName.reversed() : byName);
            }
            first.addAll(matching);
        }
        first.addAll(input.visible());
        return kept(List.copyOf(first));
    }

    private Rows kept(List<Slot> slots) {
        return input.with(new Plan.Project(
                input.plan(),
                slots.stream()
                        .map(s -> new Plan.Assign(s, new Scalar.Column(s)))
                        .toList()));
    }

    private List<Slot> matching(String pattern) {
        if (!pattern.contains("*")) {
            List<Slot> found = input.plan().columns().stream()
                    .filter(s -> s.name().equals(pattern))
                    .toList();
            if (found.isEmpty()) {
                throw place.refuse(
                        Code.UnknownColumn,
                        "there is no column '" + pattern + "' here",
                        Near.to(
                                pattern,
                                input.visible().stream().map(Slot::name).toList()));
            }
            return found;
        }
        Pattern regex = matcher(pattern);
        return input.visible().stream()
                .filter(s -> regex.matcher(s.name()).matches())
                .toList();
    }

    /** Names that a pattern with stars stands for. */
    public static Pattern matcher(String pattern) {
        return Pattern.compile(
                "\\Q" + pattern.replace("\\E", "").replaceAll("\\*+", "\\\\E.*\\\\Q") + "\\E", Pattern.DOTALL);
    }
}
