package io.tidewaiter.catalog.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.model.inventory.OperatingSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of packages that nobody speaks for. */
class UnjudgedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openjdk | is 1 (openjdk)",
                "openjdk openjdk | are 2 (openjdk)",
                "f e d c b a b | are 7 (a, b, c, d, e, ...)",
            })
    void theFirstOfThemAreNamed(String names, String expected) {
        Unjudged unjudged = new Unjudged();
        for (String name : names.split(" ")) {
            unjudged.add("generic", name, OperatingSystem.NONE);
        }
        assertThat(unjudged.facts())
                .extracting(fact -> fact.detail())
                .containsExactly("no advisories are known for packages of type generic, of which there " + expected);
    }
}
