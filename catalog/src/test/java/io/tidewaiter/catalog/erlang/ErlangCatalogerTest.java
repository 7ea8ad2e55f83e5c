package io.tidewaiter.catalog.erlang;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.catalog.fact.Fact;
import io.tidewaiter.catalog.lang.Layouts;
import io.tidewaiter.catalog.read.FileEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErlangCatalogerTest {
    private static List<Fact> facts(String path, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        return Layouts.facts(new ErlangCataloger(), Layouts.file(path, content), content);
    }

    private static List<String> packages(String path, String text) {
        return Layouts.packages(facts(path, text));
    }

    @ParameterizedTest
    @CsvSource({
        "app/lib/phoenix-1.7.10/ebin/phoenix.app, true",
        "usr/lib/erlang/lib/ssl-11.1/ebin/ssl.app, true",
        "app/lib/phoenix-1.7.10/src/phoenix.app.src, false",
        "Applications/x.app, false",
        "webin/x.app, false",
    })
    void wantsWhatIsInstalledAndNothingElse(String path, boolean wanted) {
        assertThat(new ErlangCataloger().wants(Layouts.file(path, new byte[0]))).isEqualTo(wanted);
    }

    private static final String APP = """
            %% -*- coding: utf-8 -*-
            % {application, comment, [{vsn, "0"}]}.
            {application,'phoenix',
                [{modules,['Elixir.Phoenix']},
                 {optional_applications,[]},
                 {applications,[kernel,stdlib,elixir,logger]},
                 {description,"Peace of mind from prototype to production"},
                 {registered,[]},
                 {vsn,"1.7.10"}]}.
            """;

    @Test
    void anApplicationOfADependencyIsAPackageOfHex() {
        assertThat(packages("app/lib/phoenix-1.7.10/ebin/phoenix.app", APP)).containsExactly("hex:phoenix@1.7.10");
    }

    @Test
    void anApplicationOfTheRuntimeIsOtps() {
        assertThat(
                        packages(
                                "usr/lib/erlang/lib/ssl-11.1/ebin/ssl.app",
                                "{application, ssl,\n   [{description, \"Erlang/OTP SSL application\"},\n {vsn, \"11.1\"}]}.\n"))
                .containsExactly("otp:ssl@11.1");
    }

    @Test
    void oddOnesAreSaidOrLeft() {
        assertThat(facts("x/ebin/a.app", "<plist/>")).isEmpty();
        assertThat(Layouts.unread(facts("x/ebin/a.app", "{application, a, [{vsn, V}]}.")))
                .hasSize(1);
        assertThat(facts("x/ebin/a.app", "{ ".repeat(500_000))).isEmpty();
        assertThat(facts("x/ebin/a.app", "{application" + " ".repeat(1_000_000)))
                .isEmpty();
    }

    @Test
    void aPluginInAnArchiveIsRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("rabbitmq_delayed-3.13.0/ebin/rabbitmq_delayed.app"));
            zip.write("{application, 'rabbitmq_delayed', [{vsn, \"3.13.0\"}]}.".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("rabbitmq_delayed-3.13.0/ebin/x.beam"));
        }
        FileEntry file = Layouts.file("opt/rabbitmq/plugins/rabbitmq_delayed-3.13.0.ez", bytes.toByteArray());
        assertThat(new ErlangCataloger().wants(file)).isTrue();
        List<Fact> facts = Layouts.facts(new ErlangCataloger(), file, bytes.toByteArray());
        assertThat(Layouts.packages(facts))
                .containsExactly("hex:rabbitmq_delayed@3.13.0 !/rabbitmq_delayed-3.13.0/ebin/rabbitmq_delayed.app");
        byte[] cut = Arrays.copyOf(bytes.toByteArray(), 60);
        assertThat(Layouts.unread(Layouts.facts(new ErlangCataloger(), Layouts.file("a.ez", cut), cut)))
                .hasSize(1);
    }
}
