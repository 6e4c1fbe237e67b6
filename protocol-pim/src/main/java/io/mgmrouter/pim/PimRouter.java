package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LivenessCheck;
import io.mgmrouter.loop.LogLimit;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.BootstrapFragmenter;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.pim.rp.Bootstrapping;
import io.mgmrouter.pim.rp.ScopeBoundary;
import io.mgmrouter.pim.tib.Surroundings;
import io.mgmrouter.pim.tib.Tib;
import io.mgmrouter.pim.tib.TreeSettings;
import io.mgmrouter.route.Route;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PIM of one family: brings together interfaces, trees and rendezvous points. It is there while an interface of the
 * family is configured; an interface runs while it is configured, present and up, from the moment it has an address.
 * For the loop's thread.
 */
final class PimRouter {

    private static final Logger LOG = LoggerFactory.getLogger(PimRouter.class);

    private final Dialect dialect;
    private final Environment around;
    private final RouteView routes;
    private final Tib tib;
    private final RendezvousPoints rendezvousPoints;
    private final UnicastRoutes unicast;
    private final Hearing hearing = new Hearing();
    private final Map<String, PimInterface> running = new TreeMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private final LogLimit offerLog = new LogLimit(Duration.ofMinutes(10));
    private Map<Integer, Link> links = Map.of();
    private Set<IpAddress> own = Set.of();
    private Optional<LivenessCheck> liveness = Optional.empty();
    private TreeSettings trees;
    private RpConfiguration rps;

    PimRouter(Dialect dialect, Environment around, RouteView routes, TreeSettings trees, RpConfiguration rps) {
        this.dialect = dialect;
        this.around = around;
        this.routes = routes;
        this.trees = trees;
        this.rps = rps;
        this.unicast = new UnicastRoutes(dialect, routes);
        this.rendezvousPoints = new RendezvousPoints(dialect, around, new Outside());
        this.tib = new Tib(
                new Surroundings(
                        dialect.family(),
                        around.loop(),
                        around.random(),
                        routes,
                        rendezvousPoints::of,
                        this::owns,
                        unicast,
                        rendezvousPoints::anycast),
                trees);
    }

    Dialect dialect() {
        return dialect;
    }

    Tib tib() {
        return tib;
    }

    RendezvousPoints rendezvousPoints() {
        return rendezvousPoints;
    }

    /** The running interfaces, by name. */
    Collection<PimInterface> running() {
        return running.values();
    }

    /** Interfaces whose channel could not be opened, with the reason. */
    Map<String, String> failures() {
        return failures;
    }

    // What is configured, and what there is

    /** Other settings of trees and RPs. */
    void configure(TreeSettings otherTrees, RpConfiguration otherRps) {
        boolean same = trees.equals(otherTrees);
        trees = otherTrees;
        rps = otherRps;
        rendezvousPoints.configure(rps, trees.ssm());
        if (!same) {
            tib.configure(trees);
        }
    }

    /** Starts, changes and stops interfaces until what runs is what should. Touches only what differs. */
    void reconcile(Map<String, InterfaceSettings> wanted, Map<Integer, Link> present) {
        Map<String, Link> usable = usable(present);
        for (PimInterface pim : List.copyOf(running.values())) {
            Link link = usable.get(pim.name());
            if (!wanted.containsKey(pim.name())
                    || link == null
                    || link.index() != pim.link().index()) {
                stop(pim);
            } else {
                update(pim, wanted.get(pim.name()), link);
            }
        }
        follow(present);
        failures.keySet().removeIf(name -> !wanted.containsKey(name) || !usable.containsKey(name));
        wanted.forEach((name, settings) -> {
            Link link = usable.get(name);
            if (!running.containsKey(name) && link != null && hasAddress(link)) {
                start(settings, link);
            }
        });
    }

    private static Map<String, Link> usable(Map<Integer, Link> present) {
        Map<String, Link> usable = HashMap.newHashMap(present.size());
        for (Link link : present.values()) {
            if (link.up() && link.multicast()) {
                usable.put(link.name(), link);
            }
        }
        return usable;
    }

    private boolean hasAddress(Link link) {
        return link.controlAddress(dialect.family()).isPresent();
    }

    /** This router's addresses decide whether it is an RP, and what it can offer. */
    private void follow(Map<Integer, Link> present) {
        links = Map.copyOf(present);
        Set<IpAddress> current = links.values().stream()
                .flatMap(link -> link.addresses().stream())
                .map(LinkAddress::address)
                .collect(Collectors.toUnmodifiableSet());
        if (!current.equals(own)) {
            own = current;
            unicast.links(new TreeMap<>(links).values());
            rendezvousPoints.configure(rps, trees.ssm());
            rendezvousPoints.routesChanged();
            tib.rpSetChanged(Set.of(new IpPrefix(IpAddress.unspecified(dialect.family()), 0)));
        }
    }

    private void start(InterfaceSettings settings, Link link) {
        try {
            PimInterface pim = new PimInterface(dialect, settings, link, around, hearing);
            running.put(pim.name(), pim);
            unicast.add(pim);
            pim.liveness(liveness);
            failures.remove(pim.name());
            LOG.info("{}.interface.started if={} address={}", dialect.title(), pim.name(), pim.address());
            tib.interfaceUp(pim);
        } catch (LinkException e) {
            if (!e.getMessage().equals(failures.put(link.name(), e.getMessage()))) {
                LOG.error("{}.interface.failed if={} reason=\"{}\"", dialect.title(), link.name(), e.getMessage());
            }
        }
    }

