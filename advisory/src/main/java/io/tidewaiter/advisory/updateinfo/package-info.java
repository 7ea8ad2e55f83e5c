/** Documents in the form of updateinfo.xml: Amazon Linux with its extras, Rocky Linux, Fedora. */
@NullMarked
package io.tidewaiter.advisory.updateinfo;

import org.jspecify.annotations.NullMarked;
