package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import java.util.Optional;

/**
 * Composer's order (Packagist): up to four numbers, missing ones are zero, then
 * {@code dev < alpha < beta < RC < nothing < patch} with their numbers; or a date.
 *
 * <p>Composer normalises a version and gives it to PHP's {@code version_compare}; {@code 1.x-dev} is the end of the 1
 * branch. A branch by its name ({@code dev-main}) has no place in the order and cannot be told.
 */
public final class ComposerScheme implements VersionScheme {
    @Override
    public String name() {
        return "Composer";
    }

    @Override
    public boolean reads(String version) {
        return ComposerVersion.read(version).isPresent();
    }

    @Override
    public Order compare(String left, String right) {
        Optional<ComposerVersion> a = ComposerVersion.read(left);
        Optional<ComposerVersion> b = ComposerVersion.read(right);
        if (a.isEmpty() || b.isEmpty()) {
            return Order.CANNOT_TELL;
        }
        return Order.of(a.get().compareTo(b.get()));
    }
}
