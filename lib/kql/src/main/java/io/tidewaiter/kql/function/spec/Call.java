package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import java.util.List;
import java.util.Optional;

/**
 * A call whose overload is chosen, at the moment that its SQL is written.
 *
 * @param arguments as given
 * @param types what they were converted to
 * @param raw the SQL of each argument in its held form
 * @param sql the SQL of each argument, converted, as an expression that stands in any place; then that of optional
 *     arguments which are absent
 * @param isPredicate whether null and false are the same to the reader, as in {@code where}
 */
public record Call(
        List<Argument> arguments, List<KqlType> types, List<String> raw, List<String> sql, boolean isPredicate) {
    public Call {
        arguments = List.copyOf(arguments);
        types = List.copyOf(types);
        raw = List.copyOf(raw);
        sql = List.copyOf(sql);
    }

    /** The SQL of argument {@code index}, counted from 0, converted. */
    public String at(int index) {
        return sql.get(index);
    }

    /** A template with the converted arguments in their places. */
    public String fill(String template) {
        return Template.fill(template, sql);
    }

    /** The same in an aggregate; see {@link Template#plain}. */
    public String plain(String template) {
        return Template.plain(template, sql);
    }

    /** All from {@code index} on, with commas between. */
    public String from(int index) {
        return String.join(", ", sql.subList(index, sql.size()));
    }

    /**
     * A string argument in which a missing value may be null instead of the empty string, so that the database can
     * compare the column itself; right where null is as good as false, and the empty string would yield false as well:
     * all other arguments are literals that are not empty.
     */
    public String sparse(int index) {
        for (int i = 0; i < arguments.size(); i++) {
            if (i != index && constantText(i).filter(s -> !s.isEmpty()).isEmpty()) {
                return at(index);
            }
        }
        Argument argument = arguments.get(index);
        boolean isDynamic = argument.type() == KqlType.DYNAMIC && types.get(index) == KqlType.STRING;
        if (!isDynamic) {
            return at(index);
        }
        return switch (argument.held()) {
            case STRING -> raw.get(index);
            case DYNAMIC -> "(" + raw.get(index) + " ->> '$')";
            default -> at(index);
        };
    }

    /** The value of a string literal. */
    public Optional<String> constantText(int index) {
        Argument argument = arguments.get(index);
        return argument.isConstant() && argument.type() == KqlType.STRING && argument.value() instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }
}
