package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.function.spec.Parameter.Occurs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An overload.
 *
 * @param check what else must hold of the arguments
 */
public record Signature(
        List<Parameter> parameters, ResultType result, Implementation implementation, ArgumentCheck check) {
    public Signature {
        parameters = List.copyOf(parameters);
    }

    /** One parameter per argument; empty where no such number of arguments fits. */
    Optional<List<Parameter>> expand(int count) {
        int required = 0;
        int block = 0;
        int blockMin = 0;
        for (Parameter p : parameters) {
            switch (p.occurs()) {
                case ONCE -> required++;
                case OPTIONAL -> {}
                case REPEATED -> {
                    block++;
                    blockMin = 1;
                }
                case ANY_NUMBER -> block++;
            }
        }
        int rest = count - required;
        if (rest < 0) {
            return Optional.empty();
        }
        if (block == 0) {
            return rest > parameters.size() - required ? Optional.empty() : Optional.of(optionals(rest));
        }
        return rest % block != 0 || rest / block < blockMin ? Optional.empty() : Optional.of(blocks(rest / block));
    }

    private List<Parameter> optionals(int present) {
        List<Parameter> expanded = new ArrayList<>();
        int left = present;
        for (Parameter p : parameters) {
            if (p.occurs() == Occurs.ONCE || left-- > 0) {
                expanded.add(p);
            }
        }
        return expanded;
    }

    private List<Parameter> blocks(int times) {
        List<Parameter> expanded = new ArrayList<>();
        List<Parameter> block = parameters.stream()
                .filter(p -> p.occurs() == Occurs.REPEATED || p.occurs() == Occurs.ANY_NUMBER)
                .toList();
        boolean isDone = false;
        for (Parameter p : parameters) {
            if (p.occurs() == Occurs.ONCE) {
                expanded.add(p);
            } else if (!isDone) {
                for (int i = 0; i < times; i++) {
                    expanded.addAll(block);
                }
                isDone = true;
            }
        }
        return expanded;
    }

    /** The parameters as the reference page shows them. */
    public String text() {
        return parameters.stream()
                .map(p -> switch (p.occurs()) {
                    case ONCE -> p.name();
                    case OPTIONAL -> "[" + p.name() + "]";
                    case REPEATED -> p.name() + ", …";
                    case ANY_NUMBER -> "[" + p.name() + ", …]";
                })
                .collect(Collectors.joining(", "));
    }
}
