package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A kernel's multicast forwarding table as it is at a moment, whichever program has written it. */
record KernelRoutes(List<Entry> entries) {

    /**
     * @param iif empty while the kernel waits for somebody to decide
     * @param wrong packets that came in elsewhere
     */
    record Entry(Flow flow, Optional<String> iif, Set<String> oifs, long wrong) {}

    static KernelRoutes of(Namespace namespace, Family family) {
        String name = family == Family.IPV4 ? "ip" : "ip6";
        return namespace.call(() -> {
            Map<Integer, String> interfaces = interfaces(lines(name + "_mr_vif"));
            return new KernelRoutes(lines(name + "_mr_cache").stream()
                    .map(line -> entry(line, interfaces))
                    .toList());
        });
    }

    Optional<Entry> entry(Flow flow) {
        return entries.stream()
                .filter(entry -> entry.flow.equals(flow) && entry.iif.isPresent())
                .findFirst();
    }

    /** True if packets of the flow that come in by one interface go out by the other. */
    boolean forwards(Flow flow, String iif, String oif) {
        return entry(flow)
                .filter(entry -> entry.iif.equals(Optional.of(iif)) && entry.oifs.contains(oif))
                .isPresent();
    }

    boolean forwardsOut(Flow flow, String oif) {
        return entry(flow).filter(entry -> entry.oifs.contains(oif)).isPresent();
    }

    long countForwardingOut(String oif) {
        return entries.stream()
                .filter(entry -> entry.iif.isPresent() && entry.oifs.contains(oif))
                .count();
    }

    /** Of this thread's namespace; that of the process would be another. */
    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/net", file)).stream()
                .skip(1)
                .toList();
    }

    private static Map<Integer, String> interfaces(List<String> lines) {
        Map<Integer, String> names = new HashMap<>();
        lines.stream().map(KernelRoutes::words).forEach(words -> names.put(Integer.valueOf(words[0]), words[1]));
        return names;
    }

    //  group, source, iif, packets, octets, wrong interface, then oif:ttl for each
    private static Entry entry(String line, Map<Integer, String> interfaces) {
        String[] words = words(line);
        return new Entry(
                new Flow(address(words[1]), address(words[0])),
                Optional.ofNullable(interfaces.get(Integer.valueOf(words[2]))),
                Arrays.stream(words)
                        .skip(6)
                        .map(oif -> Integer.valueOf(oif.substring(0, oif.indexOf(':'))))
                        .map(interfaces::get)
                        .collect(Collectors.toCollection(TreeSet::new)),
                Long.parseLong(words[5]));
    }

    private static String[] words(String line) {
        return line.strip().split("\\s+");
    }

    /** IPv6 as it is written; IPv4 as the number that its octets make in the machine's own order. */
    private static InetAddress address(String text) {
        if (text.indexOf(':') >= 0) {
            return Flow.address(text);
        }
        int number = Integer.parseUnsignedInt(text, 16);
        return Flow.address(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(number)
                .array());
    }
}
