package io.tidewaiter.catalog.read;

/** The first byte of a program: of ELF, of a Windows executable, of Mach-O in either byte order and of its universal form. */
public final class ProgramStart {
    private ProgramStart() {}

    /** Whether a file that begins so may be a program. */
    public static boolean is(byte first) {
        return switch (first) {
            case 0x7f, 'M', (byte) 0xfe, (byte) 0xce, (byte) 0xcf, (byte) 0xca -> true;
            default -> false;
        };
    }
}
