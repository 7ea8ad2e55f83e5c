package io.tidewaiter.catalog.text;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML from an image: no document types, no entities of its own, nothing that is fetched. */
public final class XmlReading {
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private XmlReading() {}

    /**
     * A reader of a document. Bytes that are no characters are read as the sign for that: to tell of them the JDK's parser
     * would write to this process's error output.
     */
    public static XMLStreamReader open(byte[] content) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        int mark = isMarked(content) ? UTF_8_MARK.length : 0; // which only a parser of bytes passes over itself
        return factory.createXMLStreamReader(new InputStreamReader(
                new ByteArrayInputStream(content, mark, content.length - mark), charset(content)));
    }

    private static boolean isMarked(byte[] content) {
        return content.length >= UTF_8_MARK.length
                && Arrays.equals(content, 0, UTF_8_MARK.length, UTF_8_MARK, 0, UTF_8_MARK.length);
    }

    /** UTF-16 begins with its byte order mark (XML 1.0, 4.3.3); what is read of other documents is ASCII. */
    private static Charset charset(byte[] content) {
        boolean isWide = content.length > 1
                && ((content[0] == (byte) 0xfe && content[1] == (byte) 0xff)
                        || (content[0] == (byte) 0xff && content[1] == (byte) 0xfe));
        return isWide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }
}
