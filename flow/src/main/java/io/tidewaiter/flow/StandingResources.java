package io.tidewaiter.flow;

import io.tidewaiter.assess.rule.StandingRules;
import io.tidewaiter.store.State;
import io.tidewaiter.store.arm.Precondition;
import io.tidewaiter.store.judge.Judgement;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What does not count unless somebody says that it does, as rules at the tenant: they are seen, told and remembered like
 * those that somebody put, and whoever may write rules may remove them. Each is written once for a state: what was removed
 * stays removed.
 */
public final class StandingResources {
    private static final String BY = "tidewaiter";
    private static final String TYPE = "/providers/Tidewaiter.Security/rules/";
    private static final Precondition WHERE_THERE_IS_NONE = new Precondition("", "*");

    private StandingResources() {}

    /** Writes those that were never there; how many. */
    public static int write(State state) {
        String id = TYPE + StandingRules.NAME;
        if (!state.judgements().history(id, 1).isEmpty()) {
            return 0;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("justification", StandingRules.JUSTIFICATION);
        body.putObject("conditions").putArray("categories").add(StandingRules.HEADER_ONLY_KERNEL);
        state.judgements()
                .put(
                        new Judgement.Draft(Judgement.Kind.RULE, id, "/", StandingRules.NAME, body.toString(), false),
                        WHERE_THERE_IS_NONE,
                        BY);
        return 1;
    }
}
