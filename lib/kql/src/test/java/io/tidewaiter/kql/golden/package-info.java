/** Golden cases: a query, its plan, its SQL and its rows. */
package io.tidewaiter.kql.golden;
