package io.tidewaiter.store.signin;

import io.tidewaiter.model.resource.UserAccount;
import io.tidewaiter.store.database.Audit;
import io.tidewaiter.store.database.Database;
import io.tidewaiter.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** People, certificates of clients, and what was granted at sign-in. */
public final class SignInStore {
    /** How long a spent grant is remembered, so that its second use is recognised. */
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private static final String GRANT_COLUMNS = """
            SELECT hash, kind, user_code, client_id, object_key, redirect_uri, challenge, nonce, family, state,
                changed_at, expires_at
            FROM oauth_grant
            """;

    private final Database database;
    private final Clock clock;

    public SignInStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A certificate of a client.
     *
     * @param thumbprint SHA-256 of the DER form, hexadecimal
     */
    public record ClientCertificate(String thumbprint, String pem, Instant notAfter) {}

    // People

    /** Creates or replaces; whether it was created. */
    public boolean putUser(UserAccount user, String by) {
        return database.write(sql -> {
            int changed = sql.update(
                    """
                    UPDATE user_account SET user_name_key = ?, user_name = ?, display_name = ?, password_hash = ?
                    WHERE object_key = ?
                    """,
                    key(user.userName()),
                    user.userName(),
                    user.displayName(),
                    user.passwordHash(),
                    key(user.objectId()));
            if (changed == 0) {
                sql.update(
                        """
                        INSERT INTO user_account (object_key, object_id, tenant_id, user_name_key, user_name,
                            display_name, password_hash)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        """,
                        key(user.objectId()),
                        user.objectId(),
                        user.tenantId(),
                        key(user.userName()),
                        user.userName(),
                        user.displayName(),
                        user.passwordHash());
            }
            audit(sql, by, changed == 0 ? "create" : "update", "user " + user.objectId(), user.userName());
            return changed == 0;
        });
    }

    /** Everybody, by user name. */
    public List<UserAccount> users() {
        return database.read(sql -> sql.list("""
                SELECT object_id, tenant_id, user_name, display_name, password_hash FROM user_account
                ORDER BY user_name_key
                """, SignInStore::user));
    }

    /** The person with a user name. */
    public Optional<UserAccount> user(String userName) {
        return database.read(sql -> sql.first("""
                SELECT object_id, tenant_id, user_name, display_name, password_hash FROM user_account
                WHERE user_name_key = ?
                """, SignInStore::user, key(userName)));
    }

    /** The person with an object id. */
    public Optional<UserAccount> userOf(String objectId) {
        return database.read(sql -> sql.first("""
                SELECT object_id, tenant_id, user_name, display_name, password_hash FROM user_account
                WHERE object_key = ?
                """, SignInStore::user, key(objectId)));
    }

