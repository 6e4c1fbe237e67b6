package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRp;
import io.mgmrouter.pim.codec.GroupRps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Ranges whose RPs come in several fragments of one Bootstrap message (RFC 5059, section 4.1): a range counts when all
 * its RPs are there; of one that is never complete nothing counts.
 */
final class Fragments {

    private record Message(IpAddress bsr, int tag) {}

    private final int limit;
    private Optional<Message> current = Optional.empty();
    private final Map<IpPrefix, Map<IpAddress, CandidateRp>> incomplete = new HashMap<>();
    private int size;

    /** @param limit largest number of RPs that wait for others of their range */
    Fragments(int limit) {
        this.limit = limit;
    }

    /** The RPs of a range of a fragment, if with them all of the range are there. */
    Optional<List<CandidateRp>> complete(Bootstrap fragment, GroupRps group) {
        if (group.rps().size() >= group.rpCount()) {
            return Optional.of(group.rps());
        }
        begin(new Message(fragment.bsr(), fragment.fragmentTag()));
        Map<IpAddress, CandidateRp> gathered = incomplete.computeIfAbsent(group.group(), _ -> new TreeMap<>());
        group.rps().stream().limit(limit - size).forEach(rp -> {
            if (gathered.put(rp.address(), rp) == null) {
                size++;
            }
        });
        return gathered.size() < group.rpCount() ? Optional.empty() : Optional.of(taken(group.group()));
    }

    /** Fragments of an earlier message will not be completed any more. */
    private void begin(Message message) {
        if (current.filter(message::equals).isEmpty()) {
            current = Optional.of(message);
            incomplete.clear();
            size = 0;
        }
    }

    private List<CandidateRp> taken(IpPrefix range) {
        List<CandidateRp> rps = List.copyOf(incomplete.remove(range).values());
        size -= rps.size();
        return rps;
    }
}
