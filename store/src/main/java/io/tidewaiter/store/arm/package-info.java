/** ARM resources without a table of their own, the tree of management groups over them, and the audit of all changes. */
@NullMarked
package io.tidewaiter.store.arm;

import org.jspecify.annotations.NullMarked;
