package io.tidewaiter.vuln.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidewaiter.vuln.json.DocumentFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XML of others, whatever bytes it is written in. */
class XmlCursorTest {
    private static List<String> titles(byte[] document) {
        List<String> titles = new ArrayList<>();
        XmlCursor.read(
                new ByteArrayInputStream(document), "a", xml -> xml.children(_ -> titles.add(xml.text(1_000_000))));
        return titles;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UTF-8 | ''",
                "UTF-8 | \uFEFF",
                "UTF-8 | <?xml version='1.0' encoding=\"utf-8\"?>",
                "ISO-8859-1 | <?xml version=\"1.0\" encoding = \"ISO-8859-1\" standalone=\"yes\"?>",
                "UTF-16 | <?xml version=\"1.0\" encoding=\"UTF-16\"?>",
            },
            quoteCharacter = '\'')
    void readsADocumentInItsEncoding(String charset, String head) {
        String text = (head == null ? "" : head) + "<a><b>caf\u00e9</b></a>";
        assertThat(titles(text.getBytes(Charset.forName(charset)))).containsExactly("caf\u00e9");
    }

    /** The parser of the JDK writes of them to the error output, which belongs to the program. */
    @Test
    void bytesThatAreNoCharactersAreAFaultAndNothingElse() {
        PrintStream before = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            for (String text :
                    List.of("<a><b>\u00e9</b></a>", "<a><b>" + "x".repeat(100_000) + "\u00e9</b></a>", "\u00e9")) {
                assertThatThrownBy(() -> titles(text.getBytes(StandardCharsets.ISO_8859_1)))
                        .isInstanceOf(DocumentFault.class);
            }
            assertThatThrownBy(
                            () -> titles("<?xml version='1.0' encoding='none'?><a/>".getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(DocumentFault.class)
                    .hasMessageContaining("an encoding that is not known: none");
        } finally {
            System.setErr(before);
        }
        assertThat(written.toString(StandardCharsets.UTF_8)).isEmpty();
    }
}
