package io.tidewaiter.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The child of the tests: does what its header says, good or bad, and answers what came of it. */
public final class CellActor implements CellTask {
    public static void main(String[] args) {
        CellHost.serve(new CellActor(), args);
    }

    @Override
    public void warmUp() {
        // Nothing: the JDK alone must do under confinement.
    }

    @Override
    public void run(byte[] header, InputStream in, OutputStream answer) throws Exception {
        String[] words = new String(header, StandardCharsets.UTF_8).split(" ", 2);
        String argument = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "echo" -> in.transferTo(answer);
            case "digest" -> answer.write(digest(in).getBytes(StandardCharsets.UTF_8));
            case "first" -> answer.write(new DataInputStream(in).readNBytes(Integer.parseInt(argument)));
            case "closeInput" -> {
                in.close();
                answer.write("closed".getBytes(StandardCharsets.UTF_8));
            }
            case "zeros" -> zeros(Long.parseLong(argument), answer);
            case "throw" -> throw new IllegalStateException(argument);
            case "overflow" -> answer.write(Integer.toString(depth(0)).getBytes(StandardCharsets.UTF_8));
            case "environment" -> answer.write(environment().getBytes(StandardCharsets.UTF_8));
            case "garbage" -> garbage();
            case "exit" -> System.exit(Integer.parseInt(argument));
            case "heap" -> heap();
            case "native" -> nativeMemory();
            case "threads" -> threads();
            case "spin" -> spin();
            case "park" -> LockSupport.park();
            default -> answer.write(attempt(words[0], argument).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Tries what must be refused; the answer is "done" or the refusal. */
    private static String attempt(String what, String argument) {
        try {
            switch (what) {
                case "read" -> Files.readAllBytes(Path.of(argument));
                case "list" -> list(Path.of(argument));
                case "write" -> Files.writeString(Path.of(argument), "x");
                case "append" -> new FileOutputStream(argument, true).close();
                case "delete" -> Files.delete(Path.of(argument));
                case "mkdir" -> Files.createDirectory(Path.of(argument));
                case "tcp" -> new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(argument)).close();
                case "udp" -> udp(Integer.parseInt(argument));
                case "exec" -> new ProcessBuilder(argument).start().waitFor();
                case "random" -> new SecureRandom().nextBytes(new byte[16]);
                case "urandom" -> new FileInputStream("/dev/urandom").close();
                default -> throw new IllegalArgumentException(what);
            }
            return "done";
        } catch (IOException | InterruptedException | RuntimeException e) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }

    private static void list(Path folder) throws IOException {
        try (var entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                System.err.println(entry);
            }
        }
    }

    private static void udp(int port) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), port));
        }
    }

    private static String digest(InputStream in) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[10_000];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            sha.update(buffer, 0, count);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static String environment() {
        return System.getenv() + " in " + System.getProperty("user.dir");
    }

    private static void zeros(long bytes, OutputStream answer) throws IOException {
        byte[] chunk = new byte[100_000];
        for (long left = bytes; left > 0; left -= chunk.length) {
            answer.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
    }

    private static int depth(int depth) {
        return depth < 0 ? 0 : depth(depth + 1) + 1;
    }

    private static void garbage() throws IOException {
        FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
        stdout.write("OpenJDK 64-Bit Server VM warning: garbage".getBytes(StandardCharsets.UTF_8));
        LockSupport.park();
    }

    private static void heap() {
        List<byte[]> kept = new ArrayList<>();
        while (kept.size() < 1 << 20) {
            kept.add(new byte[1 << 20]);
        }
    }

    private static void nativeMemory() {
        List<ByteBuffer> kept = new ArrayList<>();
        while (kept.size() < 1 << 20) {
            kept.add(Arena.global().allocate(1 << 20).asByteBuffer());
        }
    }

    private static void threads() {
        for (int i = 0; i < 1 << 20; i++) {
            Thread.ofPlatform().daemon(true).start(LockSupport::park);
        }
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void spin() {
        ByteArrayOutputStream sink = new ByteArrayOutputStream(1);
        while (true) {
            sink.write(1);
            sink.reset();
        }
    }
}
