package io.tidewaiter.kql.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.kql.KqlLimits;
import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that a query writes down itself are read in the order in which they stand, page by page. */
class WrittenOrderTest {
    private static final KqlOptions OPTIONS =
            new KqlOptions(Instant.parse("2031-05-07T00:00:00Z"), KqlLimits.standard(), Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
        datatable(a:int)[3, 1, 2]                                                     ~ 3 1 2
        datatable(a:int)[3, 1, 2] | where a > 1 | extend b = a | project b            ~ 3 2
        datatable(a:int)[3, 1, 2] | take 2                                            ~ 3 1
        datatable(a:int)[3, 1, 2] | serialize | extend r = row_number() | project r   ~ 1 2 3
        print a = dynamic(["c", "a", "b"]) | mv-expand a to typeof(string)            ~ c a b
        datatable(a:int)[2, 1] | mv-expand b = dynamic([9, 8]) to typeof(int) | project a * 10 + b ~ 29 28 19 18
        range x from 10 to 1 step -4                                                  ~ 10 6 2
        range x from 1 to 3 step 1 | extend y = -x | project y                        ~ -1 -2 -3
        union (print a = 3), (datatable(a:long)[5, 4]), (print a = 1)                 ~ 3 5 4 1
        datatable(a:int)[2, 1] | mv-apply b = dynamic([9, 7, 8]) to typeof(int) on (where b > 7) | project a * 10 + b ~ 29 28 19 18
        datatable(a:int)[2, 1] | mv-apply b = dynamic([9, 7, 8]) to typeof(int) on (top 2 by b asc) | project a * 10 + b ~ 27 28 17 18
        datatable(a:int)[2, 1] | mv-apply b = dynamic([7, 9, 8]) to typeof(int) on (sort by b desc | extend r = row_number() | where r > 1) | project a * 10 + b ~ 28 27 18 17
        datatable(a:int)[2, 1] | mv-apply b = dynamic([7, 8]) to typeof(int) on (summarize s = sum(b)) | project a * 100 + s ~ 215 115
        datatable(a:int)[3, 1, 2] | sort by a asc                                     ~ 1 2 3
        datatable(a:int)[3, 1, 2, 1] | distinct a                                     ~ 1 2 3
        """)
    void rowsStandAsTheyAreWritten(String query, String rows) throws SQLException {
        try (Fixture fixture = new Fixture()) {
            var translation = ((Compilation.Compiled) Kql.compile(query, Fixture.schema(), OPTIONS)).translation();
            List<String> whole = fixture.rows(translation.sqlOfPage(0, 100), translation.columns());
            List<String> paged = new ArrayList<>();
            for (int i = 0; i < whole.size(); i++) {
                paged.addAll(fixture.rows(translation.sqlOfPage(i, 1), translation.columns()));
            }

            assertThat(String.join(" ", whole).replaceAll("[\\[\\]']", "")).isEqualTo(rows);
            assertThat(paged).isEqualTo(whole);
        }
    }
}
