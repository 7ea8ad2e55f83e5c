package io.tidewaiter.advisory.compile;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * The module that a record of Go means where it names a package instead, as some do beside the Go vulnerability database
 * ({@code net/http}, {@code golang.org/x/net/http2/h2c}): what is installed is known by modules. The standard library and
 * the toolchain have the names of that database (Go documentation, "Go vulnerability database API").
 */
final class GoNames {
    /** The folders that the packages of the standard library lie in; no module has such a name, which needs a dot. */
    private static final Set<String> STANDARD = Set.of(
            ("archive bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar"
                            + " flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect"
                            + " regexp runtime slices sort std strconv strings structs sync syscall testing text time unicode"
                            + " unique unsafe weak")
                    .split(" "));

    /** Modules of the Go project that hold no other modules, but for the root certificates. */
    private static final Pattern WHOLE = Pattern.compile(
            "(golang\\.org/x/(?:crypto(?!/x509roots)|image|mod|net|oauth2|sync|sys|term|text|time))/.+");

    private GoNames() {}

    /** The name of a module for the name of a package, else the name itself. */
    static String module(String name) {
        int slash = name.indexOf('/');
        String first = slash < 0 ? name : name.substring(0, slash);
        if (first.equals("cmd")) {
            return "toolchain";
        }
        if (STANDARD.contains(first) || name.equals("github.com/golang/go")) {
            return "stdlib";
        }
        var whole = WHOLE.matcher(name);
        return whole.matches() ? whole.group(1) : name;
    }
}
