package io.tidewaiter.graph.form;

import io.tidewaiter.model.resource.RegistryResource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How resources look to who may read them: without what only goes in. */
public interface ResourceView {
    /** A registry as REST answers it. */
    ObjectNode registry(RegistryResource registry);

    /**
     * A resource that the state keeps as JSON, as REST answers it; empty where queries do not show its type.
     *
     * @param type in lower case
     * @param body the members beside id, name and type
     */
    Optional<ObjectNode> stored(String id, String type, String body);

    /**
     * The policy assignment that a subscription or management group always has, which exemptions name; empty where there
     * is none.
     *
     * @param scope the id of the subscription or group
     */
    Optional<ObjectNode> policyAssignment(String scope);

    /** The policy definitions, and sets of them, that are there without anybody having written them. */
    List<ObjectNode> policyDefinitions();

    /** The role definitions that are there without anybody having written them. */
    List<ObjectNode> builtInRoles();
}
