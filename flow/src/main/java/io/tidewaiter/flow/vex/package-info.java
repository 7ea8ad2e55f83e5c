/** VEX documents that lie in a folder. */
@NullMarked
package io.tidewaiter.flow.vex;

import org.jspecify.annotations.NullMarked;
