package io.tidewaiter.model.resource;

/**
 * A person who signs in at the built-in issuer.
 *
 * @param objectId the principal id that role assignments name, a GUID
 * @param userName what is typed at sign-in; compared without regard to case
 * @param passwordHash salted hash, never the password
 */
public record UserAccount(String objectId, String tenantId, String userName, String displayName, String passwordHash) {
    @Override
    public String toString() {
        return "UserAccount[" + userName + " " + objectId + "]";
    }
}
