package io.tidewaiter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.server.token.ClientSecrets;
import org.junit.jupiter.api.Test;

class ClientSecretsTest {
    @Test
    void noSecretLooksLikeAnOptionOfACommand() {
        ClientSecrets secrets = new ClientSecrets();
        for (int i = 0; i < 2_000; i++) { // every 64th would
            assertThat(secrets.create()).hasSize(43).doesNotStartWith("-");
        }
    }
}
