package io.tidewaiter.match;

import io.tidewaiter.model.inventory.InstalledPackage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.match.PackageContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.UUID;

/** Gathers what of an image decides the matches of each of its packages, while they are matched. */
final class Contexts {
    private final Inventory inventory;
    private final OwnerWord owners;
    private final IdentityHashMap<InstalledPackage, String> notes = new IdentityHashMap<>();
    private final IdentityHashMap<InstalledPackage, String> sourceNotes = new IdentityHashMap<>();
    private final IdentityHashMap<InstalledPackage, String> undecided = new IdentityHashMap<>();

    Contexts(Inventory inventory, OwnerWord owners) {
        this.inventory = inventory;
        this.owners = owners;
    }

    /** One subject, the packages that it stands for, and what came of it. */
    void add(Subject subject, List<InstalledPackage> packages, String note, List<Verdicts.Undecided> cannotTell) {
        String unsure = named(cannotTell);
        for (InstalledPackage installed : packages) {
            if (!note.isEmpty()) {
                (subject.bySource() ? sourceNotes : notes).put(installed, note);
            }
            if (!unsure.isEmpty()) {
                undecided.merge(installed, unsure, String::concat);
            }
        }
    }

    /** A name for what could not be told, the same for the same; empty for nothing. */
    static String named(List<Verdicts.Undecided> cannotTell) {
        return cannotTell.isEmpty()
                ? ""
                : UUID.nameUUIDFromBytes(cannotTell.toString().getBytes(StandardCharsets.UTF_8))
                        .toString();
    }

    List<PackageContext.Placed> placed() {
        List<PackageContext.Placed> placed = new ArrayList<>();
        for (InstalledPackage installed : inventory.packages()) {
            placed.add(new PackageContext.Placed(installed, context(installed), undecided.getOrDefault(installed, "")));
        }
        return placed;
    }

    private PackageContext context(InstalledPackage installed) {
        InstalledPackage owner = owners.owner(installed).orElse(null);
        boolean isSystems = installed.ecosystem() != null && Subject.isDistribution(installed.ecosystem());
        List<String> channels =
                isSystems || owner != null ? inventory.operatingSystem().channels() : List.of();
        String note = notes.getOrDefault(installed, "");
        String sourceNote = sourceNotes.getOrDefault(installed, "");
        return channels.isEmpty() && owner == null && note.isEmpty() && sourceNote.isEmpty()
                ? PackageContext.NONE
                : new PackageContext(channels, owner, note, sourceNote);
    }
}
