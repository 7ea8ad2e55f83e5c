package io.tidewaiter.catalog.osrelease;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class OsReleaseParserTest {
    @Test
    void unquotesAsAShellWould() {
        assertThat(OsReleaseParser.parse("""
                        # a comment
                        A=plain
                        B="double \\"quoted\\" \\$x \\n"
                        C='single \\ quoted'
                        D="half"'half'
                        export E=exported
                          F = spaced
                        G=never closed "here
                        H=
                        A=again
                        1X=no key
                        no assignment
                        =nothing
                        """.getBytes(UTF_8)))
                .containsExactly(
                        entry("A", "again"),
                        entry("B", "double \"quoted\" $x \\n"),
                        entry("C", "single \\ quoted"),
                        entry("D", "halfhalf"),
                        entry("E", "exported"),
                        entry("F", "spaced"),
                        entry("G", "never closed here"),
                        entry("H", ""));
    }

    @Test
    void runsNothingAndKeepsControlCharactersOut() {
        assertThat(OsReleaseParser.parse(
                        "ID=$(reboot)\nNAME=`id`;rm -rf /\nPRETTY_NAME=\"a\u001b[2Jb\u202ec\"\r\n".getBytes(UTF_8)))
                .containsExactly(
                        entry("ID", "$(reboot)"), entry("NAME", "`id`;rm -rf /"), entry("PRETTY_NAME", "a?[2Jb?c"));
    }

    @Test
    void boundsFieldsAndValues() {
        StringBuilder text = new StringBuilder("LONG=" + "x".repeat(100_000) + "\n");
        for (int i = 0; i < 5000; i++) {
            text.append("K").append(i).append("=v\n");
        }
        var fields = OsReleaseParser.parse(text.toString().getBytes(UTF_8));
        assertThat(fields).hasSize(200);
        assertThat(fields.get("LONG")).hasSizeLessThanOrEqualTo(2048);
    }
}
