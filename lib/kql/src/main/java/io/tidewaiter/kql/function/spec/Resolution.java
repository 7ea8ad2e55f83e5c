package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a name and its arguments mean. */
public sealed interface Resolution {
    /**
     * A function that takes the arguments.
     *
     * @param converted the types that the arguments are converted to
     * @param type of the result
     */
    record Resolved(
            ScalarFunction function,
            Signature signature,
            List<Argument> arguments,
            List<KqlType> converted,
            KqlType type)
            implements Resolution {
        public Resolved {
            arguments = List.copyOf(arguments);
            converted = List.copyOf(converted);
        }

        /** What the binder has to do itself; then there is no SQL here. */
        public Optional<Implementation.Role> role() {
            return signature.implementation() instanceof Implementation.Special(Implementation.Role role)
                    ? Optional.of(role)
                    : Optional.empty();
        }

        /**
         * The call.
         *
         * @param sql each argument in its held form, as an expression that stands in any place
         * @return an expression that stands in any place, in the form of {@link #type}
         */
        public String sql(List<String> sql) {
            return write(sql, false);
        }

        /** The same of an aggregate. */
        public String aggregate(List<String> sql) {
            return signature.implementation() instanceof Implementation.Sql(String value, String predicate)
                    ? Template.plain(value, ready(sql))
                    : sql(sql);
        }

        /** The call where null and false are the same to the reader, as in a filter; only for results of type bool. */
        public String predicate(List<String> sql) {
            return write(sql, true);
        }

        private List<String> ready(List<String> sql) {
            List<String> ready = new ArrayList<>();
            for (int i = 0; i < sql.size(); i++) {
                ready.add(
                        arguments.get(i).isTypeName()
                                ? ""
                                : Conversions.convert(arguments.get(i), converted.get(i), sql.get(i)));
            }
            ready.addAll(absent(sql.size()));
            return ready;
        }

        private String write(List<String> sql, boolean isPredicate) {
            List<String> ready = ready(sql);
            return switch (signature.implementation()) {
                case Implementation.Sql(String value, String predicate) ->
                    Template.fill(isPredicate ? predicate : value, ready);
                case Implementation.Written(Implementation.Writer writer) ->
                    writer.write(new Call(arguments, converted, sql, ready, isPredicate));
                case Implementation.Java(JavaFunction java) -> javaCall(java, ready);
                case Implementation.Special(Implementation.Role role) ->
                    throw new IllegalStateException(function.name() + " is for the binder: " + role);
            };
        }

        private List<String> absent(int given) {
            List<String> absent = new ArrayList<>();
            for (Parameter p : signature
                    .parameters()
                    .subList(
                            Math.min(given, signature.parameters().size()),
                            signature.parameters().size())) {
                if (!p.absent().isEmpty()) {
                    absent.add(p.absent());
                }
            }
            return absent;
        }

        private static String javaCall(JavaFunction java, List<String> ready) {
            String call = java.name() + "(" + String.join(", ", ready) + ")";
            return switch (java.result()) {
                case DYNAMIC -> "CAST(" + call + " AS JSON)";
                case STRING -> "coalesce(" + call + ", '')";
                case BOOL, INT, LONG, REAL, DECIMAL, DATETIME, TIMESPAN, GUID -> call;
            };
        }
    }

    /** There is no function of the name; those that are spelled alike, the most alike first. */
    record NoSuch(String name, List<String> suggestions) implements Resolution {
        public NoSuch {
            suggestions = List.copyOf(suggestions);
        }
    }

    /**
     * The function does not take these arguments.
     *
     * @param message a sentence for the user
     * @param argument which one does not fit, counted from 0; -1 where it is their number
     */
    record WrongArguments(String name, String message, int argument) implements Resolution {}

    /** The function is known, but not to be had here; a sentence for the user says why. */
    record Refused(String name, String reason) implements Resolution {}
}
