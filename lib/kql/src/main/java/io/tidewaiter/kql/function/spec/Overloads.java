package io.tidewaiter.kql.function.spec;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Resolution.Refused;
import io.tidewaiter.kql.function.spec.Resolution.Resolved;
import io.tidewaiter.kql.function.spec.Resolution.WrongArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Chooses among the overloads of a function the one whose arguments need the least conversion. */
public final class Overloads {
    private Overloads() {}

    /** The overload for the arguments, or why there is none. */
    public static Resolution choose(ScalarFunction function, List<Argument> arguments) {
        if (function.isRefused()) {
            return new Refused(function.name(), function.documentation().refusal());
        }
        Optional<Fit> best = Optional.empty();
        Optional<WrongArguments> wrong = Optional.empty();
        for (Signature signature : function.signatures()) {
            Optional<List<Parameter>> parameters = signature.expand(arguments.size());
            if (parameters.isEmpty()) {
                continue;
            }
            Fit fit = fit(signature, parameters.get(), arguments);
            if (fit.misfit() >= 0) {
                wrong = wrong.or(() -> Optional.of(misfit(function, parameters.get(), arguments, fit.misfit())));
            } else if (best.isEmpty() || fit.cost() < best.get().cost()) {
                best = Optional.of(fit);
            }
        }
        if (best.isPresent()) {
            Fit fit = best.get();
            Optional<String> problem = fit.signature().check().problem(arguments);
            if (problem.isPresent()) {
                return new WrongArguments(function.name(), problem.get(), -1);
            }
            return new Resolved(
                    function,
                    fit.signature(),
                    arguments,
                    fit.types(),
                    fit.signature().result().of(arguments, fit.types()));
        }
        return wrong.orElseGet(() -> wrongCount(function, arguments.size()));
    }

    private static WrongArguments wrongCount(ScalarFunction function, int count) {
        String shapes = function.signatures().stream()
                .map(s -> function.name() + "(" + s.text() + ")")
                .distinct()
                .collect(Collectors.joining(" or "));
        return new WrongArguments(
                function.name(), "%d argument%s given; it is %s".formatted(count, count == 1 ? "" : "s", shapes), -1);
    }

    private static WrongArguments misfit(
            ScalarFunction function, List<Parameter> parameters, List<Argument> arguments, int index) {
        Parameter parameter = parameters.get(index);
        Argument argument = arguments.get(index);
        String seen = argument.isTypeName() ? "a type name" : argument.type().keyword();
        String asked = switch (parameter.kind()) {
            case NUMBER, PROMOTED -> "a number";
            case INTEGER -> "a whole number";
            case TYPE -> "typeof(type)";
            case ANY, VALUE, TEXT -> "a value";
            case COMMON, CHOSEN, COMPARED -> "a value of the others' type";
            case BOOL, INT, LONG, REAL, DECIMAL, STRING, DATETIME, TIMESPAN, GUID, DYNAMIC ->
                parameter.kind().target().orElseThrow().keyword();
        };
        if (parameter.isConstant() && !argument.isConstant()) {
            return new WrongArguments(function.name(), parameter.name() + " must be a literal", index);
        }
        return new WrongArguments(
                function.name(), "%s is %s, but must be %s".formatted(parameter.name(), seen, asked), index);
    }

    private record Fit(Signature signature, List<KqlType> types, int cost, int misfit) {}

