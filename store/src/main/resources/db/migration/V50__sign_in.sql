-- People who sign in at the built-in issuer; what they may do is in role_assignment, by object id.
CREATE TABLE user_account (
    object_key    TEXT PRIMARY KEY,
    object_id     TEXT NOT NULL,
    tenant_id     TEXT NOT NULL,
    user_name_key TEXT NOT NULL UNIQUE,
    user_name     TEXT NOT NULL,
    display_name  TEXT NOT NULL,
    password_hash TEXT NOT NULL
);

-- Certificates that a service principal may sign its assertions with; the public half only.
CREATE TABLE client_certificate (
    client_key TEXT   NOT NULL,
    thumbprint TEXT   NOT NULL, -- SHA-256 of the DER form, hexadecimal
    pem        TEXT   NOT NULL,
    not_after  BIGINT NOT NULL,
    PRIMARY KEY (client_key, thumbprint)
);

-- What may be exchanged for a token: authorization codes, device codes, refresh tokens; each only as a hash.
-- state: pending, approved, declined, used.
CREATE TABLE oauth_grant (
    hash         TEXT PRIMARY KEY,
    kind         TEXT   NOT NULL, -- code, device, refresh
    user_code    TEXT   NOT NULL DEFAULT '',
    client_id    TEXT   NOT NULL,
    object_key   TEXT   NOT NULL DEFAULT '',
    redirect_uri TEXT   NOT NULL DEFAULT '',
    challenge    TEXT   NOT NULL DEFAULT '',
    nonce        TEXT   NOT NULL DEFAULT '',
    family       TEXT   NOT NULL, -- of all that followed from one sign-in
    state        TEXT   NOT NULL,
    changed_at   BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX oauth_grant_user_code ON oauth_grant (user_code) WHERE user_code <> '';
CREATE INDEX oauth_grant_family ON oauth_grant (family);
CREATE INDEX oauth_grant_expires ON oauth_grant (expires_at);
