/** VEX of three formats as one: statements about products, and the rules that follow from them. */
@NullMarked
package io.tidewaiter.assess.vex;

import org.jspecify.annotations.NullMarked;
