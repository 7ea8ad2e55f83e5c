package io.tidewaiter.kql.function.text;

import static io.tidewaiter.kql.function.spec.Declaration.function;
import static io.tidewaiter.kql.function.spec.Parameter.parameter;

import io.tidewaiter.kql.KqlType;
import io.tidewaiter.kql.function.spec.Declaration;
import io.tidewaiter.kql.function.spec.Kind;
import io.tidewaiter.kql.function.spec.ResultName;
import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.List;

/** Other spellings of texts and bytes. */
final class EncodingFunctions {
    private static final String GROUP = "Encodings";

    private EncodingFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                text("url_encode", "The text for a form in a URL; a space becomes a plus.")
                        .java(a -> UrlCoding.encode((String) a[0], true))
                        .example("url_encode('https://a.b/hello world')", "https%3a%2f%2fa.b%2fhello+world")
                        .done(),
                text("url_encode_component", "The text for a part of a URL; a space becomes %20.")
                        .java(a -> UrlCoding.encode((String) a[0], false))
                        .example("url_encode_component('a b/c')", "a%20b%2fc")
                        .done(),
                text("url_decode", "The text that is encoded in a URL.")
                        .java(a -> UrlCoding.decode((String) a[0]))
                        .example("url_decode('https%3a%2f%2fa.b%2f')", "https://a.b/")
                        .done(),
                text("base64_encode_tostring", "The UTF-8 of the text in Base64.")
                        .alias("base64_encodestring")
                        .sql("to_base64(encode($1))")
                        .example("base64_encode_tostring('Kusto')", "S3VzdG8=")
                        .done(),
                text("base64_decode_tostring", "The text whose UTF-8 is in Base64; empty where it is none.")
                        .alias("base64_decodestring")
                        .java(a -> Encodings.base64Text((String) a[0]))
                        .example("base64_decode_tostring('S3VzdG8=')", "Kusto")
                        .example("base64_decode_tostring('?')", "")
                        .done(),
                function("base64_decode_toarray", GROUP, "The bytes that are in Base64.")
                        .takes(parameter("base64", Kind.TEXT))
                        .gives(KqlType.DYNAMIC)
                        .java(a -> Encodings.base64Array((String) a[0]))
                        .example("base64_decode_toarray('S3U=')", "[75,117]")
                        .done(),
                function("base64_encode_fromarray", GROUP, "The bytes of an array in Base64.")
                        .takes(parameter("array", Kind.DYNAMIC))
                        .gives(KqlType.STRING)
                        .java(a -> Encodings.base64OfArray((String) a[0]))
                        .example("base64_encode_fromarray(dynamic([75,117]))", "S3U=")
                        .done(),
                function("base64_decode_toguid", GROUP, "The GUID whose bytes are in Base64.")
                        .takes(parameter("base64", Kind.TEXT))
                        .gives(KqlType.GUID)
                        .java(a -> Encodings.base64Guid((String) a[0]))
                        .example(
                                "base64_decode_toguid('cHBXWFWdDUqm0BbYfAsVbw==')",
                                "58577070-9d55-4a0d-a6d0-16d87c0b156f")
                        .done(),
                function("base64_encode_fromguid", GROUP, "The bytes of a GUID in Base64.")
                        .takes(parameter("guid", Kind.GUID))
                        .gives(KqlType.STRING)
                        .java(a -> Encodings.base64OfGuid((String) a[0]))
                        .example(
                                "base64_encode_fromguid(toguid('58577070-9d55-4a0d-a6d0-16d87c0b156f'))",
                                "cHBXWFWdDUqm0BbYfAsVbw==")
                        .done(),
                text("gzip_compress_to_base64_string", "The text compressed with gzip, in Base64.")
                        .java(a -> Compression.compress((String) a[0], true))
                        .example("gzip_decompress_from_base64_string(gzip_compress_to_base64_string('abc'))", "abc")
                        .done(),
                text("gzip_decompress_from_base64_string", "The text that was compressed with gzip; at most 1 MB.")
                        .java(a -> Compression.decompress((String) a[0], true))
                        .example("gzip_decompress_from_base64_string('x')", "")
                        .done(),
                text("zlib_compress_to_base64_string", "The text compressed with zlib, in Base64.")
                        .java(a -> Compression.compress((String) a[0], false))
                        .example("zlib_decompress_from_base64_string(zlib_compress_to_base64_string('abc'))", "abc")
                        .done(),
                text("zlib_decompress_from_base64_string", "The text that was compressed with zlib; at most 1 MB.")
                        .java(a -> Compression.decompress((String) a[0], false))
                        .example("zlib_decompress_from_base64_string('x')", "")
                        .done(),
                function("unicode_codepoints_from_string", GROUP, "The code points of the characters.")
                        .alias("to_utf8")
                        .takes(parameter("text", Kind.TEXT))
                        .gives(KqlType.DYNAMIC)
                        .java(a -> Encodings.codePoints((String) a[0]))
                        .example("unicode_codepoints_from_string('aé')", "[97,233]")
                        .done(),
                function(
                                "unicode_codepoints_to_string",
                                GROUP,
                                "The text of code points, given one by one or as arrays.")
                        .alias("make_string")
                        .takes(parameter("codePoint", Kind.VALUE).repeated())
                        .gives(KqlType.STRING)
                        .written(call -> "coalesce(kql_text_of_code_points(json_array(" + call.from(0) + ")), '')")
                        .example("unicode_codepoints_to_string(75, 117, dynamic([115, 116]))", "Kust")
                        .done(),
                function("tohex", GROUP, "A whole number in hexadecimal digits, padded to a length.")
                        .named(ResultName.FIRST_ARGUMENT)
                        .gives(KqlType.STRING)
                        .takes(
                                parameter("number", Kind.INT),
                                parameter("length", Kind.LONG).orElse("0"))
                        .java(a -> Encodings.hex(Integer.toHexString((Integer) a[0]), (Long) a[1]))
                        .takes(
                                parameter("number", Kind.LONG),
                                parameter("length", Kind.LONG).orElse("0"))
                        .java(a -> Encodings.hex(Long.toHexString((Long) a[0]), (Long) a[1]))
                        .example("tohex(256)", "100")
                        .example("tohex(-256)", "ffffffffffffff00")
                        .example("tohex(toint(-256), 8)", "ffffff00")
                        .example("tohex(256, 8)", "00000100")
                        .done(),
                text("punycode_from_string", "The text in Punycode.")
                        .java(a -> Punycode.encode((String) a[0]))
                        .example("punycode_from_string('académie-française')", "acadmie-franaise-npb1a")
                        .done(),
                text("punycode_to_string", "The text that Punycode spells.")
                        .java(a -> Punycode.decode((String) a[0]))
                        .example("punycode_to_string('acadmie-franaise-npb1a')", "académie-française")
                        .done(),
                text("punycode_domain_from_string", "A domain name as it is meant, from Punycode.")
                        .java(a -> Punycode.decodeDomain((String) a[0]))
                        .example("punycode_domain_from_string('xn--Ge-mia.Bulg.edu')", "Gáe.Bulg.edu")
                        .done(),
                text("punycode_domain_to_string", "A domain name in Punycode.")
                        .java(a -> Punycode.encodeDomain((String) a[0]))
                        .example("punycode_domain_to_string('Riðill.org')", "xn--Riill-jta.org")
                        .done());
    }

    private static Declaration text(String name, String text) {
        return function(name, GROUP, text).takes(parameter("text", Kind.TEXT)).gives(KqlType.STRING);
    }
}
