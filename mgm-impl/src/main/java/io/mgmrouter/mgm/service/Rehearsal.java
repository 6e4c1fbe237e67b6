package io.mgmrouter.mgm.service;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopStatistics;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.mgm.spi.Upcalls;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteListener;
import io.mgmrouter.route.RouteLookup;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plays joins, flows and leaves on a manager of its own, whose clients and forwarder do nothing. The real manager's
 * code is then compiled when the first host joins: that join would otherwise take milliseconds, not microseconds.
 */
public final class Rehearsal {

    /** Enough for the first compiler of the virtual machine, which looks at a method later the more it has to do. */
    private static final int ROUNDS = 6_000;

    private static final int HOST = 0x0a000002;
    private static final int GROUP = 0xefff0000;
    private static final InterfaceId UPSTREAM = InterfaceId.of(1);
    private static final InterfaceId DOWNSTREAM = InterfaceId.of(2);

    private final StillLoop loop = new StillLoop();
    private final Silence forwarder = new Silence();
    private final Extra client = new Extra();
    private final MgmService manager = new MgmService(MgmSettings.DEFAULTS, loop, (_, _) -> {});

    private Rehearsal() {
        Route route = new Route(IpPrefix.parse("10.0.0.0/8"), UPSTREAM.index(), Optional.empty(), 0, 0, "rehearsal");
        manager.useRoutes(Optional.of(new OneRoute(route)));
        manager.act((core, _) -> {
            core.interfaceAppeared(UPSTREAM.index());
            core.interfaceAppeared(DOWNSTREAM.index());
        });
        manager.forwarders().add(forwarder, EnumSet.allOf(Family.class), 0);
        ClientProfile profile =
                new ClientProfile("rehearsal", Role.LOCAL_MEMBERSHIP, EnumSet.allOf(Family.class), Set.of());
        manager.attach(new ComponentId(0, 0), profile, client, loop);
    }

    /** Takes a few hundred milliseconds of one core; for a thread of low priority. */
    public static void play() {
        new Rehearsal().playAll();
    }

    private void playAll() {
        client.session.takeOwnership(UPSTREAM);
        InterfaceOwnership receivers = client.session.takeOwnership(DOWNSTREAM);
        for (int i = 0; i < ROUNDS && !Thread.currentThread().isInterrupted(); i++) {
            Sg sg = new Sg(new Ipv4Address(HOST), new Ipv4Address(GROUP + i));
            SourceGroup joined = i % 4 == 0 ? sg : new StarG(sg.group());
            forwarder.upcalls.noEntry(sg, UPSTREAM, ByteBuffer.allocate(20));
            receivers.join(joined);
            receivers.leave(joined);
            manager.entries(Optional.of(sg), 1);
        }
        manager.close();
    }

    /** Time stands still, and everything is done at once. */
    private static final class StillLoop implements ControlLoop {
        @Override
        public String name() {
            return "rehearsal";
        }

        @Override
        public Tick now() {
            return new Tick(0);
        }

        @Override
        public void run(Runnable work) {
            work.run();
        }

        @Override
        public boolean offer(Runnable packet) {
            packet.run();
            return true;
        }

        @Override
        public LoopTimer timer(String name, Runnable due) {
            return new Never();
        }

        @Override
        public boolean inLoop() {
            return true;
        }

        @Override
        public LoopStatistics statistics() {
            return new LoopStatistics(0, 0, 0, 0, Duration.ZERO);
        }
    }

    private static final class Never implements LoopTimer {
        @Override
        public void set(Tick deadline) {}

        @Override
        public void cancel() {}

        @Override
        public Optional<Tick> deadline() {
            return Optional.empty();
        }
    }

    private record OneRoute(Route route) implements RouteLookup {
        @Override
        public Optional<Route> lookup(IpAddress destination) {
            return Optional.of(route);
        }

        @Override
        public Collection<Route> routes() {
            return List.of(route);
        }

        @Override
        public Subscription subscribe(RouteListener listener) {
            return () -> {};
        }
    }

    private final class Extra implements MulticastProtocol {
        private MgmSession session;

        @Override
        public ControlLoop loop() {
            return loop;
        }

        @Override
        public void attached(MgmSession newSession) {
            session = newSession;
        }
    }

    private static final class Silence implements PacketForwarder {
        private Upcalls upcalls;

        @Override
        public void start(Collection<ForwarderEntry> table, Upcalls reports) {
            upcalls = reports;
        }

        @Override
        public void set(ForwarderEntry entry) {}

        @Override
        public void remove(SourceGroup sourceGroup) {}

        @Override
        public List<Counters> counters(Collection<Sg> flows) {
            return List.of();
        }

        @Override
        public void stop() {}
    }
}
