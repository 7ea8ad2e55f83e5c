package io.tidewaiter.sandbox;

import io.tidewaiter.sandbox.CellException.Code;
import io.tidewaiter.sandbox.kernel.ChildProcess;

/** From how a child ended to why. */
final class Autopsy {
    private static final int SIGKILL = 9;
    private static final int SIGXCPU = 24;
    /** How HotSpot begins when the system, not its heap, refuses it memory. */
    private static final String NATIVE_MEMORY = "insufficient memory for the Java Runtime";

    private Autopsy() {}

    /**
     * @param stderr the child's own last words, foreign
     * @param started it had said HELLO
     */
    static CellException cause(ChildProcess.Exit exit, String stderr, boolean started, CellConfig config) {
        String words = stderr.isBlank() ? "" : "; it said " + CellException.quote(stderr.strip());
        if (exit.signal() == SIGXCPU) {
            return new CellException(
                    Code.CPU_EXCEEDED,
                    0,
                    "the cell's child used more than %s of processor time (%s); raise cpuMax if the input is trusted"
                            .formatted(config.cpuMax(), exit));
        }
        if ((exit.signal() == 0 && exit.code() == CellHost.STATUS_OUT_OF_MEMORY) || stderr.contains(NATIVE_MEMORY)) {
            return new CellException(
                    Code.OUT_OF_MEMORY,
                    0,
                    "the cell's child reached its memory limit, heapBytesMax=%d, dataBytesMax=%d (%s); raise it if the input is trusted"
                            .formatted(config.heapBytesMax(), config.dataBytesMax(), exit));
        }
        if (!started) {
            return new CellException(
                    Code.START_FAILED,
                    0,
                    "start a cell: %s ended before its first frame (%s)%s; check the java executable and the class path"
                            .formatted(config.java(), exit, words));
        }
        String hint = exit.signal() == SIGKILL ? "; the machine may be out of memory" : "";
        return new CellException(Code.DIED, 0, "the cell's child died (%s)%s%s".formatted(exit, hint, words));
    }
}
