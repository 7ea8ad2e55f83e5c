package io.tidewaiter.oci.hash;

import io.tidewaiter.clib.CArena;
import io.tidewaiter.clib.CCalls;
import io.tidewaiter.clib.CMemory;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Three functions of libcrypto for each digest ({@code openssl/sha.h}, {@code openssl/md5.h}), the same in 1.1 and 3.
 *
 * @param functions by digest; without those that gave another digest than they must
 */
record OpensslLibrary(CCalls calls, Map<Kind, Functions> functions) {
    /** {@code SHA256_CTX}, the largest, has 112 bytes; the rest is room for a library that thinks otherwise. */
    static final int CONTEXT_BYTES = 512;

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
    record Functions(long init, long update, long finish) {}

    private static final String[] NAMES = {"libcrypto.so.3", "libcrypto.so.1.1"};

    OpensslLibrary {
        Objects.requireNonNull(calls);
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
            Optional<CCalls> calls = CCalls.here();
            if (calls.isEmpty()) {
                return Optional.empty(); // forbidden to us: the twin does the work
            }
            for (String name : NAMES) {
                OpensslLibrary library = new OpensslLibrary(calls.get(), functions(calls.get(), name)).right();
                if (library.has(Kind.SHA256)) {
                    return Optional.of(library);
                }
            }
            return Optional.empty();
        }

        /** None where the library is absent. */
        private static Map<Kind, Functions> functions(CCalls calls, String name) {
            Map<Kind, Functions> functions = new EnumMap<>(Kind.class);
            for (Kind kind : Kind.values()) {
                if (kind == Kind.MD5 && name.endsWith(".1.1")) {
                    continue; // Red Hat's, in FIPS mode, ends the process that asks for it
                }
                OptionalLong init = calls.find(name, kind + "_Init");
                OptionalLong update = calls.find(name, kind + "_Update");
                OptionalLong finish = calls.find(name, kind + "_Final");
                if (init.isPresent() && update.isPresent() && finish.isPresent()) {
                    functions.put(kind, new Functions(init.getAsLong(), update.getAsLong(), finish.getAsLong()));
                }
            }
            return functions;
        }
    }

    /** Whether it can be asked for a digest. */
    boolean has(Kind kind) {
        return functions.containsKey(kind);
    }

    /** Here as in what follows, whoever calls keeps the memory until we are back. */
    void callInit(Functions of, CMemory context) {
        call(of.init, context.address(), 0, 0);
    }

    void callUpdate(Functions of, CMemory context, CMemory bytes, long count) {
        call(of.update, context.address(), bytes.address(), count);
    }

    void callFinish(Functions of, CMemory result, CMemory context) {
        call(of.finish, result.address(), context.address(), 0);
    }

    private void call(long function, long first, long second, long third) {
        int done = (int) calls.call(function, first, second, third);
        if (done != 1) {
            throw new IllegalStateException("libcrypto answered " + done);
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
        return new OpensslLibrary(calls, right);
    }

    private boolean isRight(Kind kind, Functions of) {
        try (CArena arena = new CArena()) {
            CMemory context = arena.allocate(CONTEXT_BYTES);
            CMemory result = arena.allocate(kind.bytes);
            callInit(of, context);
            callUpdate(of, context, arena.text("abc"), 3);
            callFinish(of, result, context);
            byte[] digest = new byte[kind.bytes];
            result.bytes().get(0, digest);
            return HexFormat.of().formatHex(digest).equals(kind.ofAbc);
        } catch (IllegalStateException e) {
            return false; // it answered that it does not want to
        }
    }
}
