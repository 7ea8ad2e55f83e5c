package io.tidewaiter.vuln.xml;

import io.tidewaiter.vuln.json.DocumentFault;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one XML document forwards, element by element. A document type is a fault before anything of it is looked at, so
 * there are no entities beside the five of XML itself, and nothing is ever fetched. Where a vendor's documents do have one
 * ({@link #readTyped}), one that only names its definition is passed over.
 */
public final class XmlCursor {
    private static final int DEPTH_MAX = 64;

    private final XMLStreamReader reader;
    private int depth;
    private String broken = "";

    private final boolean isTyped;

    private XmlCursor(XMLStreamReader reader, boolean isTyped) {
        this.reader = reader;
        this.isTyped = isTyped;
    }

    /** As {@link #read}, and the document may say {@code <!DOCTYPE name SYSTEM "address">}, which is not looked at. */
    public static void readTyped(InputStream in, String rootName, Consumer<XmlCursor> root) {
        read(in, rootName, true, root);
    }

    /** Reads a document whose root has that local name; {@code root} consumes it. Anything wrong is a fault. */
    public static void read(InputStream in, String rootName, Consumer<XmlCursor> root) {
        read(in, rootName, false, root);
    }

    private static void read(InputStream in, String rootName, boolean isTyped, Consumer<XmlCursor> root) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(XmlText.of(in));
            XmlCursor cursor = new XmlCursor(reader, isTyped);
            cursor.skipTo(XMLStreamConstants.START_ELEMENT);
            if (!cursor.name().equals(rootName)) {
                throw new DocumentFault("the document is a \"" + cut(cursor.name()) + "\", not a \"" + rootName + "\"");
            }
            root.accept(cursor);
            cursor.skipTo(XMLStreamConstants.END_DOCUMENT);
        } catch (XMLStreamException e) {
            throw new DocumentFault(reason(e));
        } catch (IOException e) {
            throw new DocumentFault("not XML within limits: " + cut(String.valueOf(e.getMessage())));
        }
    }

    private void skipTo(int wanted) throws XMLStreamException {
        int event = next();
        while (event != wanted) {
            event = next();
        }
    }

    private static String reason(XMLStreamException e) {
        return "not XML within limits: " + cut(String.valueOf(e.getMessage()).replace('\n', ' '));
    }

    private static String cut(String text) {
        return text.length() <= 160 ? text : text.substring(0, 160);
    }

    /** The local name of the current element. */
    public String name() {
        return reader.getLocalName();
    }

    /** An attribute of the current element, without regard to its namespace; empty where it is not there. */
    public String attribute(String localName) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(localName)) {
                return reader.getAttributeValue(i);
            }
        }
        return "";
    }

    /** Calls {@code child} with the name of every element in the current one; what it leaves unread is passed over. */
    public void children(Consumer<String> child) {
        int own = depth;
        while (depth >= own) {
            if (advance() == XMLStreamConstants.START_ELEMENT) {
                int inner = depth;
                child.accept(name());
                leave(inner);
            }
        }
    }

    /** As {@link #children}, and a child that faults is passed over; {@code refused} hears why. */
    public void guardedChildren(Consumer<String> child, Consumer<String> refused) {
        children(name -> {
            int inner = depth;
            try {
                child.accept(name);
            } catch (DocumentFault fault) {
                refused.accept(String.valueOf(fault.getMessage()));
                leave(inner);
            }
        });
    }

    /** The text directly in the current element, without blanks at its ends, cut; the element is consumed. */
    public String text(int charsMax) {
        StringBuilder text = new StringBuilder();
        int own = depth;
        while (depth >= own) {
            int event = advance();
            boolean isText = event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA;
            if (isText && depth == own && text.length() < charsMax) {
                text.append(reader.getText());
            }
        }
        return text.length() <= charsMax
                ? text.toString().strip()
                : text.substring(0, charsMax).strip();
    }

    /** Reads on until the element whose inside has that depth is over. */
    private void leave(int inner) {
        while (depth >= inner) {
            advance();
        }
    }

    private int advance() {
        if (!broken.isEmpty()) {
            throw new DocumentFault(broken);
        }
        try {
            return next();
        } catch (XMLStreamException e) {
            broken = reason(e);
            throw new DocumentFault(broken);
        }
    }

    private int next() throws XMLStreamException {
        if (!reader.hasNext()) {
            throw new XMLStreamException("the document ends early");
        }
        int event = event();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (++depth > DEPTH_MAX) {
                    throw new XMLStreamException("elements lie deeper than " + DEPTH_MAX);
                }
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD -> {
                if (!isTyped || String.valueOf(reader.getText()).indexOf('[') >= 0) {
                    throw new XMLStreamException("a document type or an entity, which are not read");
                }
            }
            case XMLStreamConstants.ENTITY_REFERENCE ->
                throw new XMLStreamException("a document type or an entity, which are not read");
            default -> {}
        }
        return event;
    }

    private int event() throws XMLStreamException {
        try {
            return reader.next();
        } catch (RuntimeException e) {
            // The parser of the JDK throws its own on some documents.
            throw new XMLStreamException("the parser gave up: " + e);
        }
    }
}
