package io.tidewaiter.server.stored;

import io.tidewaiter.server.role.Scope;

/** Where a resource may hang. */
public enum Place {
    TENANT,
    MANAGEMENT_GROUP,
    SUBSCRIPTION,
    RESOURCE_GROUP,
    RESOURCE;

    /** The kind of a scope. */
    public static Place of(Scope scope) {
        int size = scope.segments().size();
        if (size == 0) {
            return TENANT;
        }
        if (size == 4 && scope.managementGroup().isPresent()) {
            return MANAGEMENT_GROUP;
        }
        if (size == 2 && scope.subscriptionId().isPresent()) {
            return SUBSCRIPTION;
        }
        return size == 4 && scope.resourceGroup().isPresent() ? RESOURCE_GROUP : RESOURCE;
    }
}
