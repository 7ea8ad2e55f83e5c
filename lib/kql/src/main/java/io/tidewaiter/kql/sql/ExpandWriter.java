package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Template;
import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code mv-expand}: lists are made of arrays and bags, and unfolded side by side. */
final class ExpandWriter {
    /** What becomes one row, or none: null stays, an empty array or bag vanishes, a plain value is its own element. */
    private static final String ELEMENTS = """
            CASE json_type($1) WHEN 'ARRAY' THEN list_transform(json_extract($1, '$[*]'), lambda e: nullif(e, 'null')) \
            WHEN 'OBJECT' THEN list_transform(json_keys($1), lambda k: %s) ELSE [$1] END""";

    private static final String VALUE_OF_KEY =
            "json_extract($1, '$.\"' || replace(replace(k, '\\', '\\\\'), '\"', '\\\"') || '\"')";
    private static final String BAGS = ELEMENTS.formatted("json_object(k, " + VALUE_OF_KEY + ")");
    private static final String PAIRS = ELEMENTS.formatted("json_array(k, " + VALUE_OF_KEY + ")");

    private final Names names;
    private final ScalarWriter scalars;

    ExpandWriter(Names names, ScalarWriter scalars) {
        this.names = names;
        this.scalars = scalars;
    }

    Block expand(Plan.Expand expand, Block input) {
        List<String> lists = new ArrayList<>();
        for (Plan.Element element : expand.elements()) {
            String json = scalars.inHand(element.value(), KqlType.DYNAMIC, input.columns::get);
            String list = Template.fill(element.isBagAsArray() ? PAIRS : BAGS, List.of(json));
            lists.add(
                    expand.rowsMax() == Long.MAX_VALUE
                            ? list
                            : "list_slice(" + list + ", 1, " + expand.rowsMax() + ")");
        }
        Block block = input;
        if (expand.index().isPresent()) {
            // the lists are needed twice: to unfold them, and to count
            List<String> named = lists.stream().map(l -> names.alias()).toList();
            block = listed(input, lists, named);
            lists = named;
        }
        block.isClosed = true;
        for (int i = 0; i < lists.size(); i++) {
            Slot slot = expand.elements().get(i).slot();
            block.columns.put(slot, "unnest(" + lists.get(i) + ")");
            block.computed.add(slot);
        }
        if (expand.index().isPresent()) {
            String length =
                    lists.stream().map(l -> "len(" + l + ")").collect(Collectors.joining(", ", "greatest(", ")"));
            block.columns.put(expand.index().get(), "unnest(range(" + length + "))");
            block.computed.add(expand.index().get());
        }
        return block;
    }

    private Block listed(Block input, List<String> lists, List<String> named) {
        for (int i = 0; i < lists.size(); i++) {
            input.lists.add(lists.get(i) + " AS " + named.get(i));
        }
        Block block = new Block("(" + SqlWriter.indented(input.sql(names)) + ") AS " + names.alias());
        input.columns.keySet().forEach(s -> block.columns.put(s, names.of(s)));
        return block;
    }
}
