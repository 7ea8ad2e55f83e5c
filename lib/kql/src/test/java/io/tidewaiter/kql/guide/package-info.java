@org.jspecify.annotations.NullMarked
package io.tidewaiter.kql.guide;
