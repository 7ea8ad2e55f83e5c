package io.tidewaiter.server.token;

import io.tidewaiter.model.resource.UserAccount;
import io.tidewaiter.server.http.Answer;
import io.tidewaiter.server.http.Form;
import io.tidewaiter.store.signin.OauthGrant;
import io.tidewaiter.store.signin.SignInStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * What people are granted at sign-in and how it becomes a token: authorization codes with PKCE (RFC 6749 §4.1, RFC
 * 7636), device codes (RFC 8628), refresh tokens that change with each use (RFC 9700 §4.14.2).
 */
public final class UserGrants {
    /** {@code grant_type} of devices. */
    public static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    /** How long a person has to type a device's code. */
    public static final Duration DEVICE_LIFETIME = Duration.ofMinutes(15);

    /** How often a device may ask. */
    public static final Duration DEVICE_INTERVAL = Duration.ofSeconds(5);

    private static final Duration CODE_LIFETIME = Duration.ofMinutes(5);
    private static final Duration REFRESH_LIFETIME = Duration.ofDays(14);
    /** A client that lost the answer may ask again with the same refresh token for so long. */
    private static final Duration REUSE_GRACE = Duration.ofSeconds(60);

    private static final String USER_CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"; // no vowels, so no words
    private static final int USER_CODE_CHARS = 8;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SignInStore store;
    private final Tokens tokens;
    private final Authority authority;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public UserGrants(SignInStore store, Tokens tokens, Authority authority, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.authority = authority;
        this.clock = clock;
    }

    /**
     * What a client asked to be authorized for.
     *
     * @param challenge PKCE, S256
     */
    public record Wanted(String clientId, String redirectUri, String challenge, String nonce) {}

    /** What a device holds and shows. */
    public record DeviceCode(String deviceCode, String userCode) {}

    /** A code for a person who has just signed in. */
    public String code(Wanted wanted, UserAccount user) {
        String code = secret();
        Instant now = clock.instant();
        store.addGrant(new OauthGrant(
                hash(code),
                OauthGrant.Kind.CODE,
                "",
                wanted.clientId(),
                user.objectId(),
                wanted.redirectUri(),
                wanted.challenge(),
                wanted.nonce(),
                UUID.randomUUID().toString(),
                OauthGrant.State.APPROVED,
                now,
                now.plus(CODE_LIFETIME)));
        return code;
    }

    /** The two codes of a device. */
    public DeviceCode device(String clientId) {
        DeviceCode made = new DeviceCode(secret(), userCode());
        Instant now = clock.instant();
        store.addGrant(new OauthGrant(
                hash(made.deviceCode()),
                OauthGrant.Kind.DEVICE,
                made.userCode(),
                clientId,
                "",
                "",
                "",
                "",
                UUID.randomUUID().toString(),
                OauthGrant.State.PENDING,
                now.minus(DEVICE_INTERVAL),
                now.plus(DEVICE_LIFETIME)));
        return made;
    }

    /** The grant of a code that a person typed, while it can be decided. */
    public Optional<OauthGrant> pending(String userCode) {
        return store.grantOfUserCode(userCode.replaceAll("[^A-Za-z]", "").toUpperCase(java.util.Locale.ROOT))
                .filter(g -> g.state() == OauthGrant.State.PENDING && !isOver(g));
    }

    /** A person's word on a device; false where it was too late. */
    public boolean decide(OauthGrant grant, UserAccount user, boolean approved) {
        return store.decide(
                grant.hash(), approved ? OauthGrant.State.APPROVED : OauthGrant.State.DECLINED, user.objectId());
    }

    /** Exchanges an authorization code. */
    Answer byCode(Form form) {
        Optional<OauthGrant> found = store.grant(hash(form.get("code"))).filter(g -> g.kind() == OauthGrant.Kind.CODE);
        if (found.isEmpty()
                || isOver(found.get())
                || !sameClient(found.get(), form)
                || !found.get().redirectUri().equals(form.get("redirect_uri"))) {
            return refused(OauthError.INVALID_GRANT);
        }
        OauthGrant grant = found.get();
        if (!challenge(form.get("code_verifier")).equals(grant.challenge())) {
            return refused(OauthError.WRONG_VERIFIER);
        }
        if (!store.spend(grant.hash())) {
            store.revokeFamily(grant.family()); // used twice: one of the two is a thief (RFC 6749 §10.5)
            return refused(OauthError.INVALID_GRANT);
        }
        return granted(grant, form);
    }

