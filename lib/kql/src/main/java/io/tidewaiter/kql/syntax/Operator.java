package io.tidewaiter.kql.syntax;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.syntax.Expression.Assignment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tabular operator as written. */
public sealed interface Operator {
    Place place();

    /**
     * {@code where condition}.
     *
     * @param name of {@code where name = condition}, which says no more than the condition alone; empty for none
     */
    record Where(String name, Expression condition, Place place) implements Operator {}

    record Project(List<Assignment> columns, Place place) implements Operator {}

    record Extend(List<Assignment> columns, Place place) implements Operator {}

    record ProjectAway(List<String> patterns, Place place) implements Operator {}

    record ProjectKeep(List<String> patterns, Place place) implements Operator {}

    /** Columns by texts and arrays of texts; those that are not there are passed over. */
    record ProjectByNames(List<Expression> names, Place place) implements Operator {
        public ProjectByNames {
            names = List.copyOf(names);
        }
    }

    record ProjectReorder(List<Reordering> patterns, Place place) implements Operator {}

    /** @param names new name to old name */
    record ProjectRename(List<Renaming> names, Place place) implements Operator {}

    record Summarize(List<Assignment> aggregates, List<Assignment> keys, Place place) implements Operator {}

    record Count(String name, Place place) implements Operator {}

    /** What {@code mv-expand} and {@code mv-apply} have in common. */
    record Expansion(List<Expanded> columns, boolean bagsAsArrays, String indexColumn, Optional<Expression> limit) {
        public Expansion {
            columns = List.copyOf(columns);
        }
    }

    record Distinct(List<Assignment> columns, Place place) implements Operator {}

    record Top(Expression rows, List<Ordering> keys, Place place) implements Operator {}

    record TopNested(List<Nest> levels, Place place) implements Operator {}

    record TopHitters(Expression rows, Expression of, Optional<Expression> by, Place place) implements Operator {}

    record Sort(List<Ordering> keys, Place place) implements Operator {}

    record Take(Expression rows, Place place) implements Operator {}

    record Sample(Expression rows, Place place) implements Operator {}

    record SampleDistinct(Expression rows, Expression of, Place place) implements Operator {}

    /** @param isLookup whether it is {@code lookup}, whose right side is small and whose keys are not repeated */
    record Join(boolean isLookup, String kind, Expression right, List<Expression> conditions, Place place)
            implements Operator {}

    /**
     * @param isFuzzy whether tables that are not there are left out
     * @param withSource name of a column that tells the leg; empty where none
     */
    record Union(boolean isInner, boolean isFuzzy, String withSource, List<Expression> legs, Place place)
            implements Operator {}

    record MvExpand(Expansion expansion, Place place) implements Operator {}

    record MvApply(Expansion expansion, Pipeline body, Place place) implements Operator {}

    /** A piece of a pattern of {@code parse}. */
    sealed interface Part {
        /** Anything. */
        record Anything() implements Part {}

        /** Just this text. */
        record Text(String text) implements Part {}

        /** Whatever stands here, as a column. */
        record Capture(String name, KqlType type, Place place) implements Part {}
    }

    record Parse(boolean drops, String kind, String flags, Expression text, List<Part> parts, Place place)
            implements Operator {}

    record ParseKv(Expression text, List<Source.Column> keys, Map<String, String> options, Place place)
            implements Operator {}

    /** @param isNeverEmpty whether no rows give a series of what stands where no row is ({@code kind=nonempty}) */
    record MakeSeries(
            List<Series> series,
            Expression on,
            Optional<Expression> from,
            Optional<Expression> to,
            Expression step,
            boolean isToIncluded,
            boolean isNeverEmpty,
            List<Assignment> keys,
            Place place)
            implements Operator {}

    record Serialize(List<Assignment> columns, Place place) implements Operator {}

    /** @param matchId the column that numbers the sequences; empty where none */
    record ScanSteps(String matchId, List<Declared> declared, List<Step> steps, Place place) implements Operator {
        public ScanSteps {
            declared = List.copyOf(declared);
            steps = List.copyOf(steps);
        }
    }

    /** A column that {@code scan} adds, and what it holds where no step gives it a value. */
    record Declared(Source.Column column, Optional<Expression> standard) {}

    /** @param output {@code all}, {@code last} or {@code none} */
    record Step(String name, String output, Expression condition, List<Assignment> assigned, Place place) {
        public Step {
            assigned = List.copyOf(assigned);
        }
    }

    /** @param isMaterialized whether the rows are the same wherever the name stands, a draw among them too */
    record As(String name, boolean isMaterialized, Place place) implements Operator {}

    record Invoke(Expression.Call call, Place place) implements Operator {}

    /** @param columns the declared columns; a star among them stands for those of the input */
    record Evaluate(Expression.Call call, Optional<List<DeclaredColumn>> columns, Place place) implements Operator {}

    record Search(boolean isCaseSensitive, List<Expression> tables, Expression condition, Place place)
            implements Operator {}

    record GetSchema(Place place) implements Operator {}

    record Render(Place place) implements Operator {}

    record Consume(Place place) implements Operator {}

    record Partition(Expression by, Pipeline body, Place place) implements Operator {}

    /** An operator of the language that we do not take. */
    record Foreign(String name, Place place) implements Operator {}

    /** A sort key; without a direction it falls; nulls come where the language puts them. */
    record Ordering(Expression key, boolean isAscending, Optional<Boolean> nullsFirst) {}

    /** A pattern of names, with an order among those it matches: asc, desc, granny-asc, granny-desc or empty. */
    record Reordering(String pattern, String order) {}

    record Renaming(String name, String from, Place place) {}

    /** One level of {@code top-nested}. */
    record Nest(
            Optional<Expression> rows,
            Assignment of,
            Optional<Expression> others,
            String aggregateName,
            Expression by,
            boolean isAscending) {}

    /** A column to expand; the name is empty where none is given. */
    record Expanded(String name, Expression value, Optional<KqlType> type) {}

    /** One aggregate of {@code make-series} and what stands where no row is. */
    record Series(Assignment aggregate, Optional<Expression> standard) {}

    /** A declared column, or a star. */
    sealed interface DeclaredColumn {
        record InputColumns() implements DeclaredColumn {}

        record Named(Source.Column column) implements DeclaredColumn {}
    }
}
