package io.tidewaiter.kql.function.parse;

import io.tidewaiter.kql.value.Json;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** XML as a bag: attributes with an at sign, text as {@code #text} beside them, equal elements as an array. */
final class XmlBag {
    private static final int CHARS_MAX = 1 << 20;
    private static final int DEPTH_MAX = 100;

    private XmlBag() {}

    /** An element that is being read. */
    private record Element(String name, Map<String, List<Json>> children, StringBuilder text) {
        Element(String name) {
            this(name, new LinkedHashMap<>(), new StringBuilder());
        }

        void add(String child, Json value) {
            children.computeIfAbsent(child, k -> new ArrayList<>()).add(value);
        }

        Json json() {
            String content = text.toString().strip();
            if (children.isEmpty()) {
                return content.isEmpty() ? new Json.Null() : new Json.Text(content);
            }
            Map<String, Json> bag = new LinkedHashMap<>();
            children.forEach((k, v) -> bag.put(k, v.size() == 1 ? v.getFirst() : new Json.Array(v)));
            if (!content.isEmpty()) {
                bag.put("#text", new Json.Text(content));
            }
            return new Json.Bag(bag);
        }
    }

    static @Nullable String of(String xml) {
        if (xml.length() > CHARS_MAX || xml.isBlank()) {
            return null;
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml.strip()));
            try {
                return read(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            return null;
        }
    }

    private static @Nullable String read(XMLStreamReader reader) throws XMLStreamException {
        Deque<Element> open = new ArrayDeque<>();
        open.push(new Element(""));
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() > DEPTH_MAX) {
                        return null;
                    }
                    Element element = new Element(reader.getLocalName());
                    for (int i = 0; i < reader.getAttributeCount(); i++) {
                        element.add("@" + reader.getAttributeLocalName(i), new Json.Text(reader.getAttributeValue(i)));
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    Element done = open.pop();
                    open.element().add(done.name(), done.json());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                    open.element().text().append(reader.getText());
                default -> {}
            }
        }
        return open.pop().json().json();
    }
}
