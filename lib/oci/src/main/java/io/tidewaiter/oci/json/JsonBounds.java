package io.tidewaiter.oci.json;

/**
 * What a document may hold; its own length is its reader's business.
 *
 * @param depthMax objects and arrays within each other
 * @param nameBytesMax bytes of a property's name, as they are written
 * @param stringBytesMax bytes of a string, as they are written
 * @param numberBytesMax digits and signs of a number
 */
public record JsonBounds(int depthMax, int nameBytesMax, int stringBytesMax, int numberBytesMax) {}
