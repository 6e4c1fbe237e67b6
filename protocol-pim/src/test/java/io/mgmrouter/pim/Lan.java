package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.LanPruneDelay;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.MemoryWire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/** A link with PIM routers on it, in one family, and a hand on the wire that can send anything. */
final class Lan {

    final Dialect dialect;
    final ManualLoop loop = new ManualLoop("pim");
    final MemoryWire wire = new MemoryWire();
    private final Random random = new Random(7);

    Lan(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A router; its first Hello is still to come. */
    Router router(String address, Object... keysAndValues) {
        return new Router(address, keysAndValues);
    }

    /** Two routers or more that know each other. */
    List<Router> routers(String... addresses) {
        List<Router> routers = Stream.of(addresses).map(this::router).toList();
        advance(Duration.ofSeconds(6));
        return routers;
    }

    void advance(Duration length) {
        loop.advance(length);
    }

    /** Somebody sends this as such messages are sent. */
    void send(String from, PimMessage message) {
        send(from, dialect.allPimRouters(), 1, message);
    }

    void send(String from, IpAddress to, int ttl, PimMessage message) {
        IpAddress source = IpAddress.parse(from);
        sendOctets(source, to, ttl, PimCodec.encode(message, source, to));
    }

    void sendOctets(IpAddress from, IpAddress to, int ttl, ByteBuffer octets) {
        wire.send(new MemoryWire.Frame(from, to, ttl, false, octets));
        loop.drain();
    }

    /** A Hello with all options. */
    static Hello hello(int holdtime, long priority, int generation, String... others) {
        return new Hello(
                OptionalInt.of(holdtime),
                OptionalLong.of(priority),
                OptionalInt.of(generation),
                Optional.of(new LanPruneDelay(500, 2500, true)),
                Stream.of(others).map(IpAddress::parse).toList());
    }

    /** What was sent from this address since the last time. */
    List<PimMessage> sentFrom(String address) {
        List<PimMessage> sent = wire.log().stream()
                .filter(frame -> frame.source().equals(IpAddress.parse(address)))
                .map(Lan::decoded)
                .toList();
        wire.clearLog();
        return sent;
    }

    List<JoinPrune> joinPrunesFrom(String address) {
        return sentFrom(address).stream()
                .filter(JoinPrune.class::isInstance)
                .map(JoinPrune.class::cast)
                .toList();
    }

    private static PimMessage decoded(MemoryWire.Frame frame) {
        try {
            return PimCodec.decode(frame.payload(), frame.source(), frame.destination());
        } catch (MalformedPacketException e) {
            throw new AssertionError(e.reason(), e);
        }
    }

    /** One router's interface eth0. */
    final class Router implements PimInterface.Listener {

        final FakeLinkService links = new FakeLinkService();
        final List<String> heard = new ArrayList<>();
        final PimInterface pim;
        private final String address;
        private final Map<String, Object> properties = new HashMap<>(Map.of("interface", "eth0"));

        Router(String address, Object... keysAndValues) {
            this.address = address;
            links.add(link(address), wire);
            put(keysAndValues);
            pim = new PimInterface(
                    dialect, settings(), links.link(1).orElseThrow(), new Environment(loop, links, random), this);
        }

        String address() {
            return address;
        }

        void configure(Object... keysAndValues) {
            put(keysAndValues);
            pim.configure(settings());
            loop.drain();
        }

        void linkChanges(String... addresses) {
            links.change(link(addresses));
            pim.linkChanged(links.link(1).orElseThrow());
            loop.drain();
        }

        /** What was told since the last time. */
        List<String> takeHeard() {
            List<String> taken = List.copyOf(heard);
            heard.clear();
            return taken;
        }

        Map<String, Long> drops() {
            return pim.counters().dropped();
        }

        private void put(Object... keysAndValues) {
            for (int i = 0; i < keysAndValues.length; i += 2) {
                properties.put((String) keysAndValues[i], keysAndValues[i + 1]);
            }
        }

        private InterfaceSettings settings() {
            return InterfaceSettings.of(Map.of(), properties);
        }

        private Link link(String... addresses) {
            int length = dialect.family() == Family.IPV4 ? 24 : 64;
            List<LinkAddress> all = Stream.of(addresses)
                    .map(text -> new LinkAddress(IpAddress.parse(text), length))
                    .toList();
            return new Link(1, "eth0", true, true, false, false, 1500, all);
        }

        @Override
        public void neighborUp(PimInterface on, IpAddress neighbor) {
            heard.add("up " + neighbor);
        }

        @Override
        public void neighborGone(PimInterface on, IpAddress neighbor) {
            heard.add("gone " + neighbor);
        }

        @Override
        public void neighborRestarted(PimInterface on, IpAddress neighbor) {
            heard.add("restarted " + neighbor);
        }

        @Override
        public void changed(PimInterface on) {
            heard.add("changed dr=" + on.neighborhood().designatedRouter());
        }

        @Override
        public void received(PimInterface on, InboundPacket.Header header, PimMessage message) {
            heard.add(message.getClass().getSimpleName() + " from " + header.source());
        }
    }
}
