package io.tidewaiter.assess.rule;

import java.util.List;
import java.util.Set;

/** What does not count unless somebody says that it does. */
public final class StandingRules {
    /** The category of packages that bring header files of a kernel and no kernel, as a rule's conditions name it. */
    public static final String HEADER_ONLY_KERNEL = "HeaderOnlyKernel";

    /** The name of the rule that hides them. */
    public static final String NAME = "header-only-kernel";

    /** Why they do not count. */
    public static final String JUSTIFICATION =
            "only header files of a kernel are in the package, and a container runs" + " on the kernel of its host";

    private StandingRules() {}

    /** They hold everywhere and for ever (coverage reference 6.3). */
    public static List<Rule> all() {
        return List.of(new Rule(
                NAME,
                NAME,
                "/",
                Rule.DISABLED,
                JUSTIFICATION,
                true,
                null,
                RuleConditions.ofCategories(Set.of(RuleConditions.categoryWord(HEADER_ONLY_KERNEL)))));
    }
}
