/** What a query means: operators over columns with identities, in the language's own terms, free of names and scopes. */
@NullMarked
package io.tidewaiter.kql.plan;

import org.jspecify.annotations.NullMarked;
