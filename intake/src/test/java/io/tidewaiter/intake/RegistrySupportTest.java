package io.tidewaiter.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidewaiter.intake.support.Reach;
import io.tidewaiter.intake.support.RegistrySupport;
import io.tidewaiter.model.resource.RegistryResource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which registries can be scanned, one fact a line. */
class RegistrySupportTest {
    private static final Reach INSIDE = new Reach(List.of("*.corp.example", "127.0.0.1"));

    private static String cause(String properties, String loginServer, Reach reach) {
        return switch (RegistrySupport.of(new RegistryResource("s", "rg", "r", "l", loginServer, properties), reach)) {
            case RegistrySupport.Supported _ -> "";
            case RegistrySupport.Unsupported(String cause, String description) -> {
                assertThat(description).contains(";");
                yield cause;
            }
        };
    }

    private static String cause(String properties) {
        return cause(properties, "r.azurecr.io", INSIDE);
    }

    @Test
    void openRegistriesAreSupported() {
        assertThat(cause("{}")).isEmpty();
        assertThat(cause("{\"publicNetworkAccess\":\"Enabled\"}")).isEmpty();
        assertThat(cause("{\"networkRuleSet\":{\"defaultAction\":\"Allow\"}}")).isEmpty();
        assertThat(cause("{\"policies\":{\"exportPolicy\":{\"status\":\"disabled\"}}}"))
                .isEmpty();
        assertThat(cause("not JSON")).isEmpty();
    }

    @Test
    void closedOnesAreNotAndTheBypassOfAzuresServicesIsNotOurs() {
        assertThat(cause("{\"publicNetworkAccess\":\"disabled\"}")).isEqualTo("RegistryNetworkClosed");
        assertThat(cause("{\"networkRuleSet\":{\"defaultAction\":\"Deny\"}}")).isEqualTo("RegistryNetworkClosed");
        assertThat(cause("{\"publicNetworkAccess\":\"Disabled\",\"networkRuleBypassOptions\":\"AzureServices\"}"))
                .isEqualTo("RegistryNetworkClosed");
    }

    @Test
    void closedOnesAreSupportedFromInside() {
        String closed = "{\"publicNetworkAccess\":\"Disabled\"}";
        assertThat(cause(closed, "hub.corp.example", INSIDE)).isEmpty();
        assertThat(cause(closed, "127.0.0.1:5000", INSIDE)).isEmpty();
        assertThat(cause(closed, "corp.example", INSIDE)).isEqualTo("RegistryNetworkClosed");
        assertThat(cause(closed, "evilcorp.example", INSIDE)).isEqualTo("RegistryNetworkClosed");
        assertThat(cause(closed, "any.example", new Reach(List.of("*")))).isEmpty();
    }

    @Test
    void permissionsByRepositoryAndRefusedTokensNeedACredentialOfTheRegistrysOwn() {
        String abac = "\"roleAssignmentMode\":\"AbacRepositoryPermissions\"";
        String tokens = "\"policies\":{\"azureADAuthenticationAsArmPolicy\":{\"status\":\"disabled\"}}";
        String own = "\"tidewaiter\":{\"credentials\":{\"username\":\"u\",\"password\":\"p\"}}";
        assertThat(cause("{" + abac + "}")).isEqualTo("RegistryAbac");
        assertThat(cause("{" + tokens + "}")).isEqualTo("RegistryTokensRefused");
        assertThat(cause("{" + abac + "," + tokens + "," + own + "}")).isEmpty();
    }
}
