package io.tidewaiter.kql.sql;

import io.tidewaiter.kql.plan.Plan;
import io.tidewaiter.kql.plan.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Lists, unfolded side by side; the shorter ones are filled up with nulls. */
final class ExpandWriter {
    private final ScalarWriter scalars;

    ExpandWriter(ScalarWriter scalars) {
        this.scalars = scalars;
    }

    /** @param block yields the input; with an index, by plain names, because each list is needed twice */
    Block expand(Plan.Expand expand, Block block) {
        List<String> lists = new ArrayList<>();
        for (Plan.Element element : expand.elements()) {
            lists.add(scalars.value(element.list(), block.columns::get));
        }
        block.isClosed = true;
        for (int i = 0; i < lists.size(); i++) {
            Slot slot = expand.elements().get(i).slot();
            block.columns.put(slot, "unnest(" + lists.get(i) + ")");
            block.computed.add(slot);
            block.essential.add(slot);
        }
        expand.index().ifPresent(index -> {
            String length =
                    lists.stream().map(l -> "len(" + l + ")").collect(Collectors.joining(", ", "greatest(", ")"));
            block.columns.put(index, "unnest(range(" + length + "))");
            block.computed.add(index);
        });
        return block;
    }
}
