package io.tidewaiter.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a confined child cannot do, tried from Java as a hijacked parser would; each also works outside the cell. */
@Timeout(60)
class CellConfinementTest {
    private static Cell cell;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws CellException {
        assumeTrue(Confinement.probe().confined(), () -> Confinement.probe().detail());
        cell = Cell.start(Cells.config().withUnconfinedAllowed(false));
    }

    @AfterAll
    static void stop() {
        if (cell != null) {
            cell.close();
        }
    }

    @Test
    void saysWhatItProved() {
        assertThat(cell.confinement().confined()).isTrue();
        assertThat(cell.confinement().detail())
                .contains("Landlock ABI", "seccomp", "data at most", "cpu seconds at most")
                .contains("no list /", "no create a file", "no a TCP socket", "no fork", "no clone3", "no ptrace");
    }

    @Test
    void readsNoFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "x");
        assertThat(ask("read " + secret)).startsWith("AccessDeniedException");
        assertThat(ask("read /etc/passwd")).startsWith("AccessDeniedException");
        assertThat(ask("read /proc/self/environ")).startsWith("AccessDeniedException");
        assertThat(ask("read /proc/" + ProcessHandle.current().pid() + "/environ"))
                .startsWith("AccessDeniedException");
        assertThat(ask("list " + folder)).startsWith("AccessDeniedException");
        assertThat(ask("list /")).startsWith("AccessDeniedException");
    }

    @Test
    void writesNoFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(ask("write " + folder.resolve("new"))).contains("AccessDenied");
        assertThat(ask("write " + file)).contains("AccessDenied");
        assertThat(ask("append " + file)).contains("Permission denied");
        assertThat(ask("delete " + file)).contains("Operation not permitted");
        assertThat(ask("mkdir " + folder.resolve("new"))).contains("Operation not permitted");
        assertThat(ask("append " + System.getProperty("java.home") + "/release"))
                .contains("Permission denied");
        assertThat(Files.readString(file)).isEqualTo("x");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    @Test
    void opensNoSocket() throws IOException {
        try (ServerSocket tcp = new ServerSocket(0);
                DatagramSocket udp = new DatagramSocket()) {
            // The JDK does not even come to its socket(): what it prepares for closing one is refused already.
            assertThat(ask("tcp " + tcp.getLocalPort())).contains("TASK_FAILED", "Error");
            assertThat(ask("udp " + udp.getLocalPort())).contains("TASK_FAILED", "Error");
            tcp.setSoTimeout(1);
            udp.setSoTimeout(1);
            assertThatThrownBy(tcp::accept).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> udp.receive(new DatagramPacket(new byte[1], 1)))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void startsNoProcess() throws IOException {
        assertThat(ask("exec /bin/true"))
                .startsWith("IOException: Cannot run program")
                .contains("not permitted");
    }

    @Test
    void hasNoEnvironment() throws IOException {
        assertThat(System.getenv()).isNotEmpty();
        assertThat(ask("environment")).isEqualTo("{} in /");
    }

    @Test
    void hasRandomNumbersAndItsJdk() throws IOException {
        assertThat(ask("random")).isEqualTo("done");
        assertThat(ask("urandom")).isEqualTo("done");
        assertThat(ask("read " + System.getProperty("java.home") + "/release")).isEqualTo("done");
    }

    @Test
    void theParentStaysFree() throws Exception {
        // The domain of the spawning thread must not have reached any thread that lives on.
        for (int i = 0; i < 50; i++) {
            Path file = folder.resolve("f" + i);
            Thread.ofVirtual().start(() -> assertWrites(file)).join();
            assertThat(file).exists();
        }
        assertThat(new ProcessBuilder("/bin/true").start().waitFor()).isZero();
    }

    private static void assertWrites(Path file) {
        try {
            Files.writeString(file, "x");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String ask(String command) throws IOException {
        return Cells.ask(cell, command);
    }
}
