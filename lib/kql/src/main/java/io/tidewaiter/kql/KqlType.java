package io.tidewaiter.kql;

/**
 * The scalar types of the language, and how DuckDB holds a value of each.
 *
 * <p>Times are counted in ticks of 100 ns as the language counts them, because DuckDB's own timestamps are coarser
 * (microseconds) or narrower (1677 to 2262) than its years 1 to 9999; differences, bins and comparisons are then plain
 * arithmetic on integers.
 */
public enum KqlType {
    /** {@code BOOLEAN}. */
    BOOL("bool"),
    /** {@code INTEGER}, 32 bits. */
    INT("int"),
    /** {@code BIGINT}, 64 bits. */
    LONG("long"),
    /** {@code DOUBLE}. */
    REAL("real"),
    /** {@code DECIMAL(38, 17)}. */
    DECIMAL("decimal"),
    /** {@code VARCHAR}, never null: what is missing is the empty string. */
    STRING("string"),
    /** {@code BIGINT}: ticks of 100 ns since 0001-01-01T00:00:00Z. */
    DATETIME("datetime"),
    /** {@code BIGINT}: ticks of 100 ns. */
    TIMESPAN("timespan"),
    /** {@code VARCHAR} of 36 characters in lower case. */
    GUID("guid"),
    /** {@code JSON} in compact form; the null of JSON is the null of SQL. */
    DYNAMIC("dynamic");

    private final String keyword;

    KqlType(String keyword) {
        this.keyword = keyword;
    }

    /** The name that queries use. */
    public String keyword() {
        return keyword;
    }
}
