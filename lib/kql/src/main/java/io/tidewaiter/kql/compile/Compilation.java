package io.tidewaiter.kql.compile;

import io.tidewaiter.kql.Diagnostic;
import java.util.List;

/** What became of a query. */
public sealed interface Compilation {
    /** It can run. */
    record Compiled(Translation translation) implements Compilation {
        /** SQL for all rows. */
        public String sql() {
            return translation.sql();
        }

        /** The columns of the answer, in the order in which the SQL yields them. */
        public List<OutputColumn> columns() {
            return translation.columns();
        }
    }

    /** It cannot run, for at least one reason. */
    record Refused(List<Diagnostic> diagnostics) implements Compilation {
        public Refused {
            diagnostics = List.copyOf(diagnostics);
        }
    }
}
