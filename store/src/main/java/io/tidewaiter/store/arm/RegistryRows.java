package io.tidewaiter.store.arm;

import io.tidewaiter.model.resource.RegistryResource;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Registries as rows, those of now and of the past alike. */
public final class RegistryRows {
    /** What {@link #read} reads, in its order. */
    public static final String SELECT =
            "SELECT subscription_id, resource_group, name, location, login_server, properties FROM ";

    private RegistryRows() {}

    /** The registry of a row. */
    public static RegistryResource read(ResultSet row) throws SQLException {
        return new RegistryResource(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6));
    }
}
