/** The account of an image's files: what explains its programs, and what its package databases conceal. */
@NullMarked
package io.tidewaiter.catalog.account;

import org.jspecify.annotations.NullMarked;
