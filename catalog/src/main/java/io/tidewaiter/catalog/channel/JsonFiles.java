package io.tidewaiter.catalog.channel;

import io.tidewaiter.archive.ArchiveException;
import io.tidewaiter.catalog.text.JsonFields;
import io.tidewaiter.oci.json.JsonFault;
import io.tidewaiter.oci.json.JsonReader;
import io.tidewaiter.oci.json.JsonToken;

/**
 * Red Hat's content manifest ({@code {"content_sets": ["rhel-9-for-x86_64-baseos-rpms"]}}) and the status of Ubuntu Pro
 * ({@code {"attached": true, "services": [{"name": "esm-infra", "status": "enabled"}]}}).
 */
final class JsonFiles {

    private JsonFiles() {}

    /** The content sets; what went wrong, or empty. */
    static String contentManifest(byte[] content, Channels channels) {
        try {
            JsonReader parser = JsonFields.open(content);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "this content manifest is no JSON object";
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean isWanted = parser.currentName().equals("content_sets");
                JsonToken value = parser.nextToken();
                if (isWanted && value == JsonToken.START_ARRAY) {
                    contentSets(parser, channels);
                } else {
                    parser.skipChildren();
                }
            }
            return "";
        } catch (JsonFault e) {
            return "this content manifest cannot be read: " + ArchiveException.quote(e.getMessage());
        }
    }

    private static void contentSets(JsonReader parser, Channels channels) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                channels.add("content-set", parser.getString());
            }
            parser.skipChildren();
        }
    }

    /** The services that are on; what went wrong, or empty. */
    static String proStatus(byte[] content, Channels channels) {
        try {
            JsonReader parser = JsonFields.open(content);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return "this status of Ubuntu Pro is no JSON object";
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                boolean isWanted = parser.currentName().equals("services");
                JsonToken value = parser.nextToken();
                if (isWanted && value == JsonToken.START_ARRAY) {
                    services(parser, channels);
                } else {
                    parser.skipChildren();
                }
            }
            return "";
        } catch (JsonFault e) {
            return "this status of Ubuntu Pro cannot be read: " + ArchiveException.quote(e.getMessage());
        }
    }

    private static void services(JsonReader parser, Channels channels) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                service(parser, channels);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void service(JsonReader parser, Channels channels) {
        String name = "";
        boolean isOn = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
            if (isText && field.equals("name")) {
                name = parser.getString();
            } else if (isText && field.equals("status")) {
                isOn = parser.getString().equals("enabled");
            }
            parser.skipChildren();
        }
        if (isOn) {
            channels.add("ubuntu-pro", name);
        }
    }
}
