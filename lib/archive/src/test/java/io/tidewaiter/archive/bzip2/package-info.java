@NullMarked
package io.tidewaiter.archive.bzip2;

import org.jspecify.annotations.NullMarked;
