package io.tidewaiter.pull;

import io.tidewaiter.oci.Platform;

/** Which images of an index are wanted. */
public sealed interface PlatformChoice {
    /** Linux on this machine's processor, else linux/amd64, else the only one that there is. */
    record Usual() implements PlatformChoice {}

    /** This one and no other. */
    record Exactly(Platform platform) implements PlatformChoice {}

    /** All of them. */
    record All() implements PlatformChoice {}
}
