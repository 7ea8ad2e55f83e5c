package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Releases with patches behind them, {@code 1.9.5p2}, which CPE names write {@code 1.9.5} with the update {@code patch2}. */
public final class PatchScheme implements VersionScheme {
    private static final Pattern PATCHED = Pattern.compile("(.*[0-9])[-_.]?(?:p|patch)([0-9]{1,4})");

    private final ReleaseScheme releases;
    private final int ofRelease;

    /** @param ofRelease the number of the patch that the release itself has */
    public PatchScheme(String name, int ofRelease) {
        this.releases = new ReleaseScheme(name, ReleaseScheme.Letters.OF_WORDS);
        this.ofRelease = ofRelease;
    }

    @Override
    public String name() {
        return releases.name();
    }

    @Override
    public boolean reads(String version) {
        return releases.reads(release(version));
    }

    @Override
    public Order compare(String left, String right) {
        Order order = releases.compare(release(left), release(right));
        return order == Order.EQUAL ? Order.of(Integer.compare(patch(left), patch(right))) : order;
    }

    private static String release(String version) {
        Matcher matcher = PATCHED.matcher(version);
        return matcher.matches() ? matcher.group(1) : version;
    }

    private int patch(String version) {
        Matcher matcher = PATCHED.matcher(version);
        return matcher.matches() ? Integer.parseInt(matcher.group(2)) : ofRelease;
    }
}
