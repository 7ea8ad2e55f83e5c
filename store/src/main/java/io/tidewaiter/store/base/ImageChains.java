package io.tidewaiter.store.base;

import io.tidewaiter.model.inventory.BaseImage;
import io.tidewaiter.model.inventory.Inventory;
import io.tidewaiter.model.inventory.LayerRecord;
import io.tidewaiter.oci.Digest;
import io.tidewaiter.oci.chain.ChainId;
import io.tidewaiter.store.database.Json;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every image's layers as chain ids. An image whose whole chain is the beginning of another's is its base; that is looked
 * up when it is asked for, so a base may be pushed after what was built on it. Only images that were seen in the same
 * subscription count, and only one in the same registry is named: who may read a registry learns nothing of others.
 */
public final class ImageChains {
    private ImageChains() {}

    /** Stores an image's chain and what it says of its base itself; nothing where a layer was not read to its end. */
    public static void write(Sql sql, long image, Inventory inventory) throws SQLException {
        BaseImage base = inventory.base();
        sql.update("UPDATE image SET base = ? WHERE id = ?", base == null ? "" : Json.write(base), image);
        List<Digest> diffIds = new ArrayList<>();
        for (LayerRecord layer : inventory.layers()) {
            Digest diffId = layer.diffId();
            if (diffId == null || layer.index() != diffIds.size()) {
                return;
            }
            diffIds.add(diffId);
        }
        List<Digest> chain = ChainId.of(diffIds);
        for (int i = 0; i < chain.size(); i++) {
            sql.update("""
                    INSERT INTO image_chain (image, layers, chain_id, is_whole) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO NOTHING
                    """, image, i + 1, chain.get(i).toString(), i + 1 == chain.size() ? 1 : 0);
        }
    }

    /**
     * The base of an image.
     *
     * @param registry row and resource id, in lower case, of the registry that is asked
     * @param at the time that is asked about, in milliseconds
     */
    public static Optional<BaseImage> base(Sql sql, long image, Registry registry, long at) throws SQLException {
        String stored = sql.first("SELECT base FROM image WHERE id = ?", row -> row.getString(1), image)
                .orElse("");
        BaseImage said = stored.isEmpty() ? null : Json.read(stored, BaseImage.class);
        return Optional.ofNullable(BaseImage.merged(said, seen(sql, image, registry, at)));
    }

    /** A registry by its row and its key. */
    public record Registry(long id, String key) {
        /** {@code /subscriptions/ID} of the key, or all of a key that has another form. */
        private String subscription() {
            int second = key.indexOf('/', 1);
            int third = second < 0 ? -1 : key.indexOf('/', second + 1);
            return third < 0 ? key : key.substring(0, third);
        }
    }

    private static @Nullable BaseImage seen(Sql sql, long image, Registry registry, long at) throws SQLException {
        String subscription = registry.subscription();
        // '0' is the character after '/': between the two lie all ids below the subscription.
        return sql.first(
                        """
                        SELECT c.layers, p.registry, coalesce(g.login_server, ''), p.repository, p.tag, i.digest
                        FROM image_chain c
                        JOIN image_chain w ON w.chain_id = c.chain_id AND w.is_whole = 1
                        JOIN image_presence p ON p.image = w.image AND p.valid_from <= ?
                        JOIN registry_seen r ON r.id = p.registry
                        LEFT JOIN registry g ON g.registry_key = r.registry_key
                        JOIN image i ON i.id = w.image
                        WHERE c.image = ? AND c.is_whole = 0
                          AND ((r.registry_key >= ? AND r.registry_key < ?) OR p.registry = ?)
                        ORDER BY c.layers DESC, CASE WHEN p.registry = ? THEN 0 ELSE 1 END, p.valid_from, p.tag DESC,
                            p.id
                        LIMIT 1
                        """,
                        row -> seen(row, registry),
                        at,
                        image,
                        subscription + '/',
                        subscription + '0',
                        registry.id(),
                        registry.id())
                .orElse(null);
    }

    private static BaseImage seen(ResultSet row, Registry registry) throws SQLException {
        int layers = row.getInt(1);
        if (row.getLong(2) != registry.id()) {
            return new BaseImage("", null, layers, true, BaseImage.How.CHAIN_ID);
        }
        String host = row.getString(3);
        String tag = row.getString(5);
        String name = (host.isEmpty() ? "" : host + "/") + row.getString(4) + (tag.isEmpty() ? "" : ":" + tag);
        return new BaseImage(name, Digest.parse(row.getString(6)), layers, true, BaseImage.How.CHAIN_ID);
    }
}
