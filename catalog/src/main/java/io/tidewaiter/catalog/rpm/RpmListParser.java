package io.tidewaiter.catalog.rpm;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.fact.Fact.Opened;
import io.tidewaiter.catalog.fact.Fact.OpenedFact;
import io.tidewaiter.catalog.text.Lines;
import io.tidewaiter.catalog.text.SystemPackage;
import io.tidewaiter.catalog.text.Troubles;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * {@code container-manifest-2}, which distroless images of Azure Linux have in place of a database: a package a line, in
 * ten columns that tabs separate: name, version-release, time of install, time of build, vendor, a flag for the epoch,
 * size, architecture, epoch, source rpm.
 */
final class RpmListParser {
    private static final int COLUMNS = 10;
    private static final int LINE_BYTES_MAX = 4096;
    private static final Set<String> ARCHITECTURES = Set.of("x86_64", "aarch64", "noarch", "i686");

    private RpmListParser() {}

    static void parse(byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        Lines lines = new Lines(content);
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            String[] columns = lines.text(0, LINE_BYTES_MAX).split("\t", -1);
            if (columns.length != COLUMNS) {
                troubles.lost("line " + lines.number() + " of the list of rpm packages has no ten columns: "
                        + Troubles.quote(lines.text(0, 80)));
                continue;
            }
            if (!columns[0].equals(RpmPackages.PUBLIC_KEY)) {
                read(columns).tell(troubles, facts);
            }
        }
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        troubles.finish();
    }

    /** {@code container-manifest-1}: {@code name-version-release}, the architecture behind it or not. */
    static void parseNames(byte[] content, Consumer<Fact> facts) {
        Troubles troubles = new Troubles(facts);
        Lines lines = new Lines(content);
        while (lines.next()) {
            if (lines.isBlank()) {
                continue;
            }
            String line = lines.text(0, LINE_BYTES_MAX);
            int dot = line.lastIndexOf('.');
            String architecture =
                    dot > 0 && ARCHITECTURES.contains(line.substring(dot + 1)) ? line.substring(dot + 1) : "";
            SourceRpm parts = SourceRpm.parse(architecture.isEmpty() ? line : line.substring(0, dot));
            if (parts.name().equals(RpmPackages.PUBLIC_KEY)) {
                continue;
            }
            if (parts.name().isEmpty()) {
                troubles.lost("line " + lines.number() + " of the list of rpm packages names none: "
                        + Troubles.quote(lines.text(0, 80)));
                continue;
            }
            new SystemPackage("rpm", parts.name(), parts.version(), "", "", architecture, new TreeMap<>())
                    .tell(troubles, facts);
        }
        facts.accept(new OpenedFact(Opened.DATABASE, 1));
        troubles.finish();
    }

    private static SystemPackage read(String[] columns) {
        String number = known(columns[8]);
        String epoch = number.isEmpty() || number.equals("0") ? "" : number + ":";
        SourceRpm source = SourceRpm.parse(known(columns[9]));
        String sourceVersion = source.version().isEmpty() ? "" : epoch + source.version();
        return new SystemPackage(
                "rpm",
                columns[0],
                epoch + columns[1],
                source.name(),
                sourceVersion,
                known(columns[7]),
                new TreeMap<>(),
                HeaderAttributes.ofVendor(known(columns[4])));
    }

    private static String known(String column) {
        return column.equals("(none)") ? "" : column.strip();
    }
}
