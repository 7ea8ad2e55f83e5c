package io.tidewaiter.server.stored;

import io.tidewaiter.server.arm.ArmRequest;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.shape.Shape;
import io.tidewaiter.store.arm.ArmResource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * What has to be said of a type so that it can be written, read, listed and deleted.
 *
 * @param type for example {@code Microsoft.Security/automations}; of a child with its parent's
 * @param apiVersions oldest first
 * @param places what it, or its outermost parent, may hang on
 * @param names what a name has to match, whole
 * @param body the top-level members beside those that every resource has
 * @param etag whether {@code etag} is a member of the resource; the header is always there
 */
public record Declaration(
        String type,
        List<String> apiVersions,
        Set<Place> places,
        Pattern names,
        Shape.Members body,
        boolean etag,
        Check check,
        View view) {
    /** What is beyond a form: whether this body may be written here. */
    @FunctionalInterface
    public interface Check {
        /** The answer that refuses it; empty where nothing is wrong. */
        Optional<Answer> fault(ArmRequest request, ObjectNode wanted, Optional<ArmResource> before);
    }

    /** What a reader sees beyond what was written. */
    @FunctionalInterface
    public interface View {
        /** Completes the JSON in place. */
        void complete(ArmRequest request, ArmResource resource, ObjectNode json);
    }

    public Declaration {
        apiVersions = List.copyOf(apiVersions);
        places = Set.copyOf(places);
    }

    /** A type at some places, with any name of letters, digits and {@code -_.()}, and no members yet. */
    public static Declaration of(String type, List<String> apiVersions, Place first, Place... more) {
        Set<Place> places = new java.util.HashSet<>(List.of(more));
        places.add(first);
        return new Declaration(
                type,
                apiVersions,
                places,
                Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.()]{0,259}"),
                Shape.object(),
                false,
                (request, wanted, before) -> Optional.empty(),
                (request, resource, json) -> {});
    }

    /** With names that match a pattern. */
    public Declaration named(String pattern) {
        return new Declaration(type, apiVersions, places, Pattern.compile(pattern), body, etag, check, view);
    }

    /** With members. */
    public Declaration body(Shape.Members members) {
        return new Declaration(type, apiVersions, places, names, members, etag, check, view);
    }

    /** With a location, tags and an etag among the members: a tracked resource. */
    public Declaration tracked(Shape.Members members) {
        Shape.Members all = members.may("location", Shape.text(128)).may("tags", Shape.tags());
        return new Declaration(type, apiVersions, places, names, all, true, check, view);
    }

    /** With a check of what a form cannot say. */
    public Declaration checked(Check more) {
        return new Declaration(type, apiVersions, places, names, body, etag, more, view);
    }

    /** With members that are computed when it is read. */
    public Declaration seen(View more) {
        return new Declaration(type, apiVersions, places, names, body, etag, check, more);
    }
}
