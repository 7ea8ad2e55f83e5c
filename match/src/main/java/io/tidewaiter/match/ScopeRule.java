package io.tidewaiter.match;

import io.tidewaiter.advisory.AffectedPackage;
import io.tidewaiter.advisory.Scope;
import io.tidewaiter.version.Membership;
import io.tidewaiter.version.RangeEvent;
import io.tidewaiter.version.VersionRange;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether an entry speaks of a package of its name at all: module, architecture, channel and flavour of the build. */
final class ScopeRule {
    private static final List<String> FLAVOURS = List.of("ksplice", "fips");

    /**
     * Builds for a kernel that is patched while it runs, for certified cryptography, and each line of the Unbreakable
     * Enterprise Kernel, which all bear one name, have versions of their own.
     */
    private static final String WITH_FLAVOURS = "Oracle Linux";

    /** The line of a kernel is its upstream version: {@code 5.4.17} of {@code 5.4.17-2136.340.4.el8uek}. */
    private static final Pattern UEK = Pattern.compile("(?:\\d+:)?([^-]+)-.*\\.el\\d+uek.*");

    /** What package managers call a package for every machine: rpm and apk, dpkg, pacman. */
    private static final Set<String> EVERY_MACHINE = Set.of("noarch", "all", "any");

    private final Subject subject;

    ScopeRule(Subject subject) {
        this.subject = subject;
    }

    /**
     * The verdict in the place of one that says that versions match; empty where that one stands.
     *
     * @param title of the record, asked for only where it can decide
     */
    Optional<Judgement> instead(AffectedPackage affected, Supplier<String> title) {
        Scope scope = affected.scope();
        if (!isArchitecture(scope.architectures())) {
            return no(
                    "it is of " + String.join(", ", scope.architectures()) + ", and what is installed is of "
                            + subject.origin().architecture(),
                    "a package of that architecture");
        }
        if (scope.channel().startsWith(Scope.WITH)) {
            return Optional.of(new Judgement.CannotTell("it says so only together with "
                    + scope.channel().substring(Scope.WITH.length()) + ", and whether that is here is not known"));
        }
        if (scope.isOpen()) {
            return Optional.of(new Judgement.CannotTell(scope.channel().substring(Scope.OPEN.length())));
        }
        if (!isChannel(scope.channel())) {
            return no("it is of " + scope.channel() + ", which the image has not", "an image that has it");
        }
        String end = endVersion(affected);
        if (subject.ecosystem().name().equals(WITH_FLAVOURS)
                && !flavour(scope, end).equals(flavour(subject.version()))) {
            return no("builds of that flavour compare with each other only", "a build of that flavour");
        }
        return ModuleStream.isUsedBy(subject.ecosystem().name()) ? ofModule(scope, end, title) : Optional.empty();
    }

    private static Optional<Judgement> no(String why, String change) {
        return Optional.of(new Judgement.NotAffected(why, change));
    }

    private boolean isArchitecture(List<String> named) {
        String own = subject.origin().architecture();
        return named.isEmpty() || own.isEmpty() || EVERY_MACHINE.contains(own) || named.contains(own);
    }

    private boolean isChannel(String named) {
        int colon = named.indexOf(':');
        if (colon < 0 || named.startsWith("flavour:")) {
            return true;
        }
        List<String> own = subject.origin().channels();
        String kind = named.substring(0, colon + 1);
        return own.contains(named) || own.stream().noneMatch(channel -> channel.startsWith(kind));
    }

    private static String flavour(Scope scope, String end) {
        return scope.channel().startsWith("flavour:") ? scope.channel().substring("flavour:".length()) : flavour(end);
    }

    private static String flavour(String version) {
        String lower = version.toLowerCase(Locale.ROOT);
        if (lower.contains("uek")) {
            Matcher line = UEK.matcher(lower);
            return line.matches() ? "uek " + line.group(1) : "";
        }
        return FLAVOURS.stream().filter(lower::contains).findFirst().orElse("");
    }

    private Optional<Judgement> ofModule(Scope scope, String end, Supplier<String> title) {
        String installed = subject.origin().module();
        boolean isModular = !scope.module().isEmpty() || ModuleStream.isModular(end);
        if (!isModular && (end.isEmpty() || installed.isEmpty())) {
            return Optional.empty();
        }
        String stream = installed.equals(ModuleStream.UNKNOWN) ? "a module" : installed;
        if (!isModular) {
            return no("it is not of a module, and what is installed is of " + stream, "a package of no module");
        }
        if (installed.isEmpty()) {
            return no("it is of a stream of a module, and what is installed is of none", "a package of that stream");
        }
        String told = scope.module().isEmpty() ? title.get() : scope.module();
        String named = String.join(", ", ModuleStream.named(told));
        Membership speaks = ModuleStream.speaks(told, end, installed, subject.version());
        return switch (speaks) {
            case IN -> Optional.empty();
            case OUT ->
                no(
                        "it is of " + (named.isEmpty() ? "" : named + ", ")
                                + "another stream of the module; what is installed is of " + stream,
                        "a package of that stream");
            case CANNOT_TELL ->
                Optional.of(new Judgement.CannotTell(
                        "the stream of the module that it is of, or that is installed, is not known"));
        };
    }

    /** The version that tells what the entry was built for; empty where it names none. */
    private static String endVersion(AffectedPackage affected) {
        String end = "";
        for (VersionRange range : affected.ranges()) {
            for (RangeEvent event : range.events()) {
                end = event instanceof RangeEvent.Introduced ? end : event.version();
            }
        }
        return end;
    }
}
