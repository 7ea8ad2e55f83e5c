package io.tidewaiter.sandbox.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The filter's program, run by an interpreter of our own for both machines, of which one is not here. */
class SeccompFilterTest {
    private static final int OWN_PID = 4711;
    private static final int ALLOW = 0x7fff_0000;
    private static final int KILL = 0x8000_0000;
    private static final int EPERM = 0x0005_0001;
    private static final int EACCES = 0x0005_000d;
    private static final int ENOSYS = 0x0005_0026;

    static List<SyscallTable> machines() {
        return List.of(SyscallTable.x86(), SyscallTable.arm());
    }

    @ParameterizedTest
    @MethodSource("machines")
    void opensForReadingOnly(SyscallTable table) {
        int readOnly = 0x8_0000; // O_CLOEXEC
        assertThat(run(table, "openat", -100, 0, readOnly)).isEqualTo(ALLOW);
        for (int bad : new int[] {1, 2, 3, 0x40, 0x200, 0x20_0000, 0x40_0000}) {
            assertThat(run(table, "openat", -100, 0, readOnly | bad)).isEqualTo(EACCES);
        }
    }

    @ParameterizedTest
    @MethodSource("machines")
    void startsThreadsOnly(SyscallTable table) {
        int thread = 0x3d_0f00; // what the C library passes for one
        assertThat(run(table, "clone", thread)).isEqualTo(ALLOW);
        for (int bad :
                new int[] {17, 0x4100 | 17, thread | 0x4000, thread | 0x1000_0000, thread | 0x4000_0000, thread & ~0x100
                }) {
            assertThat(run(table, "clone", bad)).isEqualTo(EPERM);
        }
        assertThat(run(table, "clone3")).isEqualTo(ENOSYS);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void looksAtArguments(SyscallTable table) {
        assertThat(run(table, "tgkill", OWN_PID, 1, 12)).isEqualTo(ALLOW);
        assertThat(run(table, "tgkill", 1, 1, 9)).isEqualTo(EPERM);
        assertThat(run(table, "ioctl", 0, 0x541b)).isEqualTo(ALLOW);
        assertThat(run(table, "ioctl", 0, 0x5412)).isEqualTo(EPERM); // TIOCSTI
        assertThat(run(table, "prlimit64", 0, 7, 0)).isEqualTo(ALLOW);
        assertThat(run(table, "prlimit64", 0, 7, 4096)).isEqualTo(EPERM);
        assertThat(run(table, "prctl", 15)).isEqualTo(ALLOW);
        assertThat(run(table, "prctl", 0x5356_4d41)).isEqualTo(ALLOW);
        assertThat(run(table, "prctl", 22)).isEqualTo(EPERM);
        assertThat(run(table, "fcntl", 0, 3)).isEqualTo(ALLOW);
        assertThat(run(table, "fcntl", 0, 8)).isEqualTo(EPERM);
    }

    @ParameterizedTest
    @MethodSource("machines")
    void refusesWhateverIsNotListed(SyscallTable table) {
        Set<Integer> listed = new TreeSet<>();
        for (String name : table.allowed().keySet()) {
            listed.add(table.number(name));
        }
        List<SeccompFilter.Instruction> program = SeccompFilter.program(table, OWN_PID);
        for (int number = 0; number < 1000; number++) {
            if (!listed.contains(number)) {
                assertThat(run(program, table.auditArch(), number)).isEqualTo(EPERM);
            }
            assertThat(run(program, table.auditArch(), number | 0x4000_0000)).isEqualTo(EPERM); // x32
            assertThat(run(program, 0x4000_0003, number)).isEqualTo(KILL); // i386
        }
        for (String name : List.of("socket", "execve", "ptrace", "kill", "io_uring_setup", "seccomp", "unshare")) {
            assertThat(run(table, name)).as(name).isEqualTo(EPERM);
        }
    }

    private static int run(SyscallTable table, String name, int... arguments) {
        return run(SeccompFilter.program(table, OWN_PID), table.auditArch(), table.number(name), arguments);
    }

    private static int run(List<SeccompFilter.Instruction> program, int arch, int number, int... arguments) {
        int accumulator = 0;
        int at = 0;
        while (true) {
            SeccompFilter.Instruction instruction = program.get(at++);
            switch (instruction.code()) {
                case 0x20 -> accumulator = load(instruction.k(), arch, number, arguments);
                case 0x15 -> at += accumulator == instruction.k() ? instruction.ifTrue() : instruction.ifFalse();
                case 0x54 -> accumulator &= instruction.k();
                case 0x06 -> {
                    return instruction.k();
                }
                default -> throw new AssertionError("instruction " + instruction);
            }
        }
    }

    private static int load(int offset, int arch, int number, int... arguments) {
        return switch (offset) {
            case 0 -> number;
            case 4 -> arch;
            default -> {
                int index = (offset - 16) / 8;
                yield index < arguments.length ? arguments[index] : 0;
            }
        };
    }
}
