/** Random queries, answered by the database and by a slow, obvious interpreter over lists. */
@org.jspecify.annotations.NullMarked
package io.tidewaiter.kql.difference;
