package io.mgmrouter.lab;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;

/** Packets from one source to one group. */
public record Flow(InetAddress source, InetAddress group) {

    /** Both as text: dotted quads, or IPv6 addresses. */
    public static Flow of(String source, String group) {
        return new Flow(address(source), address(group));
    }

    /** An address from its text; names are not looked up. */
    public static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    /** As the RFCs print it: {@code (10.1.0.2,232.1.1.1)}. */
    @Override
    public String toString() {
        return "(" + source.getHostAddress() + "," + group.getHostAddress() + ")";
    }
}
