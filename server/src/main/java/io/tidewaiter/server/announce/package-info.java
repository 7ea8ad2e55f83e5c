/** Who is told of what: webhooks of registries, Azure's automations, event subscriptions of ours; followed, formed, sent. */
@NullMarked
package io.tidewaiter.server.announce;

import org.jspecify.annotations.NullMarked;
