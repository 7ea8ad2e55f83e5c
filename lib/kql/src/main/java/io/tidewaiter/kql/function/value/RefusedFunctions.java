package io.tidewaiter.kql.function.value;

import static io.tidewaiter.kql.function.spec.Declaration.refused;

import io.tidewaiter.kql.function.spec.ScalarFunction;
import java.util.ArrayList;
import java.util.List;

/** Functions of the language that are not to be had, and why. */
public final class RefusedFunctions {
    private RefusedFunctions() {}

    /** All of them. */
    public static List<ScalarFunction> all() {
        List<ScalarFunction> all = new ArrayList<>();
        refuse(
                all,
                "Other tables",
                "there is one set of tables here; name the table itself",
                "cluster",
                "database",
                "table",
                "external_table",
                "materialized_view",
                "entity_group",
                "stored_query_result",
                "graph");
        refuse(
                all,
                "Storage",
                "the tables here have no extents, cursors or row ids",
                "extent_id",
                "extentid",
                "extent_tags",
                "current_node_id",
                "row_id",
                "cursor_after",
                "cursor_before_or_at",
                "cursor_current",
                "current_cursor",
                "rowstore_ordinal_range");
        refuse(all, "Context", "groups of callers are not known to queries", "current_principal_is_member_of");
        refuse(
                all,
                "Graphs",
                "stands only in graph queries, which are not supported",
                "all",
                "map",
                "inner_nodes",
                "node_degree_in",
                "node_degree_out",
                "node_id",
                "labels");
        refuse(all, "IP addresses", "needs a database of places, which is not here", "geo_info_from_ip_address");
        refuse(
                all,
                "Geography",
                "of places on Earth only points, their distances, geohashes and polygons around them are known",
                "geo_closest_point_on_line",
                "geo_closest_point_on_polygon",
                "geo_distance_point_to_line",
                "geo_distance_point_to_polygon",
                "geo_from_wkt",
                "geo_h3cell_children",
                "geo_h3cell_level",
                "geo_h3cell_neighbors",
                "geo_h3cell_parent",
                "geo_h3cell_rings",
                "geo_h3cell_to_central_point",
                "geo_h3cell_to_polygon",
                "geo_intersection_2lines",
                "geo_intersection_2polygons",
                "geo_intersection_line_with_polygon",
                "geo_intersects_2lines",
                "geo_intersects_2polygons",
                "geo_intersects_line_with_polygon",
                "geo_line_buffer",
                "geo_line_centroid",
                "geo_line_densify",
                "geo_line_interpolate_point",
                "geo_line_locate_point",
                "geo_line_simplify",
                "geo_line_to_s2cells",
                "geo_point_buffer",
                "geo_point_to_h3cell",
                "geo_point_to_s2cell",
                "geo_polygon_area",
                "geo_polygon_buffer",
                "geo_polygon_centroid",
                "geo_polygon_densify",
                "geo_polygon_perimeter",
                "geo_polygon_simplify",
                "geo_polygon_to_h3cells",
                "geo_polygon_to_s2cells",
                "geo_s2cell_neighbors",
                "geo_s2cell_to_central_point",
                "geo_s2cell_to_polygon",
                "geo_simplify_polygons_array",
                "geo_union_lines_array",
                "geo_union_polygons_array");
        return all;
    }

    private static void refuse(List<ScalarFunction> all, String group, String reason, String... names) {
        for (String name : names) {
            all.add(refused(name, group, reason));
        }
    }
}