    private void update(PimInterface pim, InterfaceSettings settings, Link link) {
        if (!pim.link().equals(link)) {
            pim.linkChanged(link);
        }
        if (!pim.settings().equals(settings)) {
            pim.configure(settings);
        }
    }

    private void stop(PimInterface pim) {
        LOG.info("{}.interface.stopped if={} neighbors={}", dialect.title(), pim.name(), pim.neighborCount());
        running.remove(pim.name());
        unicast.remove(pim);
        tib.interfaceDown(pim);
        pim.close();
    }

    void routesChanged(Set<IpPrefix> prefixes) {
        rendezvousPoints.routesChanged();
        tib.routesChanged(prefixes);
    }

    void registerTunnel(Optional<RegisterTunnel> tunnel) {
        tib.registerTunnel(tunnel);
    }

    void liveness(Optional<LivenessCheck> check) {
        liveness = check;
        running.values().forEach(pim -> pim.liveness(check));
    }

    /** This router is neither a bootstrap router nor an RP any more, and says so. */
    void resign() {
        rendezvousPoints.close();
    }

    /** Ends; the manager holds what it was told, for a successor. */
    void suspend() {
        resign();
        running.values().forEach(PimInterface::close);
        running.clear();
        tib.close();
    }

    private boolean owns(IpAddress address) {
        return own.contains(address);
    }

    /** Sends a Bootstrap message on one interface, in as many fragments as it takes. */
    private static void tell(PimInterface on, Bootstrap message) {
        boundary(on)
                .across(message)
                .ifPresent(passing ->
                        BootstrapFragmenter.fragments(passing, on.mtu()).forEach(on::sendToAll));
    }

    private static ScopeBoundary boundary(PimInterface on) {
        return new ScopeBoundary(on.settings().policy().boundary());
    }

    /** What rendezvous points need. */
    private final class Outside implements RendezvousPoints.Outside {

        @Override
        public boolean reaches(IpAddress address) {
            return owns(address) || routes.lookup(address).isPresent();
        }

        @Override
        public boolean owns(IpAddress address) {
            return PimRouter.this.owns(address);
        }

        @Override
        public Optional<IpAddress> addressOf(String interfaceName) {
            return links.values().stream()
                    .filter(link -> link.name().equals(interfaceName))
                    .findFirst()
                    .flatMap(link -> DomainAddress.of(link, dialect.family()));
        }

        @Override
        public void flood(Bootstrap message) {
            running.values().stream().filter(pim -> pim.neighborCount() > 0).forEach(pim -> tell(pim, message));
        }

        @Override
        public void advertise(IpAddress bsr, CandidateRpAdvertisement message) {
            if (!unicast.send(Optional.of(message.rp()), bsr, message)
                    && offerLog.passes(around.loop().now())) {
                LOG.warn("{}.candidate-rp no way to the bootstrap router {}", dialect.title(), bsr);
            }
        }

        @Override
        public void changed(Set<IpPrefix> ranges) {
            tib.rpSetChanged(ranges);
        }
    }

    /** What the interfaces hear. */
    private final class Hearing implements PimInterface.Listener {

        @Override
        public void neighborUp(PimInterface on, IpAddress neighbor) {
            tib.neighborUp(on, neighbor);
            greet(on, neighbor);
        }

        @Override
        public void neighborGone(PimInterface on, IpAddress neighbor) {
            tib.neighborGone(on, neighbor);
        }

        @Override
        public void neighborRestarted(PimInterface on, IpAddress neighbor) {
            tib.neighborRestarted(on, neighbor);
            greet(on, neighbor);
        }

        @Override
        public void changed(PimInterface on) {
            tib.interfaceChanged(on);
        }

        private void greet(PimInterface on, IpAddress neighbor) {
            if (on.neighborhood().speaksTo(neighbor)) {
                rendezvousPoints.newNeighbor(message -> tell(on, message));
            }
        }

        @Override
        public void received(PimInterface on, InboundPacket.Header header, PimMessage message) {
            switch (message) {
                case JoinPrune joinPrune -> tib.received(on, header.source(), joinPrune);
                case Assert asserted -> tib.received(on, header.source(), asserted);
                case Register register -> tib.received(on, header, register);
                case RegisterStop stop -> tib.received(on, header, stop);
                case Bootstrap bootstrap ->
                    rendezvousPoints.received(bootstrap, path(on, header, bootstrap), boundary(on));
                case CandidateRpAdvertisement offer -> rendezvousPoints.received(offer);
                case Hello _ -> {}
            }
        }

        private Bootstrapping.Path path(PimInterface on, InboundPacket.Header header, Bootstrap message) {
            if (!header.destination().isMulticast()) {
                return Bootstrapping.Path.UNICAST;
            }
            Optional<Route> route = routes.lookup(message.bsr());
            boolean fromRpf = route.filter(
                            way -> way.interfaceIndex() == on.link().index())
                    .flatMap(way -> on.neighborWith(way.nextHop().orElse(message.bsr())))
                    .filter(header.source()::equals)
                    .isPresent();
            return fromRpf ? Bootstrapping.Path.FROM_RPF_NEIGHBOR : Bootstrapping.Path.FROM_OTHER_NEIGHBOR;
        }
    }
}