    /** Exchanges a device code, or says why not yet. */
    Answer byDevice(Form form) {
        Optional<OauthGrant> found =
                store.grant(hash(form.first("device_code", "code"))).filter(g -> g.kind() == OauthGrant.Kind.DEVICE);
        if (found.isEmpty() || !sameClient(found.get(), form)) {
            return refused(OauthError.INVALID_GRANT);
        }
        OauthGrant grant = found.get();
        if (isOver(grant)) {
            return refused(OauthError.EXPIRED_TOKEN);
        }
        return switch (grant.state()) {
            case DECLINED -> refused(OauthError.AUTHORIZATION_DECLINED);
            case USED -> refused(OauthError.INVALID_GRANT);
            case APPROVED -> store.spend(grant.hash()) ? granted(grant, form) : refused(OauthError.INVALID_GRANT);
            case PENDING -> {
                boolean early = clock.instant().isBefore(grant.changedAt().plus(DEVICE_INTERVAL.minusSeconds(1)));
                store.asked(grant.hash());
                yield refused(early ? OauthError.SLOW_DOWN : OauthError.AUTHORIZATION_PENDING);
            }
        };
    }

    /** Exchanges a refresh token for a new one and an access token. */
    Answer byRefreshToken(Form form) {
        Optional<OauthGrant> found =
                store.grant(hash(form.get("refresh_token"))).filter(g -> g.kind() == OauthGrant.Kind.REFRESH);
        if (found.isEmpty() || isOver(found.get()) || !sameClient(found.get(), form)) {
            return refused(OauthError.INVALID_GRANT);
        }
        OauthGrant grant = found.get();
        boolean spent = store.spend(grant.hash());
        if (!spent && clock.instant().isAfter(grant.changedAt().plus(REUSE_GRACE))) {
            store.revokeFamily(grant.family());
            return refused(OauthError.INVALID_GRANT);
        }
        return granted(grant, form);
    }

    private Answer granted(OauthGrant grant, Form form) {
        Optional<UserAccount> user = store.userOf(grant.objectId());
        if (user.isEmpty()) {
            return refused(OauthError.INVALID_GRANT);
        }
        String refresh = secret();
        Instant now = clock.instant();
        store.addGrant(new OauthGrant(
                hash(refresh),
                OauthGrant.Kind.REFRESH,
                "",
                grant.clientId(),
                grant.objectId(),
                "",
                "",
                "",
                grant.family(),
                OauthGrant.State.APPROVED,
                now,
                now.plus(REFRESH_LIFETIME)));
        return TokenAnswers.ofUser(
                new TokenAnswers.Signed(
                        tokens.issue(user.get(), grant.clientId()),
                        tokens.identify(user.get(), grant.clientId(), grant.nonce()),
                        refresh),
                user.get(),
                form.get("client_info").equals("1"),
                authority.audience(),
                now);
    }

    private boolean isOver(OauthGrant grant) {
        return clock.instant().isAfter(grant.expiresAt());
    }

    private static boolean sameClient(OauthGrant grant, Form form) {
        return grant.clientId().equalsIgnoreCase(form.get("client_id"));
    }

    private Answer refused(OauthError error) {
        return error.answer("", clock.instant());
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }

    private String userCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < USER_CODE_CHARS; i++) {
            code.append(USER_CODE_LETTERS.charAt(random.nextInt(USER_CODE_LETTERS.length())));
        }
        return code.toString();
    }

    private static String challenge(String verifier) {
        return BASE64.encodeToString(sha256(verifier));
    }

    private static String hash(String secret) {
        return HexFormat.of().formatHex(sha256(secret));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
