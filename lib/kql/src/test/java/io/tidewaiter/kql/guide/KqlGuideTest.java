package io.tidewaiter.kql.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.kql.KqlLimits;
import io.tidewaiter.kql.compile.Compilation;
import io.tidewaiter.kql.compile.Kql;
import io.tidewaiter.kql.compile.KqlOptions;
import io.tidewaiter.kql.function.FunctionTable;
import io.tidewaiter.kql.golden.Fixture;
import io.tidewaiter.kql.guide.TabularForms.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KqlGuideTest {
    private static final Path PAGE = Path.of("../../docs/guide/kql.md");

    @Test
    void thePageSaysWhatTheTablesSay() throws IOException {
        String text = KqlGuide.text();
        if (Boolean.getBoolean("tidewaiter.write")) {
            Files.writeString(PAGE, text);
        }
        assertThat(PAGE).content().isEqualTo(text);
    }

    @Test
    void everySupportedFormRunsOnADatabase() throws SQLException {
        try (Fixture fixture = new Fixture()) {
            List<Form> forms = Stream.of(TabularForms.operators(), TabularForms.sources(), TabularForms.statements())
                    .flatMap(List::stream)
                    .toList();
            KqlOptions options = new KqlOptions(
                    Instant.parse("2031-05-07T00:00:00Z"),
                    KqlLimits.standard(),
                    Optional.of(sql -> List.of("microsoft.compute/virtualmachines")));
            for (Form form : forms) {
                if (Kql.compile(form.query(), Fixture.schema(), options) instanceof Compilation.Compiled compiled) {
                    assertThat(fixture.rows(compiled.sql(), compiled.columns()))
                            .as(form.query())
                            .isNotNull();
                }
            }
        }
    }

    @Test
    void everyFunctionThatIsToBeHadHasASentence() {
        assertThat(Stream.concat(FunctionTable.scalars().stream(), FunctionTable.operators().stream()))
                .allSatisfy(f -> assertThat(
                                f.isRefused() || f.documentation().text().endsWith("."))
                        .as(f.name())
                        .isTrue());
    }
}
