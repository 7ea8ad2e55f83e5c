package io.tidewaiter.catalog.homebrew;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.InstalledFact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.fact.Fact.OwnedFact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.catalog.text.RootPath;
import java.util.List;
import java.util.function.Consumer;

/**
 * Homebrew: {@code Cellar/NAME/VERSION} is the installed version of a formula and everything in it is of the package. The
 * formula is kept in {@code .brew}, for packages that were poured without a receipt.
 */
public final class HomebrewCataloger implements Cataloger {
    private static final String CELLAR = "Cellar/";
    private static final int WORD_CHARS_MAX = 256;

    @Override
    public String name() {
        return "homebrew";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("Homebrew", "brew", "Homebrew documentation, \"Formula Cookbook\"")
                .reads(3, "**/Cellar/*/*/INSTALL_RECEIPT.json", "installed formulae, folders that they own")
                .reads(3, "**/Cellar/*/*/.brew/*.rb", "the same where there is no receipt");
    }

    @Override
    public List<String> endings() {
        return List.of("/INSTALL_RECEIPT.json", ".rb");
    }

    @Override
    public boolean wants(FileEntry file) {
        String path = file.path();
        return (path.endsWith("/INSTALL_RECEIPT.json") || path.endsWith(".rb")) && parts(path).length == 2;
    }

    /** {@code NAME} and {@code VERSION}, or nothing. */
    private static String[] parts(String path) {
        String[] parts = RootPath.within(path, CELLAR).split("/", -1);
        boolean receipt = parts.length == 3 && parts[2].equals("INSTALL_RECEIPT.json");
        boolean formula = parts.length == 4 && parts[2].equals(".brew") && parts[3].equals(parts[0] + ".rb");
        boolean fits = (receipt || formula) && isWord(parts[0]) && isWord(parts[1]);
        return fits ? new String[] {parts[0], parts[1]} : new String[0];
    }

    private static boolean isWord(String text) {
        return !text.isEmpty()
                && text.length() <= WORD_CHARS_MAX
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    @Override
    public int bytesMax() {
        return 16 << 20;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        String path = file.path();
        String[] parts = parts(path);
        String folder = path.substring(0, RootPath.find(path, CELLAR)) + CELLAR + parts[0] + "/" + parts[1] + "/";
        facts.accept(InstalledFact.of("brew", "", parts[0], parts[1], ""));
        facts.accept(new OwnedFact(parts[0], List.of(folder)));
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
    }
}
