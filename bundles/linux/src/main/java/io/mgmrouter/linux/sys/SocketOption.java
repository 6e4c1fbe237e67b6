package io.mgmrouter.linux.sys;

/**
 * An option of {@code setsockopt}.
 *
 * @param name its C name, for error messages
 * @param level protocol level
 * @param number option number within the level
 */
public record SocketOption(String name, int level, int number) {

    /** Level of the options of IPv4, and of its multicast tables. */
    public static final int IPPROTO_IP = 0;

    /** Level of the options of IPv6, and of its multicast tables. */
    public static final int IPPROTO_IPV6 = 41;

    public static final SocketOption SO_SNDBUF = socket("SO_SNDBUF", 7);
    public static final SocketOption SO_RCVBUF = socket("SO_RCVBUF", 8);
    public static final SocketOption SO_RCVTIMEO = socket("SO_RCVTIMEO", 20);
    public static final SocketOption SO_BINDTODEVICE = socket("SO_BINDTODEVICE", 25);
    public static final SocketOption SO_ATTACH_FILTER = socket("SO_ATTACH_FILTER", 26);
    public static final SocketOption SO_RCVBUFFORCE = socket("SO_RCVBUFFORCE", 33);
    public static final SocketOption SO_MEMINFO = socket("SO_MEMINFO", 55);

    private static SocketOption socket(String name, int number) {
        return new SocketOption(name, 1, number);
    }
}
