package io.tidewaiter.cli.scan;

import io.tidewaiter.cli.command.Terminal;
import io.tidewaiter.model.scan.PulledImage;
import io.tidewaiter.model.scan.ScanResult;
import io.tidewaiter.pull.PullResult;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What came of the references so far. What cannot be had is said at once and costs the others nothing. */
final class Scanned {
    private final Terminal terminal;
    private final SortedMap<Integer, ScanResult> byNumber = new TreeMap<>();
    private int last;
    private boolean whole = true;

    Scanned(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The images of a reference; none where it has none for us. */
    List<PulledImage> pulled(String reference, PullResult result) {
        return switch (result) {
            case PullResult.Pulled(List<PulledImage> images, List<PullResult.Missing> missing) -> {
                missing.forEach(image -> failed(reference, image.message()));
                yield images;
            }
            case PullResult.NoImage none -> {
                none(reference, none.message());
                yield List.of();
            }
        };
    }

    /** The number stays free: those behind it keep theirs, whatever came of it. */
    void none(String reference, String message) {
        last++;
        failed(reference, message);
    }

    void add(ScanResult result) {
        byNumber.put(++last, result);
    }

    private void failed(String reference, String message) {
        whole = false;
        terminal.talk().println("tidewaiter: " + (message.contains(reference) ? "" : reference + ": ") + message);
    }

    /** Whether all that was asked for was scanned. */
    boolean isWhole() {
        return whole;
    }

    /** By the image's number, which is counted from 1. */
    SortedMap<Integer, ScanResult> byNumber() {
        return byNumber;
    }

    List<ScanResult> results() {
        return List.copyOf(byNumber.values());
    }
}
