/** What we ask of the Linux kernel: Landlock, seccomp, limits, and a child that is born with them. */
@NullMarked
package io.tidewaiter.sandbox.kernel;

import org.jspecify.annotations.NullMarked;
