package io.mgmrouter.lab;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Packets from one source to one group. */
public record Flow(InetAddress source, InetAddress group) {

    private static final Pattern ZEROS = Pattern.compile("\\b0(:0)+\\b");

    /** Both as text: dotted quads, or IPv6 addresses. */
    public static Flow of(String source, String group) {
        return new Flow(address(source), address(group));
    }

    /** An address from its text; names are not looked up. */
    public static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    public static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static ProtocolFamily family(InetAddress address) {
        return address instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    /** The short form of an address, for IPv6 that of RFC 5952: {@code 2001:db8:1::2}. */
    static String text(InetAddress address) {
        String full = address.getHostAddress();
        return ZEROS.matcher(full)
                .results()
                .reduce((longest, next) -> length(next) > length(longest) ? next : longest)
                .map(zeros -> orColon(full.substring(0, zeros.start())) + orColon(full.substring(zeros.end())))
                .orElse(full);
    }

    /** As the RFCs print it: {@code (10.1.0.2,232.1.1.1)}. */
    @Override
    public String toString() {
        return "(" + text(source) + "," + text(group) + ")";
    }

    /** The text beside the zeros ends or begins with a colon, which is one half of the double one. */
    private static String orColon(String beside) {
        return beside.isEmpty() ? ":" : beside;
    }

    private static int length(MatchResult match) {
        return match.end() - match.start();
    }
}
