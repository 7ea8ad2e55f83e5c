package io.tidewaiter.oci.hash;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Three functions of libcrypto for each digest ({@code openssl/sha.h}, {@code openssl/md5.h}), the same in 1.1 and 3.
 *
 * <p>They are linked with the signature of the sandbox's {@code syscall} (seven words and errno): the linker keeps what
 * it made for a signature, and a second one would cost a young process 20 to 50 ms. Arguments that a C function does not
 * take are left in registers that it does not read (System V ABI for x86-64, AAPCS64).
 *
 * @param call the signature, taking the function first
 * @param errno where calls leave what nobody reads
 * @param functions by digest; without those that gave another digest than they must
 */
record OpensslLibrary(MethodHandle call, MemorySegment errno, Map<Kind, Functions> functions) {
    /** {@code SHA256_CTX}, the largest, has 112 bytes; the rest is room for a library that thinks otherwise. */
    static final long CONTEXT_BYTES = 512;

    /** A digest, its prefix in the library, its length, and its specification's example: that of {@code abc}. */
    enum Kind {
        /** RFC 1321. */
        MD5("MD5", 16, "900150983cd24fb0d6963f7d28e17f72"),
        /** FIPS 180-4, as SHA-256. */
        SHA1("SHA-1", 20, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        SHA256("SHA-256", 32, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

        final String algorithm;
        final int bytes;
        private final String ofAbc;

        Kind(String algorithm, int bytes, String ofAbc) {
            this.algorithm = algorithm;
            this.bytes = bytes;
            this.ofAbc = ofAbc;
        }
    }

    /**
     * The functions of one digest.
     *
     * @param init {@code int SHA256_Init(SHA256_CTX *)}
     * @param update {@code int SHA256_Update(SHA256_CTX *, const void *, size_t)}
     * @param finish {@code int SHA256_Final(unsigned char *, SHA256_CTX *)}
     */
    record Functions(MemorySegment init, MemorySegment update, MemorySegment finish) {}

    private static final String[] NAMES = {"libcrypto.so.3", "libcrypto.so.1.1"};

    OpensslLibrary {
        Objects.requireNonNull(call);
        Objects.requireNonNull(errno);
        functions = Map.copyOf(functions);
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
                Optional<OpensslLibrary> library = link(name).map(OpensslLibrary::right);
                if (library.isPresent() && library.get().has(Kind.SHA256)) {
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
                Map<Kind, Functions> functions = new EnumMap<>(Kind.class);
                for (Kind kind : Kind.values()) {
                    if (kind == Kind.MD5 && name.endsWith(".1.1")) {
                        continue; // Red Hat's, in FIPS mode, ends the process that asks for it
                    }
                    functions.put(
                            kind,
                            new Functions(
                                    symbols.findOrThrow(kind + "_Init"),
                                    symbols.findOrThrow(kind + "_Update"),
                                    symbols.findOrThrow(kind + "_Final")));
                }
                return Optional.of(new OpensslLibrary(
                        call, Arena.global().allocate(Linker.Option.captureStateLayout()), functions));
            } catch (RuntimeException | LinkageError e) {
                return Optional.empty();
            }
        }
    }

    /** Whether it can be asked for a digest. */
    boolean has(Kind kind) {
        return functions.containsKey(kind);
    }

    void callInit(Functions of, MemorySegment context) {
        call(of.init, context.address(), 0, 0);
    }

    void callUpdate(Functions of, MemorySegment context, MemorySegment bytes, long count) {
        call(of.update, context.address(), bytes.address(), count);
    }

    void callFinish(Functions of, MemorySegment result, MemorySegment context) {
        call(of.finish, result.address(), context.address(), 0);
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

    /** The library without what it does not do right. */
    private OpensslLibrary right() {
        Map<Kind, Functions> right = new EnumMap<>(Kind.class);
        functions.forEach((kind, of) -> {
            if (isRight(kind, of)) {
                right.put(kind, of);
            }
        });
        return new OpensslLibrary(call, errno, right);
    }

    private boolean isRight(Kind kind, Functions of) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment context = arena.allocate(CONTEXT_BYTES, 64);
            MemorySegment result = arena.allocate(kind.bytes);
            callInit(of, context);
            callUpdate(of, context, arena.allocateFrom("abc"), 3);
            callFinish(of, result, context);
            return HexFormat.of()
                    .formatHex(result.toArray(ValueLayout.JAVA_BYTE))
                    .equals(kind.ofAbc);
        } catch (IllegalStateException e) {
            return false; // it answered that it does not want to
        }
    }
}
