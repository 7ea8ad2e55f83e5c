package io.tidewaiter.version.scheme.language;

import io.tidewaiter.version.Order;
import io.tidewaiter.version.VersionScheme;
import io.tidewaiter.version.scheme.text.PlainNumbers;
import java.util.Optional;

/**
 * Python's order (PEP 440, and its normalisation rules): {@code [epoch!]release[pre][post][dev][+local]}.
 *
 * <p>Reads every spelling that the PEP normalises ({@code v1.0-ALPHA.1}), with white space around it; what was a legacy
 * version ({@code 2004d}) cannot be told.
 */
public final class Pep440Scheme implements VersionScheme {
    @Override
    public String name() {
        return "PEP 440";
    }

    @Override
    public boolean reads(String version) {
        return Pep440Version.read(version).isPresent();
    }

    @Override
    public Order compare(String left, String right) {
        int plain = PlainNumbers.compare(left, right, Integer.MAX_VALUE);
        if (plain != PlainNumbers.NOT_PLAIN) {
            return Order.of(plain);
        }
        Optional<Pep440Version> a = Pep440Version.read(left);
        Optional<Pep440Version> b = Pep440Version.read(right);
        if (a.isEmpty() || b.isEmpty()) {
            return Order.CANNOT_TELL;
        }
        return Order.of(a.get().compareTo(b.get()));
    }
}
