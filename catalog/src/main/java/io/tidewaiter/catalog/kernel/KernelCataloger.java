package io.tidewaiter.catalog.kernel;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.Expanded;
import io.tidewaiter.catalog.text.Troubles;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kernels by the folder of their modules and by their image, and modules that are no part of a kernel by what they say of themselves.
 *
 * <p>The thousands of modules below {@code kernel/} would all say the same: the name of the folder above them.
 */
public final class KernelCataloger implements Cataloger {
    /** As evidence names it. */
    public static final String NAME = "kernel";

    private static final int MODULE_BYTES_MAX = 64 << 20;
    private static final String TYPE = "generic";
    private static final Pattern LISTS =
            Pattern.compile("(?:.*/)?lib/modules/([A-Za-z0-9._+~-]{1,200})/modules\\.order");
    private static final Pattern PLAIN = Pattern.compile("[!-~]{1,200}");
    private static final String XZ = ".ko.xz";
    private static final String IMAGE = "vmlinuz";
    private static final Pattern OF_A_KERNEL = Pattern.compile("(?:.*/)?lib/modules/[^/]+/kernel/.*");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Linux kernels", TYPE, "depmod(8), modinfo(8)")
                .reads(8, "**/lib/modules/*/modules.order", "kernels, where no package database is left")
                .reads(8, "**/*.ko{,.gz,.zst} outside of a kernel's own", "modules by .modinfo, likewise")
                .reads(13, "**/*.ko.xz outside of a kernel's own", "the same")
                .reads(40, "**/vmlinuz, **/vmlinuz-*", "the kernel by its header or its banner, likewise");
    }

    @Override
    public List<String> endings() {
        return List.of(""); // the images of kernels end in anything
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        if (path.endsWith("/modules.order")) {
            return LISTS.matcher(path).matches();
        }
        if (isImage(path)) {
            return true;
        }
        boolean isModule =
                path.endsWith(".ko") || path.endsWith(".ko.gz") || path.endsWith(".ko.zst") || path.endsWith(XZ);
        return isModule && !OF_A_KERNEL.matcher(path).matches();
    }

    private static boolean isImage(String path) {
        int name = path.lastIndexOf('/') + 1;
        int end = name + IMAGE.length();
        return path.startsWith(IMAGE, name) && (path.length() == end || path.charAt(end) == '-');
    }

    @Override
    public int bytesMax() {
        return MODULE_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        Matcher list = LISTS.matcher(file.path());
        if (list.matches()) {
            kernel(list.group(1), facts);
            return;
        }
        Troubles troubles = new Troubles(trouble -> note(trouble, facts));
        if (isImage(file.path())) {
            boolean isGzip = content.length > 1 && content[0] == 0x1f && content[1] == (byte) 0x8b;
            Optional<byte[]> image = isGzip ? Expanded.of(content, limits, troubles) : Optional.of(content);
            image.flatMap(KernelImage::release).ifPresent(release -> kernel(release, facts));
            return;
        }
        Optional<byte[]> module;
        if (file.path().endsWith(".ko")) {
            module = Optional.of(content);
        } else if (file.path().endsWith(XZ)) {
            module = XzModule.expand(content, MODULE_BYTES_MAX, troubles);
        } else {
            module = Expanded.of(content, limits, troubles);
        }
        module.flatMap(KernelModule::parse).ifPresent(info -> tell(file, info, facts));
    }

    private static void kernel(String release, Consumer<Fact> facts) {
        facts.accept(Fact.InstalledFact.of(TYPE, "", "linux-kernel", release, ""));
    }

    /** What cannot be unpacked hides no package that a database would tell of. */
    private static void note(Fact trouble, Consumer<Fact> facts) {
        if (trouble instanceof Fact.UnreadFact unread) {
            facts.accept(new Fact.UnreadFact(CoverageFact.Kind.NOTE, "", "a kernel module: " + unread.detail()));
        }
    }

    /** Nothing of one without a version: its name alone tells nothing that the kernel's does not. */
    private static void tell(FileEntry file, KernelModule info, Consumer<Fact> facts) {
        String base = file.name();
        String name = info.name().isEmpty() ? base.substring(0, base.indexOf(".ko")) : info.name();
        if (!PLAIN.matcher(name).matches() || info.version().isEmpty()) {
            return;
        }
        TreeMap<String, String> attributes = new TreeMap<>();
        if (!info.kernel().isEmpty()) {
            attributes.put("vermagic", info.kernel());
        }
        facts.accept(
                new Fact.InstalledFact(TYPE, "", name, info.version(), "", "", "", new TreeMap<>(), "", attributes));
    }
}
