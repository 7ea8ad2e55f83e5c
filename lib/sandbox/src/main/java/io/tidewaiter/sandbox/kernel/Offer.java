package io.tidewaiter.sandbox.kernel;

import io.tidewaiter.clib.CArena;
import io.tidewaiter.clib.CMemory;
import java.util.Objects;
import java.util.Optional;

/**
 * What the kernel under us offers for confinement.
 *
 * @param able everything that the cell promises can be had
 * @param landlockAbi 0 where there is none
 * @param seccomp filters with TSYNC and error codes are there
 * @param detail one sentence
 */
public record Offer(boolean able, int landlockAbi, boolean seccomp, String detail) {
    private static final int GET_ACTION_AVAIL = 2;
    private static final int RET_ERRNO = 0x0005_0000;

    public Offer {
        Objects.requireNonNull(detail);
    }

    /** Nothing, for a reason. */
    public static Offer none(String why) {
        return new Offer(false, 0, false, why);
    }

    /** Asks the kernel; changes nothing. */
    public static Offer ask() {
        Optional<Kernel> kernel = Kernel.here();
        if (kernel.isEmpty()) {
            return new Offer(
                    false,
                    0,
                    false,
                    "%s on %s with native access: cells are confined on Linux, x86_64 or aarch64, with --enable-native-access"
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
        }
        int abi = Landlock.abi(kernel.get());
        boolean seccomp = hasSeccomp(kernel.get());
        String release = System.getProperty("os.version");
        if (abi > 0 && seccomp) {
            return new Offer(true, abi, true, "Linux " + release + ": Landlock ABI " + abi + ", seccomp");
        }
        return new Offer(
                false,
                abi,
                seccomp,
                "Linux %s: %s%s; both are needed (kernel 5.13 or later, Landlock among its security modules)"
                        .formatted(
                                release,
                                abi > 0 ? "Landlock ABI " + abi : "no Landlock",
                                seccomp ? ", seccomp" : ", no seccomp filters"));
    }

    private static boolean hasSeccomp(Kernel kernel) {
        try (CArena arena = new CArena()) {
            CMemory action = arena.allocate(Integer.BYTES);
            action.bytes().putInt(RET_ERRNO);
            return kernel.call("seccomp", GET_ACTION_AVAIL, 0, action.address()) == 0;
        }
    }
}
