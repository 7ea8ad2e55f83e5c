package io.tidewaiter.kql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class KqlFunctionsTest {
    @Test
    void valuesTooLargeForTheHeapAreRefusedAsMemoryIs() throws SQLException {
        try (Database database = new Database()) {
            assertThat(database.query("kql_todatetime(repeat('x', 16777216))")).isNull();
            assertThatThrownBy(() -> database.query("kql_todatetime(repeat('x', 16777217))"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("out of memory");
        }
    }
}
