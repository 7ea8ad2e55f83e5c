package io.tidewaiter.sandbox.kernel;

import io.tidewaiter.clib.CArena;
import io.tidewaiter.clib.CMemory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The filter of system calls that the child lays over all its threads.
 *
 * <p>An allow-list: what a JVM with the serial collector, both compilers and already loaded libraries uses after its
 * start (the rows of {@link SyscallTable} that have a rule) is allowed, everything else, known today or not, is
 * answered EPERM. Chosen over a deny-list because a list of what is dangerous is never complete; affordable because the
 * set is small and because a refusal is an error code, not a death: a JVM that asks for something unforeseen sees
 * "not permitted" and goes on. {@code clone3} is answered ENOSYS: its flags lie in memory, where a filter cannot look,
 * and the C library then falls back to {@code clone}, whose flags it can. A system call of another machine's table
 * (32 bits on a 64-bit kernel) kills the process.
 *
 * <p>Cost: the kernel keeps a bitmap of the calls that pass whatever their arguments are, so {@code read},
 * {@code write} and {@code futex} never run the filter.
 */
final class SeccompFilter {
    static final int EPERM = 1;
    static final int EACCES = 13;
    static final int ENOSYS = 38;

    private static final int SET_MODE_FILTER = 1;
    private static final int FLAG_TSYNC = 1;
    private static final int RET_KILL_PROCESS = 0x8000_0000;
    private static final int RET_ERRNO = 0x0005_0000;
    private static final int RET_ALLOW = 0x7fff_0000;
    private static final int LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
    private static final int JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
    private static final int AND = 0x54; // BPF_ALU | BPF_AND | BPF_K
    private static final int RETURN = 0x06; // BPF_RET | BPF_K
    private static final int NUMBER_AT = 0; // offsets into struct seccomp_data, little endian
    private static final int ARCH_AT = 4;
    private static final int ARGUMENTS_AT = 16;
    private static final int INSTRUCTION_BYTES = 8;

    private SeccompFilter() {}

    /** One instruction of classic BPF, as the kernel lays it out. */
    record Instruction(int code, int ifTrue, int ifFalse, int k) {}

    /** Lays the filter over all threads of this process; 0, the negated errno, or the thread that could not follow. */
    static long install(Kernel kernel, int ownPid) {
        List<Instruction> program = program(kernel.table(), ownPid);
        try (CArena arena = new CArena()) {
            CMemory code = arena.allocate(program.size() * INSTRUCTION_BYTES);
            ByteBuffer words = code.bytes();
            for (Instruction instruction : program) {
                words.putShort((short) instruction.code());
                words.put((byte) instruction.ifTrue());
                words.put((byte) instruction.ifFalse());
                words.putInt(instruction.k());
            }
            CMemory head = arena.allocate(16); // struct sock_fprog
            head.bytes().putShort(0, (short) program.size()).putLong(8, code.address());
            return kernel.call("seccomp", SET_MODE_FILTER, FLAG_TSYNC, head.address());
        }
    }

    static List<Instruction> program(SyscallTable table, int ownPid) {
        List<Instruction> program = new ArrayList<>();
        program.add(new Instruction(LOAD_WORD, 0, 0, ARCH_AT));
        program.add(new Instruction(JUMP_EQUAL, 1, 0, table.auditArch()));
        program.add(new Instruction(RETURN, 0, 0, RET_KILL_PROCESS));
        program.add(new Instruction(LOAD_WORD, 0, 0, NUMBER_AT));
        for (Map.Entry<String, SyscallTable.Rule> entry : table.allowed().entrySet()) {
            List<Instruction> block = block(entry.getValue(), ownPid);
            program.add(new Instruction(JUMP_EQUAL, 0, block.size(), table.number(entry.getKey())));
            program.addAll(block);
        }
        program.add(new Instruction(RETURN, 0, 0, RET_ERRNO | EPERM));
        return program;
    }

    /** What happens once the number matched; every block ends in a return. */
    private static List<Instruction> block(SyscallTable.Rule rule, int ownPid) {
        return switch (rule) {
            case ANY -> List.of(new Instruction(RETURN, 0, 0, RET_ALLOW));
            case UNKNOWN -> List.of(new Instruction(RETURN, 0, 0, RET_ERRNO | ENOSYS));
            case READ_1, READ_2 -> argument(rule, ownPid, EACCES);
            case THREAD, SELF, FIONREAD, FLAGS, ASK_LIMIT, NAMES -> argument(rule, ownPid, EPERM);
        };
    }

    private static List<Instruction> argument(SyscallTable.Rule rule, int ownPid, int errno) {
        List<Instruction> block = new ArrayList<>();
        block.add(new Instruction(LOAD_WORD, 0, 0, ARGUMENTS_AT + 8 * rule.argument()));
        block.add(new Instruction(AND, 0, 0, rule.mask()));
        int[] values = rule.values(ownPid);
        for (int i = 0; i < values.length; i++) {
            block.add(new Instruction(JUMP_EQUAL, values.length - i, 0, values[i]));
        }
        block.add(new Instruction(RETURN, 0, 0, RET_ERRNO | errno));
        block.add(new Instruction(RETURN, 0, 0, RET_ALLOW));
        return block;
    }
}
