package io.tidewaiter.report;

import java.io.OutputStream;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** A JSON document written member by member, indented, in the order of the calls. */
final class JsonText implements AutoCloseable {
    private final JsonGenerator json;

    JsonText(OutputStream out) {
        ObjectWriteContext context = new ObjectWriteContext.Base() {
            @Override
            public boolean hasPrettyPrinter() {
                return true;
            }

            @Override
            public PrettyPrinter getPrettyPrinter() {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
            }
        };
        json = new JsonFactory().createGenerator(context, new Unclosed(out), JsonEncoding.UTF8);
    }

    void object(Consumer<JsonText> members) {
        json.writeStartObject();
        members.accept(this);
        json.writeEndObject();
    }

    void object(String name, Consumer<JsonText> members) {
        json.writeName(name);
        object(members);
    }

    <T> void array(String name, Collection<T> values, Consumer<T> element) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(element);
        json.writeEndArray();
    }

    void texts(String name, Collection<String> values) {
        array(name, values, value -> json.writeString(PlainText.wellFormed(value)));
    }

    /** A member that is there also where the text is empty. */
    void textOrEmpty(String name, String value) {
        json.writeStringProperty(name, PlainText.wellFormed(value));
    }

    /** An element of an array. */
    void number(long value) {
        json.writeNumber(value);
    }

    /** Leaves the member out where the text is null or empty. */
    void text(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.writeStringProperty(name, PlainText.wellFormed(value));
        }
    }

    void number(String name, long value) {
        json.writeNumberProperty(name, value);
    }

    void number(String name, double value) {
        json.writeNumberProperty(name, value);
    }

    void flag(String name, boolean value) {
        json.writeBooleanProperty(name, value);
    }

    @Override
    public void close() {
        json.writeRaw('\n');
        json.close();
    }

    /** The caller's stream stays open. */
    private static final class Unclosed extends java.io.FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws java.io.IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws java.io.IOException {
            out.flush();
        }
    }
}
