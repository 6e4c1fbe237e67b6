package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.rp.AnycastRp;
import io.mgmrouter.pim.rp.Bootstrapping;
import io.mgmrouter.pim.rp.BsrAction;
import io.mgmrouter.pim.rp.BsrRole;
import io.mgmrouter.pim.rp.CandidateRpRole;
import io.mgmrouter.pim.rp.RpPolicy;
import io.mgmrouter.pim.rp.RpSet;
import io.mgmrouter.pim.rp.ScopeBoundary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Which router is the RP of a group: the shell around {@link RpSet} and {@link Bootstrapping}, of one family. For the
 * loop's thread.
 */
final class RendezvousPoints {

    private final Dialect dialect;
    private final ControlLoop loop;
    private final RandomGenerator random;
    private final Outside outside;
    private final RpSet rps;
    private final LoopTimer timer;
    private Optional<Bootstrapping> bootstrapping = Optional.empty();

    /** What is around it. */
    interface Outside {

        /** True if there is a way to an address, or it is this router's own. */
        boolean reaches(IpAddress address);

        /** True if an address is this router's own. */
        boolean owns(IpAddress address);

        /** An interface's address that routers beyond its link know; empty if it has none. */
        Optional<IpAddress> addressOf(String interfaceName);

        /** Sends a Bootstrap message out of all interfaces with neighbours. */
        void flood(Bootstrap message);

        /** Sends an advertisement from an address of this router's. */
        void advertise(IpAddress bsr, CandidateRpAdvertisement message);

        /** Groups of these ranges may have another RP. */
        void changed(Set<IpPrefix> ranges);
    }

    RendezvousPoints(Dialect dialect, Environment around, Outside outside) {
        this.dialect = dialect;
        this.loop = around.loop();
        this.random = around.random();
        this.outside = outside;
        this.rps = new RpSet(new RpPolicy(dialect.family(), IpAddress::isSourceSpecific, true), outside::reaches);
        this.timer = loop.timer("bootstrap " + dialect.title(), this::timerDue);
    }

    RpSet rps() {
        return rps;
    }

    Optional<Bootstrapping> bootstrapping() {
        return bootstrapping;
    }

    /** RP(G). */
    Optional<IpAddress> of(IpAddress group) {
        return rps.rp(group);
    }

    /** The set of RPs that share this address, if this router is one of them. */
    Optional<AnycastRp> anycast(IpAddress rp) {
        return rps.staticRp(rp).flatMap(found -> AnycastRp.of(found, outside::owns));
    }

    /**
     * What is configured is this; or this router's addresses are others.
     *
     * @param sourceSpecific groups without RP
     */
    void configure(RpConfiguration configured, Predicate<IpAddress> sourceSpecific) {
        changed(rps.configure(new RpPolicy(dialect.family(), sourceSpecific, configured.embedded())));
        changed(rps.configure(configured.staticRps().stream()
                .filter(rp -> rp.address().family() == dialect.family())
                .toList()));
        BsrRole role = configured.bsr().role(dialect.family(), outside::addressOf);
        List<CandidateRpRole> candidates = configured.candidateRps().stream()
                .flatMap(rp -> rp.role(dialect.family(), outside::addressOf).stream())
                .toList();
        if (bootstrapping.isEmpty()) {
            bootstrapping = Optional.of(new Bootstrapping(role, candidates, random, loop.now()));
            setTimer();
        }
        perform(bootstrapping.get().configure(role, candidates, loop.now()));
    }

    /** Routes have changed, or this router's own addresses. */
    void routesChanged() {
        changed(rps.routesChanged());
    }

    void received(Bootstrap message, Bootstrapping.Path path, ScopeBoundary boundary) {
        bootstrapping.ifPresent(bsr -> perform(bsr.received(message, path, boundary, loop.now())));
    }

    void received(CandidateRpAdvertisement message) {
        bootstrapping.ifPresent(bsr -> perform(bsr.received(message, loop.now())));
    }

    /**
     * A router has come that this one is to tell.
     *
     * @param send sends to it what it is to know
     */
    void newNeighbor(Consumer<Bootstrap> send) {
        bootstrapping.ifPresent(bsr -> perform(bsr.newNeighbor(), send));
    }

    /** Resigns and withdraws; another configuration begins anew. */
    void close() {
        Optional<Bootstrapping> ended = bootstrapping;
        bootstrapping = Optional.empty();
        ended.ifPresent(bsr -> perform(bsr.close()));
    }

    private void timerDue() {
        bootstrapping.ifPresent(bsr -> perform(bsr.timerDue(loop.now())));
    }

    private void perform(List<BsrAction> actions) {
        perform(actions, outside::flood);
    }

    private void perform(List<BsrAction> actions, Consumer<Bootstrap> toNewcomer) {
        for (BsrAction action : actions) {
            switch (action) {
                case BsrAction.Flood(var message) -> outside.flood(message);
                case BsrAction.TellNewNeighbor(var message) -> toNewcomer.accept(message);
                case BsrAction.Advertise(var bsr, var message) -> outside.advertise(bsr, message);
                case BsrAction.Learned(var ranges) -> changed(rps.learn(ranges));
            }
        }
        setTimer();
    }

    private void setTimer() {
        bootstrapping.flatMap(Bootstrapping::due).ifPresentOrElse(timer::set, timer::cancel);
    }

    private void changed(Set<IpPrefix> ranges) {
        if (!ranges.isEmpty()) {
            outside.changed(ranges);
        }
    }
}
