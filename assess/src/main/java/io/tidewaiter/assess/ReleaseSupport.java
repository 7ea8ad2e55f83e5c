package io.tidewaiter.assess;

import io.tidewaiter.model.inventory.CoverageFact;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.OperatingSystem;
import io.tidewaiter.version.Ecosystem;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a release still gets advisories on a day: after its end no advisory means nothing.
 *
 * <p>The dates are in {@link SupportTable}, with their sources. A period that everybody has (Debian's LTS) keeps a
 * release in support; one that is bought (Ubuntu Pro, ELS, LTSS) only where the image's channels show it. Pure: the day
 * is an argument.
 */
public final class ReleaseSupport {
    /** A period of support. {@code seenBy}: patterns of the channels that show it; empty where everybody has it. */
    record Period(LocalDate lastDay, String name, List<String> seenBy) {
        boolean isOn(OperatingSystem system) {
            return seenBy.isEmpty()
                    || system.channels().stream()
                            .anyMatch(channel -> seenBy.stream().anyMatch(pattern -> fits(pattern, channel)));
        }
    }

    private ReleaseSupport() {}

    /** What is to say of the release of the image's distribution packages; nothing where no date is known. */
    public static List<CoverageFact> facts(Inventory inventory, LocalDate today) {
        OperatingSystem system = inventory.operatingSystem();
        Ecosystem ecosystem = system.ecosystem();
        if (ecosystem == null
                || inventory.packages().stream().noneMatch(installed -> ecosystem.equals(installed.ecosystem()))) {
            return List.of();
        }
        return facts(system, periods(ecosystem.toString()), today);
    }

    private static List<CoverageFact> facts(OperatingSystem system, List<Period> periods, LocalDate today) {
        if (periods.isEmpty() || !today.isAfter(periods.getFirst().lastDay())) {
            return List.of();
        }
        Period last = periods.getFirst();
        Period missing = null;
        for (Period period : periods) {
            if (period.isOn(system)) {
                last = period.lastDay().isAfter(last.lastDay()) ? period : last;
            } else if (missing == null && !today.isAfter(period.lastDay())) {
                missing = period;
            }
        }
        Period first = periods.getFirst();
        if (!today.isAfter(last.lastDay())) {
            String sentence = system.ecosystem() + " is past the end of its " + first.name() + " (" + first.lastDay()
                    + "); " + last.name() + " goes on until " + last.lastDay();
            return List.of(new CoverageFact(CoverageFact.Kind.NOTE, "", -1, sentence));
        }
        String hint = missing == null
                ? ""
                : "; " + missing.name() + " goes on until " + missing.lastDay()
                        + ", the image does not show that it has it";
        String sentence = system.ecosystem() + " has got no advisories since the end of its " + last.name() + " on "
                + last.lastDay() + hint;
        return List.of(new CoverageFact(CoverageFact.Kind.RELEASE_END_OF_LIFE, "", -1, sentence));
    }

    /** The ecosystems of which a date is known. */
    static Set<String> ecosystems() {
        return SupportTable.TEXT
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring(0, line.indexOf('\t')))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Its periods, the earliest first; none where no date is known. A scan asks for one, and would wait for them all. */
    static List<Period> periods(String ecosystem) {
        List<Period> periods = new ArrayList<>(3);
        String beginning = "\n" + ecosystem + "\t";
        int at = SupportTable.TEXT.indexOf(beginning);
        while (at >= 0) {
            int end = SupportTable.TEXT.indexOf('\n', at + 1);
            periods.add(period(SupportTable.TEXT.substring(at + 1, end)));
            at = SupportTable.TEXT.indexOf(beginning, end);
        }
        return periods;
    }

    private static Period period(String line) {
        String[] fields = line.split("\t");
        String[] day = fields[1].split("-"); // LocalDate.parse makes a formatter first
        return new Period(
                LocalDate.of(Integer.parseInt(day[0]), Integer.parseInt(day[1]), Integer.parseInt(day[2])),
                fields[2],
                fields[3].equals("all") ? List.of() : List.of(fields[3].split("\\|")));
    }

    /** Whether a text has the form of a pattern, in which {@code *} is any text. */
    static boolean fits(String pattern, String text) {
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(text);
        }
        int at = parts[0].length();
        if (!text.startsWith(parts[0])) {
            return false;
        }
        for (int i = 1; i < parts.length - 1; i++) {
            int found = text.indexOf(parts[i], at);
            if (found < 0) {
                return false;
            }
            at = found + parts[i].length();
        }
        String end = parts[parts.length - 1];
        return text.length() - end.length() >= at && text.endsWith(end);
    }
}
