/** opkg(8): the packages of OpenWrt and of Yocto images. */
@NullMarked
package io.tidewaiter.catalog.opkg;

import org.jspecify.annotations.NullMarked;
