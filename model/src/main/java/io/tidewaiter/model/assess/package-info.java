/** What the matches of an image mean: findings, health, verdict. */
@NullMarked
package io.tidewaiter.model.assess;

import org.jspecify.annotations.NullMarked;
