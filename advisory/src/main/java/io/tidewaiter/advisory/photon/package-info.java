/** The CVE metadata of Photon OS. */
@NullMarked
package io.tidewaiter.advisory.photon;

import org.jspecify.annotations.NullMarked;
