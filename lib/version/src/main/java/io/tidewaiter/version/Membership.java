package io.tidewaiter.version;

/** Whether a version lies in a range: yes, no, or the scheme could not tell. */
public enum Membership {
    IN,
    OUT,
    CANNOT_TELL
}
