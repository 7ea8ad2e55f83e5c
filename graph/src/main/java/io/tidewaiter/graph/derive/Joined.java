package io.tidewaiter.graph.derive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for packages under one key of a finding, whenever that holds. Images that have the same from a layer share
 * it, so what was once found of it is kept with it.
 */
public final class Joined {
    private static final int NONE = -1;

    private final int kind;
    private final List<Matched> matches;
    private final List<Contained> packages;
    private int text = NONE;

    /**
     * @param kind the number of the finding's key
     * @param matches that speak, one for each package; the first gives the text
     * @param packages that they speak for, by their rows: of one of the images that share this, its times mean nothing
     */
    Joined(int kind, List<Matched> matches, List<Contained> packages) {
        this.kind = kind;
        this.matches = List.copyOf(matches);
        this.packages = List.copyOf(packages);
    }

    /** The number of the finding's key. */
    public int kind() {
        return kind;
    }

    /** What speaks, one for each package; the first gives the text. */
    public List<Matched> matches() {
        return matches;
    }

    /** What it speaks for. */
    public List<Contained> packages() {
        return packages;
    }

    /** The number of the text as long as no rule says anything; null before {@link #text(int)}. */
    public @Nullable Integer text() {
        return text == NONE ? null : text;
    }

    /** Keeps the number of the text, 0 or more. */
    public void text(int number) {
        text = number;
    }

    /** Whether both show the same. */
    boolean showsSameAs(Joined other) {
        if (!matches.equals(other.matches) || packages.size() != other.packages.size()) {
            return false;
        }
        for (int i = 0; i < packages.size(); i++) {
            if (!packages.get(i).sameAs(other.packages.get(i))) {
                return false;
            }
        }
        return true;
    }
}
