package io.tidewaiter.oci.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EgressPolicyTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, allowed, allowed",
        "2606:4700::1, allowed, allowed",
        "64:ff9b::808:808, allowed, allowed",
        "10.1.2.3, refused, allowed",
        "172.16.0.1, refused, allowed",
        "172.32.0.1, allowed, allowed",
        "192.168.1.1, refused, allowed",
        "100.64.0.1, refused, allowed",
        "127.0.0.1, refused, allowed",
        "127.9.9.9, refused, allowed",
        "::1, refused, allowed",
        "fd12::1, refused, allowed",
        "64:ff9b::a00:1, refused, allowed",
        "2002:a00:1::1, refused, allowed",
        "169.254.169.254, refused, refused",
        "169.254.0.1, refused, refused",
        "fe80::1, refused, refused",
        "fd00:ec2::254, refused, refused",
        "100.100.100.200, refused, refused",
        "168.63.129.16, refused, refused",
        "64:ff9b::a9fe:a9fe, refused, refused",
        "2002:a9fe:a9fe::1, refused, refused",
        "0.0.0.0, refused, refused",
        "0.1.2.3, refused, refused",
        "224.0.0.1, refused, refused",
        "255.255.255.255, refused, refused",
        "::, refused, refused",
        "ff02::1, refused, refused",
    })
    void judges(String address, String publicOnly, String privateAllowed) {
        InetAddress parsed = InetAddress.ofLiteral(address);

        assertThat(EgressPolicy.PUBLIC_ONLY.refusal(parsed).isEmpty()).isEqualTo(publicOnly.equals("allowed"));
        assertThat(EgressPolicy.PRIVATE_ALLOWED.refusal(parsed).isEmpty()).isEqualTo(privateAllowed.equals("allowed"));
    }

    @Test
    void readsChallenges() {
        List<Challenge> challenges = Challenge.parse(List.of(
                "Basic realm=\"a, b\", Bearer realm=\"https://x/t?a=b\",service=reg , scope=\"a:b:pull,push \\\"c\\\"\"",
                "Negotiate"));

        assertThat(challenges).extracting(Challenge::scheme).containsExactly("basic", "bearer", "negotiate");
        assertThat(challenges.get(0).parameter("realm")).isEqualTo("a, b");
        assertThat(challenges.get(1).parameter("realm")).isEqualTo("https://x/t?a=b");
        assertThat(challenges.get(1).parameter("service")).isEqualTo("reg");
        assertThat(challenges.get(1).parameter("scope")).isEqualTo("a:b:pull,push \"c\"");
        assertThat(challenges.get(2).parameter("realm")).isEmpty();
    }
}
