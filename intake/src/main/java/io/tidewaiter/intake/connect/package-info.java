/** Where registries are found: a file that names them, or the resource manager of an Azure. */
@NullMarked
package io.tidewaiter.intake.connect;

import org.jspecify.annotations.NullMarked;
