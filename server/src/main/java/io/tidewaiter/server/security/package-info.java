/** {@code Microsoft.Security} beside findings: plans, settings, contacts, automations, scores, governance. */
@NullMarked
package io.tidewaiter.server.security;

import org.jspecify.annotations.NullMarked;
