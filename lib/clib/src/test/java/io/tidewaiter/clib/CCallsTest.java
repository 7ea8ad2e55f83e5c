package io.tidewaiter.clib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways of calling do the same. Without a path for its library jffi unpacks it itself. */
class CCallsTest {
    private static final long EBADF = 9;
    private static final long ENOENT = 2;

    @BeforeAll
    static void onLinux() {
        assumeTrue(
                System.getProperty("os.name", "").equals("Linux"), "skipped: these are Linux's functions and numbers");
    }

    static Stream<CCalls> ways() {
        return Stream.of(new LinkerCalls(), new JffiCalls());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void functionsOfTheCLibraryAreCalled(CCalls calls) {
        long getpid = calls.find("getpid").orElseThrow();
        assertThat((int) calls.call(getpid))
                .isEqualTo((int) ProcessHandle.current().pid());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void allWordsArriveInTheirOrder(CCalls calls) {
        long snprintf = calls.find("snprintf").orElseThrow();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(100);
            MemorySegment form = arena.allocateFrom("%ld %ld %ld");
            long length = calls.call(snprintf, out.address(), 100, form.address(), Long.MIN_VALUE, -1, Long.MAX_VALUE);
            assertThat(out.getString(0)).isEqualTo("-9223372036854775808 -1 9223372036854775807");
            assertThat((int) length).isEqualTo(out.getString(0).length());
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void errnoComesBackNegated(CCalls calls) {
        // A word, not an int: what comes back of a function that gives an int has four bytes that nobody set.
        long syscall = calls.find("syscall").orElseThrow();
        long write = System.getProperty("os.arch", "").equals("aarch64") ? 64 : 1;
        assertThat(calls.callOrErrno(syscall, write, -1, 0, 0)).isEqualTo(-EBADF);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment none = arena.allocateFrom("/there/is/no/such/file");
            MemorySegment link = arena.allocate(10);
            long readlink = calls.find("readlink").orElseThrow();
            assertThat(calls.callOrErrno(readlink, none.address(), link.address(), 10))
                    .isEqualTo(-ENOENT);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyThreadHasItsErrno(CCalls calls) throws Exception {
        long readlink = calls.find("readlink").orElseThrow();
        try (Arena arena = Arena.ofShared();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            MemorySegment none = arena.allocateFrom("/there/is/no/such/file");
            MemorySegment root = arena.allocateFrom("/");
            MemorySegment link = arena.allocate(10);
            List<Future<Boolean>> same = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                MemorySegment path = i % 2 == 0 ? none : root;
                long errno = i % 2 == 0 ? ENOENT : 22; // EINVAL: not a link
                same.add(threads.submit(() -> {
                    boolean right = true;
                    for (int turn = 0; turn < 2000; turn++) {
                        right &= calls.callOrErrno(readlink, path.address(), link.address(), 10) == -errno;
                    }
                    return right;
                }));
            }
            for (Future<Boolean> each : same) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void functionsOfOtherLibrariesAreFound(CCalls calls) {
        assertThat(calls.find("libc.so.6", "getpid")).isEqualTo(calls.find("getpid"));
        assertThat(calls.find("libc.so.6", "no_such_function")).isEmpty();
        assertThat(calls.find("no_such_function")).isEmpty();
        assertThat(calls.find("libtidewaiter-none.so.7", "getpid")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aSeventhWordIsRefused(CCalls calls) {
        long getpid = calls.find("getpid").orElseThrow();
        assertThatIllegalArgumentException().isThrownBy(() -> calls.call(getpid, 1, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void theJdkLinksWhereNobodySaysWhereJffiIs() {
        assertThat(System.getProperty("jffi.boot.library.path")).isNull();
        assertThat(CCalls.here()).containsInstanceOf(LinkerCalls.class);
    }
}
