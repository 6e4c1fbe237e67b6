package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.pim.rp.AnycastRp;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Receiving Registers (RFC 7761, section 4.4.2). The forwarder decapsulates and forwards their packets by itself while
 * the source's entry expects them from the register tunnel; here is decided whether it does.
 */
final class RendezvousPoint {

    /** What became of a Register. */
    enum Outcome {
        TAKEN,
        /** Answered with a Register-Stop: the packets come the shortest way, or nobody wants them. */
        STOPPED,
        /** This router is not the RP of the group. */
        NOT_RP,
        /** {@code register.accept} forbids it. */
        REFUSED,
        /** Another border router registers this source. */
        OTHER_BORDER_ROUTER,
        /** {@code state.limit} is reached. */
        STATE_LIMIT
    }

    private final Tib tib;
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

    RendezvousPoint(Tib tib) {
        this.tib = tib;
    }

    Map<Outcome, Long> outcomes() {
        return outcomes;
    }

    void received(InboundPacket.Header header, Register message) {
        outcomes.merge(taken(header, message), 1L, Long::sum);
        tib.updates().settle();
    }

    private Outcome taken(InboundPacket.Header header, Register message) {
        Sg sg = message.sg();
        IpAddress from = header.source();
        Optional<IpAddress> rp = tib.group(sg.group())
                .map(group -> group.rp)
                .orElseGet(() -> tib.around().rpOf().apply(sg.group()));
        Optional<AnycastRp> together = rp.flatMap(tib.around().anycastOf());
        boolean fromPeer = together.filter(set -> set.peers().contains(from)).isPresent();
        boolean mine = rp.filter(tib.around().isOwnAddress()::test)
                .filter(address -> fromPeer || address.equals(header.destination()))
                .isPresent();
        if (!mine || tib.settings().ssm().test(sg.group())) {
            stop(sg, from, header.destination());
            return Outcome.NOT_RP;
        }
        if (!tib.settings().registerAccept().test(sg)) {
            stop(sg, from, header.destination());
            return Outcome.REFUSED;
        }
        Optional<SourceTree> tree = tib.obtain(sg);
        if (tree.isEmpty()) {
            return Outcome.STATE_LIMIT;
        }
        SourceTree source = tree.get();
        tib.updates().changed(source);
        if (message.border() && !isBorderRouter(source, from)) {
            stop(sg, from, header.destination());
            return Outcome.OTHER_BORDER_ROUTER;
        }
        together.ifPresent(set ->
                set.forwardTo(from).forEach(peer -> tib.around().sender().send(Optional.of(set.own()), peer, message)));
        return registered(source, from, header.destination(), fromPeer);
    }

    /** What a peer tells of it does not end with a Register-Stop (RFC 4610, section 3). */
    private Outcome registered(SourceTree source, IpAddress from, IpAddress rp, boolean fromPeer) {
        boolean switches = tib.settings().sptSwitch().apply(source.sg.group()) != SptSwitch.NEVER;
        boolean stops = source.sptBit || switches && source.inheritedIsEmpty();
        if (stops && !fromPeer) {
            stop(source.sg, from, rp);
        }
        if (source.sptBit || switches) {
            tib.data().keepAlive(source, stops);
        } else if (!source.inheritedRptIsEmpty()) {
            tib.data().keepAlive(source, false);
        }
        return stops ? Outcome.STOPPED : Outcome.TAKEN;
    }

    private static boolean isBorderRouter(SourceTree source, IpAddress from) {
        if (source.borderRouter.isEmpty()) {
            source.borderRouter = Optional.of(from);
        }
        return source.borderRouter.get().equals(from);
    }

    private void stop(Sg sg, IpAddress to, IpAddress rp) {
        tib.around().sender().send(Optional.of(rp), to, new RegisterStop(FirstHop.rangeOf(sg), sg.source()));
    }
}
