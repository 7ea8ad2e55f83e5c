package io.tidewaiter.advisory.unpack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** How many bytes may come out of something that is packed, however small the packed form was. */
public final class ExpansionBudget {
    private final String what;
    private final long bytesMax;
    private long left;

    /** @param what is bounded, for the message: {@code the zip} */
    public ExpansionBudget(String what, long bytesMax) {
        this.what = what;
        this.bytesMax = bytesMax;
        this.left = bytesMax;
    }

    /** More came out than may. */
    public static final class Overflow extends IOException {
        private static final long serialVersionUID = 1;

        Overflow(String message) {
            super(message);
        }
    }

    /** Counts what is read from {@code in}; closing it leaves {@code in} open. */
    public InputStream counted(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = super.read();
                count(b < 0 ? 0 : 1);
                return b;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int n = super.read(bytes, offset, length);
                count(Math.max(n, 0));
                return n;
            }

            @Override
            public long skip(long bytes) throws IOException {
                long n = super.skip(bytes);
                count(n);
                return n;
            }

            @Override
            public void close() {
                // It is the caller's.
            }
        };
    }

    private void count(long bytes) throws Overflow {
        left -= bytes;
        if (left < 0) {
            throw new Overflow(what + " expands further than " + bytesMax + " bytes");
        }
    }
}