    private static UserAccount user(ResultSet row) throws SQLException {
        return new UserAccount(
                row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5));
    }

    /** Removes a person and all that was granted to them; whether they were there. */
    public boolean deleteUser(String objectId, String by) {
        return database.write(sql -> {
            sql.update("DELETE FROM oauth_grant WHERE object_key = ?", key(objectId));
            int deleted = sql.update("DELETE FROM user_account WHERE object_key = ?", key(objectId));
            if (deleted > 0) {
                audit(sql, by, "delete", "user " + objectId, "");
            }
            return deleted > 0;
        });
    }

    /** Ends every refresh token and code of a person: after a change of the password. */
    public void revokeGrants(String objectId) {
        database.write(sql -> sql.update("DELETE FROM oauth_grant WHERE object_key = ?", key(objectId)));
    }

    // Certificates

    /** Adds a certificate to a client; one that is there already stays. */
    public void addCertificate(String clientId, ClientCertificate certificate, String by) {
        database.write(sql -> {
            sql.update("""
                    INSERT INTO client_certificate (client_key, thumbprint, pem, not_after) VALUES (?, ?, ?, ?)
                    ON CONFLICT (client_key, thumbprint) DO NOTHING
                    """, key(clientId), certificate.thumbprint(), certificate.pem(), certificate.notAfter());
            audit(sql, by, "create", "certificate of " + clientId, certificate.thumbprint());
            return true;
        });
    }

    /** The certificates of a client. */
    public List<ClientCertificate> certificates(String clientId) {
        return database.read(sql -> sql.list(
                """
                SELECT thumbprint, pem, not_after FROM client_certificate WHERE client_key = ? ORDER BY thumbprint
                """,
                row -> new ClientCertificate(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3))),
                key(clientId)));
    }

    /** Removes a certificate; whether it was there. */
    public boolean removeCertificate(String clientId, String thumbprint, String by) {
        return database.write(sql -> {
            int deleted = sql.update(
                    "DELETE FROM client_certificate WHERE client_key = ? AND thumbprint = ?",
                    key(clientId),
                    key(thumbprint));
            if (deleted > 0) {
                audit(sql, by, "delete", "certificate of " + clientId, key(thumbprint));
            }
            return deleted > 0;
        });
    }

    // Grants

    /** Keeps a grant, and forgets those that ended long ago. */
    public void addGrant(OauthGrant grant) {
        database.write(sql -> {
            sql.update(
                    "DELETE FROM oauth_grant WHERE expires_at < ?",
                    clock.instant().minus(REMEMBERED));
            return sql.update(
                    """
                    INSERT INTO oauth_grant (hash, kind, user_code, client_id, object_key, redirect_uri, challenge,
                        nonce, family, state, changed_at, expires_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    grant.hash(),
                    grant.kind().label(),
                    grant.userCode(),
                    grant.clientId(),
                    key(grant.objectId()),
                    grant.redirectUri(),
                    grant.challenge(),
                    grant.nonce(),
                    grant.family(),
                    grant.state().label(),
                    grant.changedAt(),
                    grant.expiresAt());
        });
    }

    /** The grant with a hash, whatever its state. */
    public Optional<OauthGrant> grant(String hash) {
        return database.read(sql -> sql.first(GRANT_COLUMNS + "WHERE hash = ?", SignInStore::grant, hash));
    }

    /** The device's grant that a person typed the code of. */
    public Optional<OauthGrant> grantOfUserCode(String userCode) {
        return userCode.isEmpty()
                ? Optional.empty()
                : database.read(sql -> sql.first(GRANT_COLUMNS + "WHERE user_code = ?", SignInStore::grant, userCode));
    }

    private static OauthGrant grant(ResultSet row) throws SQLException {
        return new OauthGrant(
                row.getString(1),
                OauthGrant.Kind.of(row.getString(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                OauthGrant.State.of(row.getString(10)),
                Instant.ofEpochMilli(row.getLong(11)),
                Instant.ofEpochMilli(row.getLong(12)));
    }

    /** A person's word on a pending grant; false where it was decided before. */
    public boolean decide(String hash, OauthGrant.State state, String objectId) {
        return database.write(sql -> sql.update("""
                        UPDATE oauth_grant SET state = ?, object_key = ?, changed_at = ?
                        WHERE hash = ? AND state = 'pending'
                        """, state.label(), key(objectId), clock.instant(), hash) > 0);
    }

    /** Notes that a device asked while nothing was decided. */
    public void asked(String hash) {
        database.write(sql -> sql.update(
                "UPDATE oauth_grant SET changed_at = ? WHERE hash = ? AND state = 'pending'", clock.instant(), hash));
    }

    /** Spends an approved grant; false where another was quicker. */
    public boolean spend(String hash) {
        return database.write(sql -> sql.update(
                        "UPDATE oauth_grant SET state = 'used', changed_at = ? WHERE hash = ? AND state = 'approved'",
                        clock.instant(),
                        hash)
                > 0);
    }

    /** Ends everything that followed from one sign-in: one of its grants was used twice. */
    public void revokeFamily(String family) {
        database.write(sql -> sql.update("DELETE FROM oauth_grant WHERE family = ?", family));
    }

    private void audit(Sql sql, String by, String action, String resource, String detail) throws SQLException {
        Audit.append(sql, clock.instant(), by, new Audit.Change(action, resource, detail));
    }

    private static String key(String id) {
        return id.toLowerCase(Locale.ROOT);
    }
}
