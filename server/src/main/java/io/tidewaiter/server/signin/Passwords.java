package io.tidewaiter.server.signin;

import io.tidewaiter.model.resource.UserAccount;
import io.tidewaiter.server.token.Attempts;
import io.tidewaiter.server.token.ClientSecrets;
import java.util.Optional;
import java.util.function.Function;

/** Is this the person's password? After some wrong ones a name has to wait. */
public final class Passwords {
    private final Function<String, Optional<UserAccount>> users;
    private final ClientSecrets secrets;
    private final Attempts attempts;

    /** @param users finds a person by user name */
    public Passwords(Function<String, Optional<UserAccount>> users, ClientSecrets secrets, Attempts attempts) {
        this.users = users;
        this.secrets = secrets;
        this.attempts = attempts;
    }

    /** What came of it. */
    sealed interface Outcome {
        /** It is this person. */
        record SignedIn(UserAccount user) implements Outcome {}

        /** It is not; the sentence is for the page and does not tell whether the name exists. */
        record Refused(String sentence) implements Outcome {}
    }

    Outcome check(String userName, String password) {
        if (attempts.mustWait(userName)) {
            return new Outcome.Refused(
                    "Too many wrong passwords. Try again in " + Attempts.PAUSE.toMinutes() + " minutes.");
        }
        Optional<UserAccount> user = users.apply(userName);
        boolean right = user.isPresent() && secrets.matches(password, user.get().passwordHash());
        if (user.isEmpty()) {
            secrets.compareWithNobody(password);
        }
        if (!right) {
            attempts.wrong(userName);
            return new Outcome.Refused("User name or password is wrong.");
        }
        attempts.right(userName);
        return new Outcome.SignedIn(user.get());
    }
}
