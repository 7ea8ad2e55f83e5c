/** Tests of the way in. */
package io.tidewaiter.kql.compile;
