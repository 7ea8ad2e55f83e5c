package io.tidewaiter.sandbox;

import io.tidewaiter.sandbox.frame.Frame;
import io.tidewaiter.sandbox.frame.FrameFault;
import io.tidewaiter.sandbox.frame.FrameReader;
import io.tidewaiter.sandbox.frame.FrameType;
import io.tidewaiter.sandbox.frame.FrameWriter;
import io.tidewaiter.sandbox.kernel.SelfConfinement;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The child's side of a cell: confines itself, proves it, then works on streams until its input ends. It never waits
 * for anything in the thread that reads frames, and it ends with the process: no shutdown hook runs.
 */
public final class CellHost {
    static final int STATUS_OUT_OF_MEMORY = 3; // the one of -XX:+ExitOnOutOfMemoryError
    static final int STATUS_PARENT_BROKE_PROTOCOL = 4;
    static final int STATUS_PIPE_BROKE = 5;
    private static final int DETAIL_BYTES_MAX = FrameType.HELLO.bytesMax() - 1;

    private final CellTask task;
    private final HostArguments arguments;
    private final FrameWriter writer;
    private final Map<Integer, HostStream> streams = new ConcurrentHashMap<>();
    private int lastOpened;

    private CellHost(CellTask task, HostArguments arguments, FrameWriter writer) {
        this.task = task;
        this.arguments = arguments;
        this.writer = writer;
    }

    /** The whole life of a child; does not return. Call it first thing in {@code main}, with main's arguments. */
    public static void serve(CellTask task, String[] args) {
        System.setOut(System.err); // before anything can print: stdout carries frames
        HostArguments arguments = HostArguments.parse(args);
        task.warmUp();
        SelfConfinement.Proof proof = arguments.training()
                ? SelfConfinement.rehearse()
                : SelfConfinement.apply(arguments.dataBytesMax(), arguments.cpuSecondsMax(), arguments.confine());
        FrameWriter writer = new FrameWriter(new FileOutputStream(FileDescriptor.out));
        try {
            hello(writer, proof, arguments.landlockAbi());
            new CellHost(task, arguments, writer).readAll();
            if (arguments.training()) {
                System.exit(0);
            }
            Runtime.getRuntime().halt(0);
        } catch (FrameFault e) {
            System.err.println("the parent sent " + e.getMessage());
            Runtime.getRuntime().halt(STATUS_PARENT_BROKE_PROTOCOL);
        } catch (IOException e) {
            System.err.println("the pipes to the parent broke: " + e.getMessage());
            Runtime.getRuntime().halt(STATUS_PIPE_BROKE);
        }
    }

    private static void hello(FrameWriter writer, SelfConfinement.Proof proof, int landlockAbi) throws IOException {
        String detail = proof.complete() ? "Landlock ABI " + landlockAbi + ", " + proof.detail() : proof.detail();
        byte[] text = detail.getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[1 + Math.min(text.length, DETAIL_BYTES_MAX)];
        payload[0] = (byte) (proof.complete() ? 1 : 0);
        System.arraycopy(text, 0, payload, 1, payload.length - 1);
        writer.write(FrameType.HELLO, 0, payload, 0, payload.length);
    }

    private void readAll() throws IOException {
        FrameReader reader = new FrameReader(new FileInputStream(FileDescriptor.in));
        for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
            dispatch(frame.get());
        }
    }

    private void dispatch(Frame frame) throws IOException {
        if (frame.type() == FrameType.OPEN) {
            open(frame);
            return;
        }
        HostStream stream = streams.get(frame.stream());
        if (stream == null) {
            if (frame.stream() < 1 || frame.stream() > lastOpened) {
                throw new FrameFault(
                        "a %s frame for stream %d, which was never opened".formatted(frame.type(), frame.stream()));
            }
            return; // on its way when the task returned
        }
        switch (frame.type()) {
            case BYTES -> stream.input().offer(frame.payload());
            case END -> stream.input().end();
            case ABORT -> stream.input().fail(new IOException("aborted"));
            case CREDIT -> stream.credits().add(frame.credit());
            case ENOUGH -> stream.credits().close();
            case OPEN, HELLO, FAIL -> throw new FrameFault("a %s frame".formatted(frame.type()));
        }
    }

    private void open(Frame frame) throws IOException {
        if (frame.stream() != lastOpened + 1 || streams.size() >= arguments.streamsMax()) {
            throw new FrameFault(
                    "stream %d after %d, with %d open".formatted(frame.stream(), lastOpened, streams.size()));
        }
        lastOpened = frame.stream();
        HostStream stream = new HostStream(frame.stream(), writer, arguments.answerBytesMax());
        streams.put(frame.stream(), stream);
        Thread.ofPlatform()
                .name("stream-" + frame.stream())
                .daemon(true)
                .start(() -> stream.run(task, frame.payload(), () -> streams.remove(frame.stream())));
    }
}
