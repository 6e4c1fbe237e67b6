package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRp;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.GroupRps;
import io.mgmrouter.pim.rp.BsrAction.Flood;
import io.mgmrouter.pim.rp.BsrAction.Learned;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What routers say of bootstrap routers and RPs, and what comes of it. */
final class BsrMessages {

    static final IpPrefix ALL = IpPrefix.parse("224.0.0.0/4");
    static final IpPrefix SITE = IpPrefix.parse("239.255.0.0/16");

    /** Of RPs in a zone. */
    static final int LIMIT = 50;

    private BsrMessages() {}

    static Map<IpPrefix, LearnedRange> learned(List<BsrAction> actions) {
        return actions.stream()
                .filter(Learned.class::isInstance)
                .map(action -> ((Learned) action).ranges())
                .findFirst()
                .orElse(Map.of());
    }

    static List<Bootstrap> floods(List<BsrAction> actions) {
        return actions.stream()
                .filter(Flood.class::isInstance)
                .map(action -> ((Flood) action).message())
                .toList();
    }

    static Bootstrap noForward(Bootstrap message) {
        return new Bootstrap(
                message.fragmentTag(),
                message.hashMaskLength(),
                message.priority(),
                message.bsr(),
                true,
                message.groups());
    }

    static GroupRps group(IpPrefix range, CandidateRp... rps) {
        return part(range, rps.length, rps);
    }

    static GroupRps part(IpPrefix range, int count, CandidateRp... rps) {
        return new GroupRps(range, false, count, Arrays.asList(rps));
    }

    static CandidateRp rp(String address, int holdtime, int priority) {
        return new CandidateRp(address(address), holdtime, priority);
    }

    static IpAddress address(String text) {
        return IpAddress.parse(text);
    }

    static CandidateRpAdvertisement advertisement(int priority, int holdtime) {
        return new CandidateRpAdvertisement(priority, holdtime, address("10.0.0.7"), List.of(ALL));
    }
}
