package io.tidewaiter.catalog;

import io.tidewaiter.archive.Limits;
import java.time.Duration;

/**
 * What the reading of one image may cost.
 *
 * @param layer limits of every layer and archive
 * @param heapBytesMax heap of the cell
 * @param dataBytesMax all private memory of the cell
 * @param cpuMax processor time of the cell
 * @param timeMax wall time of the cell
 * @param streamsMax layers that are read at a time
 * @param allowUnconfined whether a kernel that cannot confine the cell is put up with
 */
public record CatalogLimits(
        Limits layer,
        long heapBytesMax,
        long dataBytesMax,
        Duration cpuMax,
        Duration timeMax,
        int streamsMax,
        boolean allowUnconfined) {
    private static final long MIB = 1L << 20;

    /** What fits every image that we measured, with the cell under 512 MB (DESIGN §10). */
    public static CatalogLimits standard() {
        return new CatalogLimits(
                Limits.standard(),
                320 * MIB,
                512 * MIB,
                Duration.ofMinutes(20),
                Duration.ofMinutes(10),
                Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors())),
                false);
    }

    public CatalogLimits withLayer(Limits limits) {
        return new CatalogLimits(limits, heapBytesMax, dataBytesMax, cpuMax, timeMax, streamsMax, allowUnconfined);
    }

    public CatalogLimits withTimeMax(Duration max) {
        return new CatalogLimits(
                layer.withTimeMax(max), heapBytesMax, dataBytesMax, cpuMax, max, streamsMax, allowUnconfined);
    }

    public CatalogLimits withAllowUnconfined(boolean allowed) {
        return new CatalogLimits(layer, heapBytesMax, dataBytesMax, cpuMax, timeMax, streamsMax, allowed);
    }
}
