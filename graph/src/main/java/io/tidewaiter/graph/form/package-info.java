/** Resources as JSON: what REST and every query show is made in one place. */
@NullMarked
package io.tidewaiter.graph.form;

import org.jspecify.annotations.NullMarked;
