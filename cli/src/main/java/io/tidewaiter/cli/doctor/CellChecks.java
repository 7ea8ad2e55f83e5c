package io.tidewaiter.cli.doctor;

import io.tidewaiter.catalog.CatalogException;
import io.tidewaiter.catalog.CatalogLimits;
import io.tidewaiter.catalog.CellCheck;
import io.tidewaiter.catalog.CellProgram;
import io.tidewaiter.sandbox.kernel.Offer;
import java.util.ArrayList;
import java.util.List;

/** The cell: what the kernel offers, whether one starts, and what it found to be refused to it. */
final class CellChecks {
    private static final String KERNEL_ADVICE =
            "run on Linux 5.13 or later with Landlock among its security modules, on x86_64 or aarch64;"
                    + " in a container, allow the landlock and seccomp calls";
    private static final String REFUSED = "no ";
    private static final String LIMIT = " at most ";

    private CellChecks() {}

    static List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        Offer offer = Offer.ask();
        found.add(Finding.of(
                offer.landlockAbi() > 0,
                "landlock",
                offer.landlockAbi() > 0 ? "ABI " + offer.landlockAbi() : offer.detail(),
                KERNEL_ADVICE));
        found.add(Finding.of(
                offer.seccomp(), "seccomp", offer.seccomp() ? "filters with TSYNC" : offer.detail(), KERNEL_ADVICE));
        try {
            found.addAll(of(CellCheck.run(CellProgram.ofThisProcess(), CatalogLimits.standard())));
        } catch (CatalogException e) {
            found.add(
                    Finding.problem("cell", String.valueOf(e.getMessage()), "see landlock, seccomp and memory above"));
        }
        return found;
    }

    /** The cell's proof is a list: limits that are set, attempts that were refused. */
    static List<Finding> of(CellCheck check) {
        List<Finding> found = new ArrayList<>();
        found.add(Finding.ok("cell", "starts in " + check.startTime().toMillis() + " ms"));
        boolean confined = check.confinement().confined();
        List<String> proofs = List.of(check.confinement().detail().split(", ", -1));
        List<String> limits =
                proofs.stream().filter(proof -> proof.contains(LIMIT)).toList();
        List<String> refused = proofs.stream()
                .filter(proof -> proof.startsWith(REFUSED))
                .map(proof -> proof.substring(REFUSED.length()))
                .toList();
        if (confined) {
            found.add(Finding.ok("cell limits", String.join(", ", limits)));
            found.add(Finding.ok("cell confinement", "tried and was refused: " + String.join(", ", refused)));
        } else {
            found.add(Finding.problem("cell confinement", check.confinement().detail(), KERNEL_ADVICE));
        }
        found.add(Finding.of(
                check.gzip().isEmpty(), "gzip", reading(check.gzip()), "install Tidewaiter anew: its cell is damaged"));
        found.add(
                Finding.of(
                        check.zstd().isEmpty(),
                        "zstd",
                        reading(check.zstd()),
                        "make the cache folder writable, or name the library with -DZstdNativePath: layers in zstd are not read"));
        found.add(
                CellCheck.hasIsal()
                        ? Finding.ok("inflate", "ISA-L for large layers")
                        : Finding.warning(
                                "inflate", "the JDK's", "install libisal2: large gzip layers are read twice as fast"));
        return found;
    }

    private static String reading(String trouble) {
        return trouble.isEmpty() ? "the cell reads such layers" : trouble;
    }
}
