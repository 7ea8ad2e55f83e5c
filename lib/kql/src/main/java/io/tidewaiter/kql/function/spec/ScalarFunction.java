package io.tidewaiter.kql.function.spec;

import java.util.List;

/**
 * A function of values.
 *
 * @param group the heading of the reference page
 * @param signatures the overloads; the first wins among equals. Empty where the function is refused
 */
public record ScalarFunction(
        Naming naming, String group, List<Signature> signatures, ResultName resultName, Documentation documentation) {
    /** The name, and what else it is called. */
    public record Naming(String name, List<String> aliases) {
        public Naming {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * What the reference page says.
     *
     * @param text one sentence
     * @param refusal why it is not there; empty where it is
     */
    public record Documentation(String text, String refusal, List<Example> examples) {
        public Documentation {
            examples = List.copyOf(examples);
        }
    }

    public ScalarFunction {
        signatures = List.copyOf(signatures);
    }

    /** As queries write it. */
    public String name() {
        return naming.name();
    }

    /** Whether it is known, but not to be had. */
    public boolean isRefused() {
        return !documentation.refusal().isEmpty();
    }
}
