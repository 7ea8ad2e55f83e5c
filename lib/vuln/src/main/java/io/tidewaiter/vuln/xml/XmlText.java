package io.tidewaiter.vuln.xml;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of an XML document by its byte order mark, else by the encoding that it declares, else UTF-8 (XML 1.0,
 * 4.3.3 and appendix F). The JDK's parser could tell as well, but writes to this process's error output where bytes are no
 * characters.
 */
final class XmlText {
    private static final int HEAD_BYTES = 256;
    private static final int MARK_BYTES = 3;
    private static final Pattern DECLARED = Pattern.compile(
            "<\\?xml[^>]{0,200}?\\sencoding\\s{0,20}=\\s{0,20}[\"']([A-Za-z][A-Za-z0-9._-]{0,60})[\"']");

    private XmlText() {}

    /** Its characters without the mark; bytes that are none are an {@link IOException} when they are read. */
    static Reader of(InputStream in) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(in);
        bytes.mark(HEAD_BYTES);
        byte[] head = bytes.readNBytes(HEAD_BYTES);
        bytes.reset();
        if (begins(head, 0xef, 0xbb, 0xbf)) {
            bytes.skipNBytes(MARK_BYTES);
            return decoded(bytes, StandardCharsets.UTF_8);
        }
        boolean isWide = begins(head, 0xfe, 0xff) || begins(head, 0xff, 0xfe);
        return decoded(bytes, isWide ? StandardCharsets.UTF_16 : declared(head));
    }

    private static boolean begins(byte[] head, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (head.length <= i || (head[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Charset declared(byte[] head) throws IOException {
        Matcher encoding = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
        if (!encoding.lookingAt()) {
            return StandardCharsets.UTF_8;
        }
        if (!Charset.isSupported(encoding.group(1))) {
            throw new UnsupportedEncodingException("an encoding that is not known: " + encoding.group(1));
        }
        return Charset.forName(encoding.group(1));
    }

    private static Reader decoded(InputStream bytes, Charset charset) {
        return new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
