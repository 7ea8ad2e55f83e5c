package io.tidewaiter.catalog.dotnet;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A runtime that programs share (dotnet/docs, "Install location"): {@code shared/NAME/VERSION/NAME.deps.json}. Until .NET 5
 * that file names the packages that the runtime was built from, and not the one that it is published and spoken of as.
 */
final class SharedRuntime {
    private static final Pattern PATH =
            Pattern.compile("(?:.*/)?shared/(Microsoft\\.(?:NETCore|AspNetCore|WindowsDesktop)\\.(?:App|All))/"
                    + "(\\d{1,3}\\.\\d{1,4}\\.\\d{1,5}[0-9A-Za-z.-]{0,60})/\\1\\.deps\\.json");

    private static final Pattern PLATFORM = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)+");

    private SharedRuntime() {}

    /**
     * The package of the runtime that a file belongs to: one for each platform since .NET Core 3.0.
     *
     * @param platform that the file names
     */
    static Optional<DependencyFile.Library> of(String path, String platform) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String version = matcher.group(2);
        boolean isOld = version.startsWith("1.") || version.startsWith("2.");
        if (isOld) {
            return Optional.of(new DependencyFile.Library(matcher.group(1), version));
        }
        return PLATFORM.matcher(platform).matches()
                ? Optional.of(new DependencyFile.Library(matcher.group(1) + ".Runtime." + platform, version))
                : Optional.empty();
    }
}
