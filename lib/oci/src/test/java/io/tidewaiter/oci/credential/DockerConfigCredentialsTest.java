package io.tidewaiter.oci.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Registry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerConfigCredentialsTest {
    @TempDir
    Path folder;

    private Answer<CredentialSource> read(String json) throws IOException {
        return DockerConfigCredentials.read(Files.writeString(folder.resolve("config.json"), json));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsWhatDockerLoginWrites() throws IOException {
        Answer<CredentialSource> answer =
                read("""
                {"auths":{
                  "https://index.docker.io/v1/":{"auth":"%s"},
                  "127.0.0.1:5000":{"auth":"%s"},
                  "acme.azurecr.io":{"auth":"%s","identitytoken":"refresh"},
                  "https://ghcr.io":{"username":"u","password":"p"},
                  "quay.io/team":{"auth":"%s"},
                  "helper.example":{}
                 },"credsStore":"desktop"}
                """.formatted(base64("joe:a:b"), base64("x:y\0\0"), base64("0:"), base64("q:q")));
        assertThat(answer).isInstanceOf(Answer.Found.class);
        CredentialSource source = ((Answer.Found<CredentialSource>) answer).value();

        assertThat(source.find(Registry.DOCKER_HUB)).contains(new Credential.UserPassword("joe", "a:b"));
        assertThat(source.find(new Registry("127.0.0.1:5000"))).contains(new Credential.UserPassword("x", "y"));
        assertThat(source.find(new Registry("acme.azurecr.io"))).contains(new Credential.IdentityToken("refresh"));
        assertThat(source.find(new Registry("ghcr.io"))).contains(new Credential.UserPassword("u", "p"));
        assertThat(source.find(new Registry("quay.io"))).isEmpty();
        assertThat(source.find(new Registry("helper.example"))).isEmpty();
        assertThat(source.find(new Registry("127.0.0.1"))).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithoutTheSecret() throws IOException {
        assertThat(DockerConfigCredentials.read(folder.resolve("none"))).isInstanceOf(Answer.NotFound.class);
        for (String json : new String[] {"{\"auths\":{\"a.b\":{\"auth\":\"s3cret!\"}}}", "s3cret", "[]", ""}) {
            assertThat(read(json))
                    .isInstanceOfSatisfying(
                            Answer.Invalid.class,
                            failed -> assertThat(failed.message()).doesNotContain("s3cret"));
        }
    }

    @Test
    void hidesSecrets() {
        for (Credential credential : new Credential[] {
            new Credential.UserPassword("joe", "s3cret"),
            new Credential.IdentityToken("s3cret"),
            new Credential.RegistryToken("s3cret")
        }) {
            assertThat(credential.toString()).doesNotContain("s3cret");
        }
    }
}
