package io.mgmrouter.lab;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Packets from one source to one group. */
public record Flow(InetAddress source, InetAddress group) {

    /** Both as dotted quads. */
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

    /** As the RFCs print it: {@code (10.1.0.2,232.1.1.1)}. */
    @Override
    public String toString() {
        return "(" + source.getHostAddress() + "," + group.getHostAddress() + ")";
    }
}
