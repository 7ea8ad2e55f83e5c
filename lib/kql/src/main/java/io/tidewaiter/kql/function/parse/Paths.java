package io.tidewaiter.kql.function.parse;

import io.tidewaiter.kql.value.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of paths of files, of Windows and of Unix. */
final class Paths {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://(.*)", Pattern.DOTALL);
    private static final Pattern ROOT = Pattern.compile("([A-Za-z]:).*", Pattern.DOTALL);

    private Paths() {}

    static String parts(String path) {
        Matcher withScheme = SCHEME.matcher(path);
        String scheme = withScheme.matches() ? withScheme.group(1) : "";
        String rest = withScheme.matches() ? withScheme.group(2) : path;
        Matcher withRoot = ROOT.matcher(rest);
        String root = withRoot.matches() ? withRoot.group(1) : "";
        int slash = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\'));
        String directory = slash < 0 ? "" : rest.substring(0, slash);
        String file = rest.substring(slash + 1);
        int colon = file.indexOf(':');
        boolean isRootOnly = slash < 0 && !root.isEmpty();
        String stream = colon < 0 || isRootOnly ? "" : file.substring(colon + 1);
        String name = stream.isEmpty() ? file : file.substring(0, colon);
        int dot = name.lastIndexOf('.');
        int parent = Math.max(directory.lastIndexOf('/'), directory.lastIndexOf('\\'));
        Map<String, Json> parts = new LinkedHashMap<>();
        parts.put("Scheme", new Json.Text(scheme));
        parts.put("RootPath", new Json.Text(root));
        parts.put("DirectoryPath", new Json.Text(directory));
        parts.put("DirectoryName", new Json.Text(directory.substring(parent + 1)));
        parts.put("Filename", new Json.Text(name));
        parts.put("Extension", new Json.Text(dot < 0 ? "" : name.substring(dot + 1)));
        parts.put("AlternateDataStreamName", new Json.Text(stream));
        return new Json.Bag(parts).json();
    }
}
