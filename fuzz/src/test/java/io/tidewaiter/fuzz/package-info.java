/** Fuzz targets, one for each reader of foreign bytes; the seeds they start from; and the test that replays both. */
package io.tidewaiter.fuzz;
