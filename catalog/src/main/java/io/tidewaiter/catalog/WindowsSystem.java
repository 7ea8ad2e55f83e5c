package io.tidewaiter.catalog;

import io.tidewaiter.model.inventory.Evidence;
import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Ecosystem;
import io.tidewaiter.version.Purl;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The system of an image for Windows, which no file of its layers names in words: its config does, as the version that the
 * host has to have ({@code os.version}). The build is the release, the last number is the state of its updates.
 */
final class WindowsSystem {
    private static final Pattern PLATFORM = Pattern.compile("windows/([^/]+)/(\\d+\\.\\d+\\.(\\d+)\\.\\d+)");
    private static final String NAME = "windows";

    private WindowsSystem() {}

    /** The inventory with the system that the platform names; the same where it names none. */
    static Inventory told(String platform, Inventory inventory) {
        Matcher told = PLATFORM.matcher(platform);
        if (!told.matches() || inventory.operatingSystem().isNamed()) {
            return inventory;
        }
        String version = told.group(2);
        Ecosystem ecosystem = new Ecosystem("Windows", told.group(3));
        OperatingSystem system = new OperatingSystem(NAME, version, "", "Windows " + version, List.of(), ecosystem);
        List<InstalledPackage> packages = new ArrayList<>(inventory.packages());
        packages.add(new InstalledPackage(
                Purl.of("generic", "microsoft", NAME, version),
                ecosystem,
                NAME,
                version,
                null,
                told.group(1),
                new Evidence("config os.version", 0, NAME),
                0));
        return new Inventory(
                inventory.catalogVersion(),
                system,
                inventory.layers(),
                packages,
                inventory.coverage(),
                inventory.base());
    }
}
