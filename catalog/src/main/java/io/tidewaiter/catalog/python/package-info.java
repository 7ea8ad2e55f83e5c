/** Python packages: the metadata that installers leave beside the code (PyPA specifications; setuptools eggs). */
@NullMarked
package io.tidewaiter.catalog.python;

import org.jspecify.annotations.NullMarked;
