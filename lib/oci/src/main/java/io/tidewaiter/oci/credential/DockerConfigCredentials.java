package io.tidewaiter.oci.credential;

import io.tidewaiter.oci.Answer;
import io.tidewaiter.oci.Registry;
import io.tidewaiter.oci.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The credentials that {@code docker login} keeps in {@code config.json}: its {@code auths}, no credential helpers. */
public final class DockerConfigCredentials implements CredentialSource {
    private static final int FILE_BYTES_MAX = 1 << 20;

    private final Map<Registry, Credential> byRegistry;

    private DockerConfigCredentials(Map<Registry, Credential> byRegistry) {
        this.byRegistry = Map.copyOf(byRegistry);
    }

    /** Where {@code docker login} of this user writes. */
    public static Path fileOfUser() {
        String folder = System.getenv("DOCKER_CONFIG");
        return folder == null || folder.isEmpty()
                ? Path.of(System.getProperty("user.home", "."), ".docker", "config.json")
                : Path.of(folder, "config.json");
    }

    /** Reads such a file: found, not found where there is none, failed where it cannot be read. */
    public static Answer<CredentialSource> read(Path file) {
        String what = "read credentials from " + file;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                return new Answer.Invalid<>(what + ": it is longer than the " + FILE_BYTES_MAX + " bytes allowed");
            }
            return new Answer.Found<>(new DockerConfigCredentials(credentials(JsonValue.object(bytes))));
        } catch (NoSuchFileException e) {
            return new Answer.NotFound<>(what + ": there is no such file");
        } catch (IOException e) {
            return new Answer.Failed<>(what + ": " + e.getClass().getSimpleName() + "; check its permissions");
        } catch (IllegalArgumentException e) {
            // Not its message: what a parser says of this file could quote a secret.
            return new Answer.Invalid<>(what + ": it is not the JSON that docker login writes");
        }
    }

    private static Map<Registry, Credential> credentials(JsonValue config) {
        Map<Registry, Credential> found = new HashMap<>();
        JsonValue auths = config.get("auths");
        for (String key : auths.names()) {
            JsonValue entry = auths.get(key);
            Registry registry = registry(key);
            Credential credential = entry.isObject() ? credential(entry) : null;
            if (registry != null && credential != null) {
                found.put(registry, credential);
            }
        }
        return found;
    }

    /** The key is a host, or a URL as old versions wrote it; a key for one path of a host is not ours to widen. */
    private static @Nullable Registry registry(String key) {
        String host = key.replaceFirst("^https?://", "").replaceFirst("/(?:v[12]/?)?$", "");
        try {
            return new Registry(host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Credential credential(JsonValue entry) {
        String identity = entry.text("identitytoken");
        if (!identity.isEmpty()) {
            return new Credential.IdentityToken(identity);
        }
        String registry = entry.text("registrytoken");
        if (!registry.isEmpty()) {
            return new Credential.RegistryToken(registry);
        }
        String user = entry.text("username");
        if (!user.isEmpty()) {
            return new Credential.UserPassword(user, entry.text("password"));
        }
        String auth = new String(Base64.getDecoder().decode(entry.text("auth")), StandardCharsets.UTF_8);
        int colon = auth.indexOf(':');
        return colon <= 0
                ? null
                : new Credential.UserPassword(
                        auth.substring(0, colon), auth.substring(colon + 1).replaceAll("\0+$", ""));
    }

    @Override
    public Optional<Credential> find(Registry registry) {
        return Optional.ofNullable(byRegistry.get(registry));
    }

    @Override
    public String toString() {
        return "DockerConfigCredentials" + byRegistry.keySet();
    }
}
