package io.tidewaiter.oci.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import org.jspecify.annotations.Nullable;

/**
 * A blob that is asked for again from where it broke off ({@code Range}, RFC 9110, 14). A registry that sends the whole
 * blob instead is read up to that place. What arrives is verified by who wraps this.
 */
final class ResumingStream extends InputStream {
    /** Asks for the blob from an offset on. */
    @FunctionalInterface
    interface Source {
        Reply from(long offset) throws IOException;
    }

    private final Source source;
    private final String what;
    private final long size;
    private int resumesLeft;
    private long position;
    /** Whether the answer that is being read is a part of the blob: its end need not be the blob's. */
    private boolean inParts;

    private InputStream current;
    private @Nullable IOException broken;

    ResumingStream(Reply first, Source source, String what, long size, int resumes) {
        this.source = source;
        this.what = what;
        this.size = size;
        this.resumesLeft = resumes;
        this.current = first.body();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (true) {
            if (broken != null) {
                throw broken;
            }
            try {
                int read = current.read(buffer, offset, length);
                if (read < 0 && inParts && position < size) {
                    resume(new EOFException("a part of what was asked for"));
                    continue;
                }
                position += Math.max(read, 0);
                return read;
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (position == size) {
                    return -1; // all of it came: the connection broke where the end was to be told
                }
                resume(e);
            }
        }
    }

    private void resume(IOException cause) throws IOException {
        current.close();
        if (resumesLeft-- <= 0) {
            throw fail(cause.getMessage(), cause);
        }
        Reply reply;
        try {
            reply = source.from(position);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw fail(String.valueOf(e.getMessage()), e);
        }
        current = reply.body();
        inParts = reply.status() == 206;
        switch (reply.status()) {
            case 206 -> {
                if (!reply.header("Content-Range").startsWith("bytes " + position + "-")) {
                    reply.close();
                    throw fail("the registry then sent another range than was asked for", cause);
                }
            }
            case 200 -> again();
            default -> throw fail("asked for the rest, the registry said " + reply.said(), cause);
        }
    }

    /** Skips what was already handed out; if that breaks too, the next read resumes again. */
    private void again() throws IOException {
        try {
            current.skipNBytes(position);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            resume(e);
        }
    }

    private IOException fail(@Nullable String seen, IOException cause) {
        IOException failure = new IOException(
                what + ": broke off after " + position + " of " + size + " bytes: " + seen + "; try again", cause);
        broken = failure;
        return failure;
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}
