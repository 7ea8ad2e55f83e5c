package io.tidewaiter.advisory;

import java.util.List;

/**
 * Of which packages of its name an entry speaks. An empty part is no condition; a package whose own part is not known
 * meets every condition, because an advisory is not put aside on a guess.
 *
 * @param ofSource whether the name is one of a source package, where the ecosystem's other entries name binary ones
 * @param architectures names as the package manager writes them
 * @param module module and stream, {@code nodejs:18}; a package outside that stream is not meant
 * @param channel where the package came from, as the catalog's channels write it ({@code amazon-extras:docker}), or a
 *     flavour of builds that only compares with itself ({@code flavour:ksplice}, {@code flavour:fips}), or what else has to
 *     be there, of which nobody can tell whether it is ({@code with:apache:http_server}), or why nobody can tell of the
 *     versions ({@code open:…})
 */
public record Scope(boolean ofSource, List<String> architectures, String module, String channel) {
    /** How a channel begins that is no channel: what else has to be there. */
    public static final String WITH = "with:";

    /** How a channel begins that is no channel: why nobody can tell of the versions. */
    public static final String OPEN = "open:";

    /** Every package of the name. */
    public static final Scope ANY = new Scope(false, List.of(), "", "");

    /** The source package of that name. */
    public static final Scope SOURCE = new Scope(true, List.of(), "", "");

    public Scope {
        architectures = List.copyOf(architectures);
    }

    /** The same within a module stream. */
    public Scope inModule(String moduleAndStream) {
        return new Scope(ofSource, architectures, moduleAndStream, channel);
    }

    /** The same within a channel. */
    public Scope inChannel(String name) {
        return new Scope(ofSource, architectures, module, name);
    }

    /** The same only together with something of which nobody can tell whether it is there. */
    public Scope with(String what) {
        return inChannel(WITH + what);
    }

    /** The same, of which nobody can tell, and why. */
    public Scope open(String why) {
        return inChannel(OPEN + why);
    }

    /** Whether nobody can tell of the versions. */
    public boolean isOpen() {
        return channel.startsWith(OPEN);
    }

    /** The same for some architectures. */
    public Scope onArchitectures(List<String> names) {
        return new Scope(ofSource, names, module, channel);
    }
}
