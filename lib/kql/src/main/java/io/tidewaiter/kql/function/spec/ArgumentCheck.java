package io.tidewaiter.kql.function.spec;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What must hold of the literals among the arguments, beyond their types. */
@FunctionalInterface
public interface ArgumentCheck {
    /** Nothing more. */
    ArgumentCheck NONE = arguments -> Optional.empty();

    /** What is wrong, as a sentence for the user; empty where nothing is. */
    Optional<String> problem(List<Argument> arguments);

    /** The literal string at {@code index} is one of the words, in any case. */
    static ArgumentCheck oneOf(int index, Set<String> words) {
        return arguments -> arguments.size() > index
                        && arguments.get(index).value() instanceof String word
                        && !words.contains(word.toLowerCase(Locale.ROOT))
                ? Optional.of("'%s' is none of %s"
                        .formatted(
                                word, String.join(", ", words.stream().sorted().toList())))
                : Optional.empty();
    }
}
