package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.pim.tib.SourceTree.Incoming;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells the manager what the trees come to: memberships, interfaces taken out of single flows, incoming interfaces. */
final class Programming {

    private final Tib tib;

    /** The manager is asking about it, and is answered rather than told. */
    private Optional<SourceTree> asked = Optional.empty();

    Programming(Tib tib) {
        this.tib = tib;
    }

    /**
     * @return sources that have to be looked at again: the manager put an interface into their entries that they may
     *     not want, or took it out
     */
    List<SourceTree> program(GroupTree group) {
        List<SourceTree> covered = new ArrayList<>();
        for (GroupOif oif : group.oifs) {
            boolean wanted = group.immediate(oif);
            if (wanted == oif.declared) {
                continue;
            }
            oif.declared = wanted;
            tib.history().add(group.starG, wanted ? "forwards" : "ends", oif.link.name());
            if (wanted) {
                oif.link.declare(group.starG);
            } else {
                oif.link.withdraw(group.starG);
            }
            for (SourceTree source : group.sources.values()) {
                source.oif(oif.link).ifPresent(own -> {
                    own.excluded = false;
                    covered.add(source);
                });
            }
        }
        return covered;
    }

    void program(SourceTree source) {
        for (SourceOif oif : source.oifs) {
            membership(source, oif);
            exclusion(source, oif);
        }
        tunnel(source);
        incoming(source);
    }

    /** The manager asks where a flow is expected; what follows from that is told when it has its answer. */
    void whileAsked(SourceTree source, Runnable work) {
        asked = Optional.of(source);
        try {
            work.run();
        } finally {
            asked = Optional.empty();
        }
    }

    /** Where packets of a source are expected (section 4.2); empty if there is no way to it. */
    Optional<Incoming> expected(SourceTree source) {
        Rpf rpf = source.rpf();
        GroupTree group = source.group;
        boolean shortest = source.onShortestPath()
                || rpf.connected()
                || group.rp.isEmpty()
                || source.joinDesired() && source.inheritedRptIsEmpty();
        if (shortest) {
            return rpf.link().map(link -> new Incoming(link.id(), addressOf(source.rpfNeighbor())));
        }
        if (group.rendezvousPoint) {
            return tib.firstHop()
                    .tunnelId()
                    .map(id -> new Incoming(id, Optional.empty()))
                    .or(() -> rpf.link().map(link -> new Incoming(link.id(), addressOf(source.rpfNeighbor()))));
        }
        return group.rpfToRp().link().map(link -> new Incoming(link.id(), addressOf(source.rpfNeighborRpt())));
    }

    private void membership(SourceTree source, SourceOif oif) {
        boolean wanted = source.immediate(oif);
        if (wanted == oif.declared) {
            return;
        }
        oif.declared = wanted;
        tib.history().add(source.sg, wanted ? "forwards" : "ends", oif.link.name());
        if (wanted) {
            oif.link.declare(source.sg);
        } else {
            oif.link.withdraw(source.sg);
        }
    }

    /** An interface that a (*,G) membership covers, and that does not want this source. */
    private void exclusion(SourceTree source, SourceOif oif) {
        boolean covered =
                source.group.oif(oif.link).filter(shared -> shared.declared).isPresent();
        boolean excluded = covered && !source.inherits(oif.link);
        if (excluded == oif.excluded) {
            return;
        }
        oif.excluded = excluded;
        tib.history().add(source.sg, excluded ? "left-out" : "let-in", oif.link.name());
        if (excluded) {
            oif.link.stopForwarding(source.sg);
        } else if (covered) {
            oif.link.forward(source.sg);
        }
    }

    private void tunnel(SourceTree source) {
        if (source.registers() != source.tunnelDeclared) {
            source.tunnelDeclared = source.registers();
            tib.firstHop().declare(source);
        }
    }

    private void incoming(SourceTree source) {
        boolean matters = source.told.isPresent() || source.isJoined();
        Optional<Incoming> wanted = matters ? expected(source) : Optional.empty();
        if (wanted.isEmpty() || wanted.equals(source.told)) {
            return;
        }
        boolean moves = source.told
                .filter(before -> before.interfaceId().equals(wanted.get().interfaceId()))
                .isEmpty();
        source.told = wanted;
        if (asked.filter(about -> about == source).isEmpty()) {
            tib.client().session().ifPresent(session -> tell(session, source, wanted.get(), moves));
        }
        if (moves) {
            tib.history().add(source.sg, "iif", nameOf(wanted.get().interfaceId()));
        }
    }

    private static void tell(MgmSession session, SourceTree source, Incoming incoming, boolean moves) {
        try {
            if (moves) {
                session.resolve(source.sg);
            } else if (incoming.neighbor().isPresent()) {
                session.setUpstreamNeighbor(source.sg, incoming.neighbor().get());
            }
        } catch (MgmException _) {
            // There is no entry: the next packet brings the question.
        }
    }

    private String nameOf(InterfaceId id) {
        return tib.link(id).map(TibLink::name).orElse("register");
    }

    private static Optional<IpAddress> addressOf(Optional<UpstreamNeighbor> neighbor) {
        return neighbor.map(UpstreamNeighbor::address);
    }
}
