package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Implementation.Role;
import io.tidewaiter.kql.function.spec.Implementation.Writer;
import io.tidewaiter.kql.function.spec.ScalarFunction.Documentation;
import io.tidewaiter.kql.function.spec.ScalarFunction.Naming;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Says what a function is, in the order in which one would tell it: name, what it does, what it takes, what it gives,
 * how, examples. Further overloads follow with another {@code takes}.
 */
public final class Declaration {
    private final String name;
    private final String group;
    private final String text;
    private final List<String> aliases = new ArrayList<>();
    private final List<Signature> signatures = new ArrayList<>();
    private final List<Example> examples = new ArrayList<>();
    private ResultName resultName = ResultName.NUMBERED;
    private List<Parameter> parameters = List.of();
    private ResultType result = ResultType.fixed(KqlType.STRING);
    private ArgumentCheck check = ArgumentCheck.NONE;

    private Declaration(String name, String group, String text) {
        this.name = name;
        this.group = group;
        this.text = text;
    }

    /** Begins a declaration. */
    public static Declaration function(String name, String group, String text) {
        return new Declaration(name, group, text);
    }

    /** A function of the language that is not to be had, and why. */
    public static ScalarFunction refused(String name, String group, String reason) {
        return new ScalarFunction(
                new Naming(name, List.of()),
                group,
                List.of(),
                ResultName.NUMBERED,
                new Documentation("", reason, List.of()));
    }

    /** Other spellings. */
    public Declaration alias(String... names) {
        aliases.addAll(List.of(names));
        return this;
    }

    /** How the column is called; numbered where this is not said. */
    public Declaration named(ResultName rule) {
        resultName = rule;
        return this;
    }

    /** The parameters of the next overload. */
    public Declaration takes(Parameter... of) {
        parameters = List.of(of);
        return this;
    }

    /** The parameters of the next overload, without names of their own. */
    public Declaration takes(Kind... kinds) {
        parameters = IntStream.range(0, kinds.length)
                .mapToObj(i -> Parameter.parameter(kinds.length == 1 ? "value" : "value" + (i + 1), kinds[i]))
                .toList();
        return this;
    }

    /** The type of the next overloads. */
    public Declaration gives(KqlType type) {
        result = ResultType.fixed(type);
        return this;
    }

    /** The type of the next overloads. */
    public Declaration gives(ResultType type) {
        result = type;
        return this;
    }

    /** What must hold of the arguments of the next overloads. */
    public Declaration checks(ArgumentCheck of) {
        check = of;
        return this;
    }

    /** Ends an overload: SQL with {@code $1}… */
    public Declaration sql(String template) {
        return sql(template, template);
    }

    /** Ends an overload: SQL, and SQL where null and false are the same. */
    public Declaration sql(String template, String predicate) {
        return add(new Implementation.Sql(template, predicate));
    }

    /** Ends an overload. */
    public Declaration written(Writer writer) {
        return add(new Implementation.Written(writer));
    }

    /**
     * Ends an overload: a function in Java, called {@code kql_} and the name, with a number for further overloads. Its
     * types are those of the parameters, all of which have a fixed type. Where an argument is null the result is.
     */
    public Declaration java(JavaFunction.StrictBody body) {
        return javaOfNulls(body.ofAll());
    }

    /** The same, for a function that wants to see nulls. */
    public Declaration javaOfNulls(JavaFunction.Body body) {
        String suffix = signatures.isEmpty() ? "" : "_" + (signatures.size() + 1);
        List<KqlType> types =
                parameters.stream().map(p -> p.kind().target().orElseThrow()).toList();
        return add(new Implementation.Java(
                new JavaFunction("kql_" + name + suffix, types, result.of(List.of(), List.of()), body)));
    }

    /** Ends an overload that the binder carries out. */
    public Declaration special(Role role) {
        return add(new Implementation.Special(role));
    }

    private Declaration add(Implementation implementation) {
        signatures.add(new Signature(parameters, result, implementation, check));
        return this;
    }

    /** An example; see {@link Example}. */
    public Declaration example(String expression, String value) {
        examples.add(new Example(expression, value));
        return this;
    }

    /** Ends the declaration. */
    public ScalarFunction done() {
        return new ScalarFunction(
                new Naming(name, aliases), group, signatures, resultName, new Documentation(text, "", examples));
    }
}
