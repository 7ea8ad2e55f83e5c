package io.tidewaiter.oci.client;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Which addresses we connect to. Link-local addresses, the metadata services of clouds, multicast and "this network" are
 * refused always; private addresses and the machine itself unless they are allowed. An IPv4 address that is wrapped in
 * an IPv6 one (mapped, NAT64, 6to4) is judged as what it wraps.
 */
public record EgressPolicy(boolean privateAllowed) {
    /** Public addresses only. */
    public static final EgressPolicy PUBLIC_ONLY = new EgressPolicy(false);

    /** Public and private addresses and the machine itself. */
    public static final EgressPolicy PRIVATE_ALLOWED = new EgressPolicy(true);

    private static final Set<String> METADATA =
            Set.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2:0:0:0:0:0:254");

    /** Why an address is refused; empty where it is allowed. */
    public Optional<String> refusal(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] wrapped = wrapped(bytes);
        if (wrapped.length == 4) {
            return refusal4(wrapped);
        }
        if (address.isLinkLocalAddress()
                || METADATA.contains(address.getHostAddress().split("%", 2)[0])) {
            return Optional.of("link-local and metadata addresses are never allowed");
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            return Optional.of("it is no address of one machine");
        }
        boolean isPrivate = address.isLoopbackAddress() || address.isSiteLocalAddress() || (bytes[0] & 0xfe) == 0xfc;
        return isPrivate ? refusePrivate() : Optional.empty();
    }

    private Optional<String> refusePrivate() {
        return privateAllowed
                ? Optional.empty()
                : Optional.of("private and loopback addresses are not allowed by the egress policy");
    }

    private Optional<String> refusal4(byte[] ip) {
        int first = ip[0] & 0xff;
        int second = ip[1] & 0xff;
        String text = first + "." + second + "." + (ip[2] & 0xff) + "." + (ip[3] & 0xff);
        if ((first == 169 && second == 254) || METADATA.contains(text)) {
            return Optional.of("link-local and metadata addresses are never allowed");
        }
        if (first == 0 || first >= 224) {
            return Optional.of("it is no address of one machine");
        }
        boolean isPrivate = first == 127
                || first == 10
                || (first == 172 && second >= 16 && second <= 31)
                || (first == 192 && second == 168)
                || (first == 100 && second >= 64 && second <= 127)
                || (first == 198 && (second == 18 || second == 19));
        return isPrivate ? refusePrivate() : Optional.empty();
    }

    /** The four bytes of an IPv4 address, bare or wrapped; else the bytes as they are. */
    private static byte[] wrapped(byte[] bytes) {
        if (bytes.length == 4) {
            return bytes;
        }
        String hex = HexFormat.of().formatHex(bytes);
        boolean mapped = hex.startsWith("00000000000000000000ffff");
        boolean compatible = hex.startsWith("000000000000000000000000") && !hex.startsWith("0000000", 24);
        boolean nat64 = hex.startsWith("0064ff9b0000000000000000") || hex.startsWith("0064ff9b0001");
        if (mapped || compatible || nat64) {
            return Arrays.copyOfRange(bytes, 12, 16);
        }
        return hex.startsWith("2002") ? Arrays.copyOfRange(bytes, 2, 6) : bytes;
    }

    /** Whether an address is of this machine. */
    static boolean isLoopback(InetAddress address) {
        byte[] bytes = wrapped(address.getAddress());
        return address.isLoopbackAddress()
                || (bytes.length == 4 && !(address instanceof Inet4Address) && bytes[0] == 127);
    }
}
