package io.tidewaiter.oci.hash;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * Three functions of libcrypto's {@code openssl/sha.h}, the same in 1.1 and 3.
 *
 * <p>They are linked with the signature of the sandbox's {@code syscall} (seven words and errno): the linker keeps what
 * it made for a signature, and a second one would cost a young process 20 to 50 ms. Arguments that a C function does not
 * take are left in registers that it does not read (System V ABI for x86-64, AAPCS64).
 *
 * @param call the signature, taking the function first
 * @param errno where calls leave what nobody reads
 * @param init {@code int SHA256_Init(SHA256_CTX *)}
 * @param update {@code int SHA256_Update(SHA256_CTX *, const void *, size_t)}
 * @param finish {@code int SHA256_Final(unsigned char *, SHA256_CTX *)}
 */
record OpensslLibrary(
        MethodHandle call, MemorySegment errno, MemorySegment init, MemorySegment update, MemorySegment finish) {
    /** {@code SHA256_CTX} has 112 bytes; the rest is room for a library that thinks otherwise. */
    static final long CONTEXT_BYTES = 512;

    static final int DIGEST_BYTES = 32;

    private static final String[] NAMES = {"libcrypto.so.3", "libcrypto.so.1.1"};

    OpensslLibrary {
        Objects.requireNonNull(call);
        Objects.requireNonNull(errno);
        Objects.requireNonNull(init);
        Objects.requireNonNull(update);
        Objects.requireNonNull(finish);
    }

    /** The library of this machine, linked on first use; empty where it is absent or gives another digest than it must. */
    static Optional<OpensslLibrary> get() {
        return Holder.LIBRARY;
    }

    private static final class Holder {
        static final Optional<OpensslLibrary> LIBRARY = load();

        private static Optional<OpensslLibrary> load() {
            String machine = System.getProperty("os.arch", "");
            boolean known = machine.equals("amd64") || machine.equals("aarch64");
            if (!known || !System.getProperty("os.name", "").equals("Linux")) {
                return Optional.empty();
            }
            for (String name : NAMES) {
                Optional<OpensslLibrary> library = link(name).filter(OpensslLibrary::isRight);
                if (library.isPresent()) {
                    return library;
                }
            }
            return Optional.empty();
        }

        /** Empty where the library is absent, or forbidden to us: the twin does the work. */
        @SuppressWarnings("restricted") // native access is the point of this class
        private static Optional<OpensslLibrary> link(String name) {
            try {
                SymbolLookup symbols = SymbolLookup.libraryLookup(name, Arena.global());
                ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
                MethodHandle call = Linker.nativeLinker()
                        .downcallHandle(
                                FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                                Linker.Option.captureCallState("errno"));
                return Optional.of(new OpensslLibrary(
                        call,
                        Arena.global().allocate(Linker.Option.captureStateLayout()),
                        symbols.findOrThrow("SHA256_Init"),
                        symbols.findOrThrow("SHA256_Update"),
                        symbols.findOrThrow("SHA256_Final")));
            } catch (RuntimeException | LinkageError e) {
                return Optional.empty();
            }
        }
    }

    void callInit(MemorySegment context) {
        call(init, context.address(), 0, 0);
    }

    void callUpdate(MemorySegment context, MemorySegment bytes, long count) {
        call(update, context.address(), bytes.address(), count);
    }

    void callFinish(MemorySegment result, MemorySegment context) {
        call(finish, result.address(), context.address(), 0);
    }

    private void call(MemorySegment function, long first, long second, long third) {
        try {
            long done = (long) call.invokeExact(function, errno, first, second, third, 0L, 0L, 0L, 0L);
            if ((int) done != 1) {
                throw new IllegalStateException("libcrypto answered " + (int) done);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new LinkageError("libcrypto", e);
        }
    }

    /** FIPS 180-4's example: SHA-256 of {@code abc}. */
    private boolean isRight() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment context = arena.allocate(CONTEXT_BYTES, 64);
            MemorySegment result = arena.allocate(DIGEST_BYTES);
            callInit(context);
            callUpdate(context, arena.allocateFrom("abc"), 3);
            callFinish(result, context);
            return HexFormat.of()
                    .formatHex(result.toArray(ValueLayout.JAVA_BYTE))
                    .equals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        }
    }
}
