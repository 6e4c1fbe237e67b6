package io.mgmrouter.bench;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.service.MgmService;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.RecordingProtocol;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The manager with its lock, and two clients that want no callback: one upstream, one with all receivers. */
final class Router {

    private static final int PAGE = 1000;
    private static final int NEWCOMER = 200;
    private static final int NEWCOMERS = 1000;
    private static final InterfaceId UPSTREAM = InterfaceId.of(1);
    private static final InterfaceId DOWNSTREAM = InterfaceId.of(2);

    final MgmService manager = new MgmService(MgmSettings.DEFAULTS, new ManualLoop("mgm"), (_, _) -> {});
    private final FakeForwarder forwarder = new FakeForwarder();
    private final InterfaceOwnership receivers;
    private final int memberships;
    private final int entries;

    Router(int memberships, int entries) {
        this.memberships = memberships;
        this.entries = entries;
        manager.useLinks(Optional.of(new FakeLinkService().with(1, "eth0").with(2, "eth1")));
        manager.useRoutes(Optional.of(new FakeRoutes().connected("0.0.0.0/0", 1)));
        manager.forwarders().add(forwarder, EnumSet.of(Family.IPV4), 0);
        client(100).session().takeOwnership(UPSTREAM);
        receivers = client(101).session().takeOwnership(DOWNSTREAM);
        for (int i = 0; i < memberships; i++) {
            receivers.join(Population.sg(i / 10, i % 10));
        }
        for (int i = 0; i < entries; i++) {
            forwarder.packet(Population.sg(i, 0), UPSTREAM);
        }
    }

    private RecordingProtocol client(int protocolId) {
        RecordingProtocol protocol = new RecordingProtocol(Integer.toString(protocolId));
        manager.attach(
                new ComponentId(protocolId, 0),
                new ClientProfile(protocol.name(), Role.ROUTING, EnumSet.of(Family.IPV4), Set.of()),
                protocol);
        protocol.loop().drain();
        return protocol;
    }

    void joinAndLeave(int number) {
        Sg sg = Population.sg(Math.floorMod(number * 7919, NEWCOMERS), NEWCOMER);
        receivers.join(sg);
        receivers.leave(sg);
    }

    /** By pages; the number found. */
    int walkMemberships() {
        Optional<SourceGroup> after = Optional.empty();
        int found = 0;
        for (boolean more = true; more; ) {
            Page<Membership> page = manager.memberships(after, PAGE);
            found += page.items().size();
            after = Optional.of(page.items().getLast().sourceGroup());
            more = page.more();
        }
        return complete("memberships", memberships, found);
    }

    /** By pages; the number found. */
    int walkEntries() {
        Optional<Sg> after = Optional.empty();
        int found = 0;
        for (boolean more = true; more; ) {
            Page<ForwardingEntry> page = manager.entries(after, PAGE);
            found += page.items().size();
            after = Optional.of(page.items().getLast().sg());
            more = page.more();
        }
        return complete("entries", entries, found);
    }

    /** From its start to its last page; the number found. */
    int enumerateGroups() {
        int found = 0;
        try (GroupEnumeration walk = manager.enumerateGroups(EnumerationType.ALL_SOURCES)) {
            for (boolean more = true; more; ) {
                Page<SourceGroup> page = walk.next(PAGE);
                found += page.items().size();
                more = page.more();
            }
        }
        return complete("pairs", memberships, found);
    }

    /** What comes and goes meanwhile may be in it or not, what stays must. */
    private static int complete(String what, int expected, int found) {
        if (found < expected || found > expected + NEWCOMERS) {
            throw new IllegalStateException(found + " " + what + ", not " + expected);
        }
        return found;
    }
}
