package io.tidewaiter.kql.function.spec;

/** How an overload becomes SQL. */
public sealed interface Implementation {
    /**
     * SQL with {@code $1}, {@code $2}… for the converted arguments, {@code $*} for all of them with commas, and
     * {@code $2*} for those from the second on.
     *
     * @param value what is right everywhere
     * @param predicate what is right and quicker where null and false are the same; often equal to {@code value}
     */
    record Sql(String value, String predicate) implements Implementation {}

    /** SQL that depends on the arguments' types or literals. */
    record Written(Writer writer) implements Implementation {}

    /** A function in Java, which {@code KqlFunctions} registers with the database. */
    record Java(JavaFunction function) implements Implementation {}

    /** What only the binder can do, because it needs more than the arguments: the clock, the caller, other rows. */
    record Special(Role role) implements Implementation {}

    /** Writes a call. */
    @FunctionalInterface
    interface Writer {
        /** An expression that stands in any place. */
        String write(Call call);
    }

    /** What the binder does with a special function. */
    enum Role {
        /** The moment of the query, as a literal; its argument is added. */
        NOW,
        /** The moment of the query less the argument. */
        AGO,
        /** A column of a name, or the second argument where there is none. */
        COLUMN_IF_EXISTS,
        /** A real number that is drawn; a whole one below the argument, where there is one. */
        RAND,
        /** A GUID that is drawn. */
        NEW_GUID,
        /** The bin of the argument, of the size that the query sets. */
        BIN_AUTO,
        /** All columns of the row as a bag. */
        PACK_ALL,
        /** The named columns as a bag, with their names for keys. */
        PACK_COLUMNS,
        /** {@code toscalar(tabular expression)}. */
        TO_SCALAR,
        /** Who asks, as a string. */
        CURRENT_PRINCIPAL,
        /** Who asks, as a bag. */
        CURRENT_PRINCIPAL_DETAILS,
        /** The name of the service. */
        CURRENT_CLUSTER,
        /** The name of the set of tables. */
        CURRENT_DATABASE,
        /** Number of the row from the first argument (1) on, beginning anew where the second is true. */
        ROW_NUMBER,
        /** Sum of the first argument up to this row, beginning anew where the second is true. */
        ROW_CUMSUM,
        /** Dense rank of the first argument in a sorted table, beginning anew where the second is true. */
        ROW_RANK_DENSE,
        /** Minimal rank of the first argument in a sorted table, beginning anew where the second is true. */
        ROW_RANK_MIN,
        /** Start of the session that a datetime belongs to. */
        ROW_WINDOW_SESSION,
        /** The value some rows before; third argument where there is none. */
        PREV,
        /** The value some rows after; third argument where there is none. */
        NEXT
    }
}
