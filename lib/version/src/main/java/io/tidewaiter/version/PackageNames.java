package io.tidewaiter.version;

import java.util.Locale;

/** The one spelling of a package's name under which its ecosystem finds it, however it is written. */
public final class PackageNames {
    private PackageNames() {}

    /**
     * The name in its ecosystem's normal form: PEP 503 for PyPI, lower case where upper and lower case are the same
     * (NuGet, Packagist, Hex, VS Code), else as it stands. {@code Root:PyPI} and {@code Seal:PyPI} have PyPI's
     * names.
     */
    public static String normal(Ecosystem ecosystem, String name) {
        return switch (ecosystem.name()) {
            case "PyPI" -> pypi(name);
            case "NuGet", "Packagist", "Hex", "VSCode" -> name.toLowerCase(Locale.ROOT);
            case "Root", "Seal" -> ecosystem.release().equals("PyPI") ? pypi(name) : name;
            default -> name;
        };
    }

    /** PEP 503: lower case, and every run of hyphens, dots and underscores is one hyphen. */
    private static String pypi(String name) {
        StringBuilder normal = new StringBuilder(name.length());
        boolean isAfterSeparator = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isSeparator = c == '-' || c == '.' || c == '_';
            if (!isSeparator) {
                normal.append(c);
            } else if (!isAfterSeparator) {
                normal.append('-');
            }
            isAfterSeparator = isSeparator;
        }
        return normal.toString().toLowerCase(Locale.ROOT);
    }
}