    private static Fit fit(Signature signature, List<Parameter> parameters, List<Argument> arguments) {
        List<KqlType> types = new ArrayList<>();
        int cost = 0;
        Unified common = unify(parameters, arguments, k -> k == Kind.COMMON, Overloads::common);
        Unified chosen = unify(parameters, arguments, k -> k == Kind.CHOSEN, Overloads::chosen);
        Unified compared = unify(parameters, arguments, k -> k == Kind.COMPARED, Overloads::compared);
        Unified promoted = unify(parameters, arguments, k -> k == Kind.PROMOTED, Overloads::promoted);
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            Parameter parameter = parameters.get(i);
            Unified unified = switch (parameter.kind()) {
                case COMMON -> common;
                case CHOSEN -> chosen;
                case COMPARED -> compared;
                case PROMOTED -> promoted;
                default -> new Unified(own(parameter.kind(), argument), -1);
            };
            boolean isMisfit = unified.type().isEmpty()
                    || (parameter.kind() == Kind.TYPE) != argument.isTypeName()
                    || (parameter.isConstant() && !argument.isConstant());
            OptionalInt step = isMisfit
                    ? OptionalInt.empty()
                    : cost(parameter.kind(), argument, unified.type().get());
            if (step.isEmpty()) {
                return new Fit(signature, types, 0, isMisfit && unified.culprit() >= 0 ? unified.culprit() : i);
            }
            cost += step.getAsInt();
            types.add(unified.type().get());
        }
        return new Fit(signature, types, cost, -1);
    }

    private static OptionalInt cost(Kind kind, Argument argument, KqlType to) {
        return switch (kind) {
            case TEXT, VALUE -> OptionalInt.of(argument.type() == to ? 0 : 6);
            case ANY, TYPE, COMMON, CHOSEN, COMPARED -> OptionalInt.of(argument.type() == to ? 0 : 1);
            default -> Conversions.implicitCost(argument, to);
        };
    }

    private static Optional<KqlType> own(Kind kind, Argument argument) {
        return switch (kind) {
            case NUMBER -> number(argument);
            case INTEGER ->
                Conversions.isWhole(argument.type())
                        ? Optional.of(argument.type())
                        : argument.type() == KqlType.DYNAMIC ? Optional.of(KqlType.LONG) : Optional.empty();
            case ANY, TYPE -> Optional.of(argument.type());
            default -> kind.target();
        };
    }

    private static Optional<KqlType> number(Argument argument) {
        if (argument.type() == KqlType.DYNAMIC) {
            return Optional.of(Conversions.isNumber(argument.held()) ? argument.held() : KqlType.REAL);
        }
        return Conversions.isNumber(argument.type()) ? Optional.of(argument.type()) : Optional.empty();
    }

    private record Unified(Optional<KqlType> type, int culprit) {}

    private interface Join {
        Optional<KqlType> of(Optional<KqlType> soFar, Argument next);
    }

    private static Unified unify(
            List<Parameter> parameters, List<Argument> arguments, Predicate<Kind> which, Join join) {
        Optional<KqlType> type = Optional.empty();
        boolean isFirst = true;
        for (int pass = 0; pass < 2; pass++) {
            // what is dynamic follows the others, wherever it stands
            for (int i = 0; i < arguments.size(); i++) {
                boolean isDynamic = arguments.get(i).type() == KqlType.DYNAMIC;
                if (which.test(parameters.get(i).kind()) && isDynamic == (pass == 1)) {
                    type = join.of(type, arguments.get(i));
                    if (type.isEmpty()) {
                        return new Unified(type, isFirst ? -1 : i);
                    }
                    isFirst = false;
                }
            }
        }
        return new Unified(type, -1);
    }

    private static Optional<KqlType> common(Optional<KqlType> soFar, Argument next) {
        if (soFar.isEmpty() || soFar.get() == next.type()) {
            return Optional.of(next.type());
        }
        boolean isNumbers = Conversions.isNumber(soFar.get()) && Conversions.isNumber(next.type());
        return Optional.of(isNumbers ? wider(soFar.get(), next.type()) : KqlType.DYNAMIC);
    }

    /** A place in a bag that stands beside a long may hold a fraction, which is not cut off. */
    private static Optional<KqlType> chosen(Optional<KqlType> soFar, Argument next) {
        boolean isFollowed = soFar.isPresent() && next.type() == KqlType.DYNAMIC && !Conversions.isWhole(soFar.get());
        return isFollowed ? soFar : common(soFar, next);
    }

    private static Optional<KqlType> promoted(Optional<KqlType> soFar, Argument next) {
        Optional<KqlType> type = number(next);
        if (soFar.isEmpty() || type.isEmpty()) {
            return type;
        }
        return Optional.of(wider(soFar.get(), type.get()));
    }

    private static Optional<KqlType> compared(Optional<KqlType> soFar, Argument next) {
        KqlType type = next.type();
        if (soFar.isEmpty()) {
            return Optional.of(type == KqlType.DYNAMIC ? held(next) : type);
        }
        KqlType before = soFar.get();
        if (before == type) {
            return soFar;
        }
        if (type == KqlType.DYNAMIC) {
            // a number is compared with a number of any width
            return Optional.of(
                    Conversions.isNumber(before) && number(next).isPresent()
                            ? wider(before, number(next).get())
                            : before);
        }
        if (Conversions.isNumber(before) && Conversions.isNumber(type)) {
            return Optional.of(wider(before, type));
        }
        if (isBoolAndNumber(before, type)) {
            return Optional.of(before == KqlType.BOOL ? type : before);
        }
        if (isTextAndNumber(before, type)) {
            return Optional.of(KqlType.REAL); // laxer than Kusto, as the queries of published workbooks need it
        }
        if (before == KqlType.STRING || type == KqlType.STRING) {
            // the text is read as what it is compared with; GUIDs are texts
            KqlType other = before == KqlType.STRING ? type : before;
            return Optional.of(other == KqlType.GUID ? KqlType.STRING : other);
        }
        return Optional.empty();
    }

    private static boolean isBoolAndNumber(KqlType a, KqlType b) {
        return (a == KqlType.BOOL && Conversions.isNumber(b)) || (b == KqlType.BOOL && Conversions.isNumber(a));
    }

    private static boolean isTextAndNumber(KqlType a, KqlType b) {
        return (a == KqlType.STRING && Conversions.isNumber(b)) || (b == KqlType.STRING && Conversions.isNumber(a));
    }

    private static KqlType held(Argument dynamic) {
        return dynamic.held() == KqlType.DYNAMIC ? KqlType.STRING : dynamic.held();
    }

    private static KqlType wider(KqlType a, KqlType b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
