package io.tidewaiter.match;

import io.tidewaiter.advisory.Scope;
import java.util.Optional;

/** Whether an entry's scope takes in a subject; what is not known of the subject shuts nothing out. */
final class Scopes {
    private static final String FLAVOUR = "flavour:";

    private Scopes() {}

    /** Why the entry does not speak of the subject; empty where it does, or may. */
    static Optional<String> outside(Scope scope, Subject subject) {
        if (scope.equals(Scope.ANY)) {
            return Optional.empty();
        }
        if (scope.ofSource() && !subject.rule().startsWith("source")) {
            return Optional.of("it speaks of the source package of that name");
        }
        boolean isOtherStream = !scope.module().isEmpty()
                && !subject.module().equals(ModuleStream.UNKNOWN)
                && !subject.module().equals(scope.module());
        if (isOtherStream) {
            return Optional.of("it is of the stream " + scope.module() + " of a module");
        }
        boolean isFlavour = scope.channel().startsWith(FLAVOUR);
        return isFlavour && !isOfFlavour(scope.channel().substring(FLAVOUR.length()), subject.version())
                ? Optional.of("it speaks of builds for " + scope.channel().substring(FLAVOUR.length()))
                : Optional.empty();
    }

    /** Builds of a flavour carry its name in their version: {@code 1.1.1k-9.ksplice1.el8_7}, {@code 1.1.1k-9_fips}. */
    private static boolean isOfFlavour(String flavour, String version) {
        return version.contains("." + flavour) || version.contains("_" + flavour);
    }
}
