package io.tidewaiter.catalog.rubygems;

import io.tidewaiter.archive.Limits;
import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.read.Cataloger;
import io.tidewaiter.catalog.read.Declaration;
import io.tidewaiter.catalog.read.FileEntry;
import io.tidewaiter.model.inventory.CoverageFact;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Gems that RubyGems or Bundler installed, those that came with the interpreter ({@code default}) included. */
public final class RubyGemsCataloger implements Cataloger {
    private static final int SPECIFICATION_BYTES_MAX = 1 << 20;
    private static final String TYPE = "gem";
    private static final String DEFAULT = "default";

    /** Where Bundler checks out gems that a Gemfile takes from Git, each in a folder {@code NAME-REVISION}. */
    private static final String CHECKOUTS = "bundler/gems/";

    private static final int CHECKOUT_DEPTH_MAX = 2;

    @Override
    public String name() {
        return "rubygems";
    }

    @Override
    public Declaration declaration() {
        return Declaration.of("RubyGems", TYPE, "RubyGems guides, specification reference")
                .reads(8, "**/specifications/*.gemspec", "installed gems")
                .reads(8, "**/specifications/default/*.gemspec", "gems that came with the interpreter")
                .reads(
                        23,
                        "**/bundler/gems/*/{*,*/*}.gemspec",
                        "gems that Bundler took from Git, where it has written the specification");
    }

    @Override
    public List<String> endings() {
        return List.of(".gemspec");
    }

    @Override
    public boolean wants(FileEntry file) {
        if (!file.path().endsWith(".gemspec")) {
            return false;
        }
        String folder = file.folder();
        String specifications =
                folder.endsWith("/" + DEFAULT) ? folder.substring(0, folder.length() - DEFAULT.length() - 1) : folder;
        return specifications.equals("specifications")
                || specifications.endsWith("/specifications")
                || isCheckout(file.path());
    }

    /** Bundler looks for specifications in a checkout and in the folders in it, and writes each anew with its values. */
    private static boolean isCheckout(String path) {
        int at = path.indexOf(CHECKOUTS);
        if (at < 0 || (at > 0 && path.charAt(at - 1) != '/')) {
            return false;
        }
        long folders = path.chars()
                .skip((long) at + CHECKOUTS.length())
                .filter(c -> c == '/')
                .count();
        return folders > 0 && folders <= CHECKOUT_DEPTH_MAX;
    }

    @Override
    public int bytesMax() {
        return SPECIFICATION_BYTES_MAX;
    }

    @Override
    public void read(FileEntry file, byte[] content, Limits limits, Consumer<Fact> facts) {
        GemSpecification gem = GemSpecification.parse(content);
        if (!gem.written() && isCheckout(file.path())) {
            return; // of the project as its authors wrote it: nothing that Bundler loads
        }
        if (gem.name().isEmpty() || gem.version().isEmpty()) {
            facts.accept(new Fact.UnreadFact(
                    CoverageFact.Kind.FILE_UNREADABLE,
                    "",
                    "read a gem's specification: saw no name and version in it"));
            return;
        }
        TreeMap<String, String> qualifiers = new TreeMap<>();
        if (!gem.platform().isEmpty()) {
            qualifiers.put("platform", gem.platform());
        }
        facts.accept(new Fact.InstalledFact(TYPE, "", gem.name(), gem.version(), "", "", "", qualifiers, ""));
    }
}
