package io.tidewaiter.sandbox.frame;

import java.io.IOException;

/** The peer broke the protocol; nothing that it says afterwards can be trusted. */
public final class FrameFault extends IOException {
    public FrameFault(String what) {
        super(what);
    }
}
