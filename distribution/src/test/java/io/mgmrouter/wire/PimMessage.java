package io.mgmrouter.wire;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a PIM message on the wire says (RFC 7761, section 4.9), in the terms of the tests. */
sealed interface PimMessage {

    /** @param options values by type, in their order */
    record Hello(Map<Integer, byte[]> options) implements PimMessage {

        static final int HOLDTIME = 1;
        static final int LAN_PRUNE_DELAY = 2;
        static final int DR_PRIORITY = 19;
        static final int GENERATION_ID = 20;
        static final int ADDRESS_LIST = 24;

        /** An option read as a number. */
        Optional<Long> number(int option) {
            return Optional.ofNullable(options.get(option)).map(PimDecoder::unsigned);
        }

        boolean isGoodbye() {
            return number(HOLDTIME).equals(Optional.of(0L));
        }

        /** The options as numbers; of a longer one, its last octets. */
        @Override
        public String toString() {
            return options.keySet().stream()
                    .map(option -> "%d=%x".formatted(option, number(option).orElseThrow()))
                    .collect(Collectors.joining(", ", "Hello[", "]"));
        }
    }

    record Register(boolean nullRegister, InetAddress source, InetAddress group) implements PimMessage {}

    record RegisterStop(InetAddress source, InetAddress group) implements PimMessage {}

    record JoinPrune(InetAddress upstreamNeighbor, int holdtime, List<Entry> entries) implements PimMessage {

        boolean has(Entry entry) {
            return entries.contains(entry);
        }

        boolean isAbout(InetAddress group) {
            return entries.stream().anyMatch(entry -> entry.group.equals(group));
        }
    }

    /** @param flags those that are set of S, W and R, in this order */
    record Entry(boolean join, InetAddress group, InetAddress source, String flags) {

        static Entry join(InetAddress source, InetAddress group) {
            return new Entry(true, group, source, "S");
        }

        static Entry prune(InetAddress source, InetAddress group) {
            return new Entry(false, group, source, "S");
        }

        static Entry joinShared(InetAddress rp, InetAddress group) {
            return new Entry(true, group, rp, "SWR");
        }

        static Entry pruneShared(InetAddress rp, InetAddress group) {
            return new Entry(false, group, rp, "SWR");
        }

        /** Of (S,G,rpt): this source not by the shared tree. */
        static Entry pruneFromShared(InetAddress source, InetAddress group) {
            return new Entry(false, group, source, "SR");
        }
    }

    record Assert(InetAddress group, InetAddress source, boolean rpt, long preference, long metric)
            implements PimMessage {}

    /** @param rps by group prefix: {@code 239.0.0.0/8} */
    record Bootstrap(InetAddress bsr, int priority, int hashMaskLength, Map<String, List<InetAddress>> rps)
            implements PimMessage {}

    record Other(int type) implements PimMessage {}
}
