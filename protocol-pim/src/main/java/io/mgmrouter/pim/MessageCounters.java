package io.mgmrouter.pim;

import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What went over one interface since it came up: messages by kind, and what was dropped by reason. The keys are fixed
 * names, none comes from a packet. For any thread: Registers are sent by the one that has the packet.
 */
final class MessageCounters {

    private final Map<String, LongAdder> received = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> sent = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

    void received(PimMessage message) {
        count(received, kind(message), 1);
    }

    void sent(PimMessage message) {
        count(sent, kind(message), 1);
    }

    /** @param reason a name in {@link Drops} */
    void dropped(String reason) {
        dropped(reason, 1);
    }

    void dropped(String reason, int howMany) {
        count(dropped, reason, howMany);
    }

    Map<String, Long> received() {
        return snapshot(received);
    }

    Map<String, Long> sent() {
        return snapshot(sent);
    }

    Map<String, Long> dropped() {
        return snapshot(dropped);
    }

    private static String kind(PimMessage message) {
        return switch (message) {
            case Hello _ -> "hello";
            case JoinPrune _ -> "join-prune";
            case Assert _ -> "assert";
            case Register register -> register.nullRegister() ? "null-register" : "register";
            case RegisterStop _ -> "register-stop";
            case Bootstrap _ -> "bootstrap";
            case CandidateRpAdvertisement _ -> "candidate-rp";
        };
    }

    private static void count(Map<String, LongAdder> counters, String name, int howMany) {
        counters.computeIfAbsent(name, _ -> new LongAdder()).add(howMany);
    }

    private static Map<String, Long> snapshot(Map<String, LongAdder> counters) {
        Map<String, Long> snapshot = new TreeMap<>();
        counters.forEach((name, count) -> snapshot.put(name, count.sum()));
        return snapshot;
    }
}
