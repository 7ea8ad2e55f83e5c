package io.tidewaiter.sandbox.kernel;

import io.tidewaiter.clib.CArena;
import io.tidewaiter.clib.CMemory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/**
 * A Landlock domain: every access to the file system that the kernel can mediate is denied except reading (and mapping
 * executable) under the named paths; TCP (ABI 4), abstract sockets and signals (ABI 6) are denied without exception.
 */
final class Landlock {
    private static final int VERSION = 1; // LANDLOCK_CREATE_RULESET_VERSION
    private static final int PATH_BENEATH = 1;
    private static final long EXECUTE = 1;
    private static final long READ_FILE = 1 << 2;
    private static final long READ_DIR = 1 << 3;
    private static final int O_PATH_CLOEXEC = 0x20_0000 | 0x8_0000;
    private static final int AT_FDCWD = -100;
    /** Number of file system rights known to ABI 1, 2, 3, 4, 5; later ones know no more. */
    private static final int[] FILE_RIGHTS = {13, 14, 15, 15, 16};

    private Landlock() {}

    /** The ABI that this kernel speaks; 0 where it has none or has switched it off. */
    static int abi(Kernel kernel) {
        return (int) Math.max(0, kernel.call("landlock_create_ruleset", 0, 0, VERSION));
    }

    /**
     * A rule set as a descriptor, which the caller closes.
     *
     * @param readable files, or folders with all that is below them
     */
    static int ruleset(Kernel kernel, int abi, Collection<Path> readable) throws IOException {
        long fileRights = (1L << FILE_RIGHTS[Math.min(abi, FILE_RIGHTS.length) - 1]) - 1;
        try (CArena arena = new CArena()) {
            CMemory attributes = arena.allocate(24);
            ByteBuffer words = attributes.bytes();
            words.putLong(fileRights);
            words.putLong(0b11); // bind and connect TCP
            words.putLong(0b11); // abstract UNIX sockets, signals
            int known = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
            int ruleset = checked(
                    "landlock_create_ruleset", kernel.call("landlock_create_ruleset", attributes.address(), known, 0));
            for (Path path : readable) {
                try {
                    allow(kernel, ruleset, path);
                } catch (IOException e) {
                    kernel.call("close", ruleset);
                    throw e;
                }
            }
            return ruleset;
        }
    }

    private static void allow(Kernel kernel, int ruleset, Path path) throws IOException {
        try (CArena arena = new CArena()) {
            CMemory name = arena.text(path.toString());
            int file = checked("open " + path, kernel.call("openat", AT_FDCWD, name.address(), O_PATH_CLOEXEC, 0));
            CMemory rule = arena.allocate(16); // struct landlock_path_beneath_attr, packed
            rule.bytes()
                    .putLong(READ_FILE | EXECUTE | (Files.isDirectory(path) ? READ_DIR : 0))
                    .putInt(file);
            long result = kernel.call("landlock_add_rule", ruleset, PATH_BENEATH, rule.address(), 0);
            kernel.call("close", file);
            checked("landlock_add_rule " + path, result);
        }
    }

    private static int checked(String what, long result) throws IOException {
        if (result < 0) {
            throw new IOException("%s: errno %d".formatted(what, -result));
        }
        return (int) result;
    }
}
