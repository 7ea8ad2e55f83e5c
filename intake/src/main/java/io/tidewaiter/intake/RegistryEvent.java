package io.tidewaiter.intake;

/** One thing that a registry says has happened. */
public sealed interface RegistryEvent {
    /** Where it happened; empty only where the registry did not say. */
    String repository();

    /**
     * A manifest was pushed.
     *
     * @param tag empty for a push by digest
     * @param digest {@code sha256:…}; empty where the registry names only the tag
     * @param mediaType as the registry says; empty where it does not
     */
    record Pushed(String repository, String tag, String digest, String mediaType) implements RegistryEvent {}

    /**
     * A manifest or a tag is gone.
     *
     * @param tag empty where a manifest was deleted
     * @param digest empty where only a tag was deleted
     */
    record Deleted(String repository, String tag, String digest) implements RegistryEvent {}

    /**
     * Somebody else than us pulled a manifest.
     *
     * @param digest {@code sha256:…}
     */
    record Pulled(String repository, String digest) implements RegistryEvent {}

    /**
     * Something that changes nothing for us and that the registry's webhooks are told.
     *
     * @param action as Azure's registry calls it: quarantine, chart_push, chart_delete
     * @param tag empty where none is named
     * @param digest empty where none is named
     */
    record Told(String repository, String action, String tag, String digest, String mediaType)
            implements RegistryEvent {}

    /** Something that changes nothing for anybody: a pull of ours, a blob, a ping. */
    record Ignored(String repository, String reason) implements RegistryEvent {}

    /** An event that cannot be acted on: a name or digest in it is not one. */
    record Refused(String repository, String reason) implements RegistryEvent {}
}
