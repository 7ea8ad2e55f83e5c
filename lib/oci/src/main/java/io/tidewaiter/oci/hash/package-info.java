/** Digests of content: OpenSSL's SHA-256 where the machine has it, the JDK's as its twin. */
@NullMarked
package io.tidewaiter.oci.hash;

import org.jspecify.annotations.NullMarked;
