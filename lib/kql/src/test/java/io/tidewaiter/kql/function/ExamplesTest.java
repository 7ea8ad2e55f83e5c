package io.tidewaiter.kql.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.kql.function.spec.Example;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    @Test
    void everyExampleGivesWhatItSays() throws SQLException {
        List<String> wrong = new ArrayList<>();
        int count = 0;
        try (Database database = new Database()) {
            for (ScalarFunction function : all()) {
                for (Example example : function.documentation().examples()) {
                    count++;
                    String seen;
                    try {
                        seen = database.value(example.expression());
                    } catch (SQLException | RuntimeException e) {
                        seen = e.toString();
                    }
                    if (!seen.equals(example.result())) {
                        wrong.add(example.expression() + " is " + seen + ", not " + example.result());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(100);
    }

    private static List<ScalarFunction> all() {
        return Stream.concat(FunctionTable.scalars().stream(), FunctionTable.operators().stream())
                .toList();
    }
}
