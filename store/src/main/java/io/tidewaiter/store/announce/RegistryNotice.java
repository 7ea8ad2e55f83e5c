package io.tidewaiter.store.announce;

/**
 * What a registry said, to be passed on to its webhooks.
 *
 * @param action as Azure's registry calls it: push, delete, quarantine, chart_push, chart_delete
 * @param tag empty where none is named
 * @param digest empty where none is named
 * @param mediaType empty where none is named
 */
public record RegistryNotice(String action, String repository, String tag, String digest, String mediaType) {}
