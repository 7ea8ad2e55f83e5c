package io.tidewaiter.oci.json;

/** What a {@link JsonReader} stands at. */
public enum JsonToken {
    START_OBJECT,
    END_OBJECT,
    START_ARRAY,
    END_ARRAY,
    PROPERTY_NAME,
    VALUE_STRING,

    /** A number without fraction and exponent. */
    VALUE_NUMBER_INT,

    /** Any other number. */
    VALUE_NUMBER_FLOAT,
    VALUE_TRUE,
    VALUE_FALSE,
    VALUE_NULL;

    boolean opens() {
        return this == START_OBJECT || this == START_ARRAY;
    }

    boolean closes() {
        return this == END_OBJECT || this == END_ARRAY;
    }
}
