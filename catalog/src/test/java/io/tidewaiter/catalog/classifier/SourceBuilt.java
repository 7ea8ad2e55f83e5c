package io.tidewaiter.catalog.classifier;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Programs whose bytes hold texts as a compiler lays them: one behind the other, a NUL after each. */
public final class SourceBuilt {
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 62, 0};
    private static final int HEADER_BYTES = 64;

    private SourceBuilt() {}

    /** An ELF program with these texts. */
    public static byte[] program(String... texts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ELF);
        out.writeBytes(new byte[HEADER_BYTES - ELF.length]);
        for (String text : texts) {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            out.write(0);
        }
        return out.toByteArray();
    }
}
