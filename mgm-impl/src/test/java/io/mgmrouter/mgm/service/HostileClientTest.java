package io.mgmrouter.mgm.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.route.Route;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.RecordingProtocol;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Whatever a client does, the others do not notice")
@Tag("MGM-104")
class HostileClientTest {

    private static final InterfaceId ETH0 = InterfaceId.of(1);
    private static final InterfaceId ETH1 = InterfaceId.of(2);
    private static final InterfaceId ETH2 = InterfaceId.of(3);
    private static final Sg SG = new Sg(IpAddress.parse("10.0.0.9"), IpAddress.parse("239.1.1.1"));
    private static final StarG STAR_G = new StarG(SG.group());
    private static final String FORWARDED = "(10.0.0.9,239.1.1.1) 1->[2, 3]";

    private final ManualLoop loop = new ManualLoop("mgm");
    private final FakeForwarder forwarder = new FakeForwarder();
    private final MgmService manager = new MgmService(MgmSettings.DEFAULTS, loop, (_, _) -> {});
    private final Hostile hostile = new Hostile();
    private final RecordingProtocol good = new RecordingProtocol("good");

    /** The hostile client owns the interface toward the source; both have receivers behind another. */
    @BeforeEach
    void start() {
        manager.useLinks(Optional.of(new FakeLinkService()
                .with(1, "eth0", "10.0.0.1/24")
                .with(2, "eth1", "10.0.1.1/24")
                .with(3, "eth2", "10.0.2.1/24")));
        manager.useRoutes(Optional.of(new FakeRoutes().connected("10.0.0.0/24", 1)));
        manager.forwarders().add(forwarder, EnumSet.of(Family.IPV4), 0);
        attach(hostile, hostile.loop, 101);
        attach(good, good.loop(), 102);
        drain();
        hostile.session.takeOwnership(ETH0);
        hostile.session.takeOwnership(ETH1).join(STAR_G);
        good.session().takeOwnership(ETH2).join(STAR_G);
        drain();
    }

    static Stream<Named<Throwable>> throwables() {
        return Stream.of(
                        new IllegalStateException("x"),
                        new NoClassDefFoundError("x"),
                        new StackOverflowError(),
                        new OutOfMemoryError("x"),
                        new AssertionError("x"),
                        new Error("x"),
                        new IOException("undeclared"),
                        new InterruptedException("undeclared"))
                .map(each -> Named.of(each.getClass().getSimpleName(), each));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void throwing(Throwable thrown) {
        hostile.action = _ -> sneak(thrown);

        assertOthersUnaffected();

        assertThat(status().failedCallbacks()).isGreaterThanOrEqualTo(3);
        assertThat(status().lateAnswers()).as("a failure is an answer").isZero();
    }

    static Stream<Named<RpfDecision>> rpfNonsense() {
        Route route =
                new FakeRoutes().connected("10.0.0.0/24", 1).lookup(SG.source()).orElseThrow();
        return Stream.of(
                Named.of("null", null),
                Named.of("somebody else's interface", new RpfDecision(ETH2, Optional.empty(), route)),
                Named.of("an unknown interface", new RpfDecision(InterfaceId.of(99), Optional.empty(), route)));
    }

    @ParameterizedTest
    @MethodSource("rpfNonsense")
    @Tag("MGM-080")
    void answeringNonsenseToRpf(RpfDecision nonsense) {
        hostile.rpf = _ -> nonsense;

        assertOthersUnaffected();
    }

    static Stream<Named<Set<InterfaceId>>> creationNonsense() {
        return Stream.of(
                Named.of("null", null),
                Named.of("a set with null", new HashSet<>(Arrays.asList(ETH1, null))),
                Named.of("somebody else's interface", Set.of(ETH2)),
                Named.of("the incoming interface", Set.of(ETH0)),
                Named.of("a set that throws", throwingSet()));
    }

    @ParameterizedTest
    @MethodSource("creationNonsense")
    void answeringNonsenseToCreation(Set<InterfaceId> nonsense) {
        hostile.leaveOut = nonsense;

        assertOthersUnaffected();
    }

    enum LifeSpan {
        NOTHING(null),
        NEGATIVE(Optional.of(Duration.ofSeconds(-5))),
        ENDLESS(Optional.of(Duration.ofSeconds(Long.MAX_VALUE))),
        BELOW_ZERO_WITHOUT_END(Optional.of(Duration.ofSeconds(Long.MIN_VALUE)));

        final Optional<Duration> value;

        LifeSpan(Optional<Duration> value) {
            this.value = value;
        }
    }

    @ParameterizedTest
    @EnumSource(LifeSpan.class)
    @Tag("MGM-088")
    void answeringNonsenseAboutTheLifeSpan(LifeSpan nonsense) {
        hostile.lifeSpan = nonsense.value;
        Sg idle = new Sg(SG.source(), IpAddress.parse("239.2.2.2"));
        forwarder.packet(idle, ETH0);
        drain();

        assertThat(manager.entry(idle).orElseThrow().expiryTime()).isPositive();
        loop.advance(Duration.ofSeconds(900));
        drain();
        assertOthersUnaffected();
    }

    static Stream<Named<Consumer<MgmSession>>> reentrantCalls() {
        return Stream.of(
                Named.of("add", session -> on(session, ETH0).join(new StarG(IpAddress.parse("239.3.3.3")))),
                Named.of("delete", session -> on(session, ETH0).leave(STAR_G)),
                Named.of(
                        "enumerate",
                        session -> session.enumerateGroups(EnumerationType.ALL_SOURCES)
                                .close()),
                Named.of("release", session -> on(session, ETH1).close()),
                Named.of("take again", session -> session.takeOwnership(ETH0)),
                Named.of("release all and deregister", session -> {
                    session.ownerships().forEach(InterfaceOwnership::close);
                    session.close();
                }),
                Named.of("deregister while owning", MgmSession::close));
    }

    @ParameterizedTest
    @MethodSource("reentrantCalls")
    @Tag("MGM-105")
    void callingBackFromInsideEveryCallback(Consumer<MgmSession> call) {
        hostile.action = call;
        good.owned(ETH2).leave(STAR_G);
        good.owned(ETH2).join(STAR_G);
        forwarder.packet(SG, ETH0);
        drain();

        assertThat(hostile.called).isGreaterThanOrEqualTo(1);
        assertThat(forwarder.table()).hasSize(1);
        assertThat(manager.clients()).extracting(ClientStatus::name).contains("good");
        good.owned(ETH2).leave(STAR_G);
        drain();
        assertThat(manager.memberships(Optional.empty(), 10).items())
                .noneMatch(
                        membership -> membership.client().equals(good.session().id()));
    }

    @Test
    void aLoopThatThrowsTakesNobodyAlong() {
        ControlLoop broken = (ControlLoop) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ControlLoop.class}, (_, method, _) -> {
                    throw new IllegalStateException("broken " + method.getName());
                });
        attach(new Hostile(), broken, 103);

        good.owned(ETH2).leave(STAR_G);
        good.owned(ETH2).join(STAR_G);

        assertOthersUnaffected();
        assertThat(manager.clients().getLast().failedCallbacks()).isPositive();
    }

    @Test
    void anUnansweredQuestionDelaysNoLaterFlow() {
        forwarder.packet(SG, ETH0);
        loop.advance(Duration.ofMillis(250));
        good.loop().drain();
        assertThat(forwarder.table()).containsExactly(FORWARDED);
        Sg later = new Sg(IpAddress.parse("10.0.0.8"), SG.group());

        forwarder.packet(later, ETH0);
        good.loop().drain();

        assertThat(forwarder.table()).contains("(10.0.0.8,239.1.1.1) 1->[2, 3]");
        assertThat(status().overdueAnswers()).isEqualTo(1);
        hostile.loop.drain();
        assertThat(status().overdueAnswers()).as("it has returned").isZero();
        int before = hostile.called;
        forwarder.packet(new Sg(IpAddress.parse("10.0.0.7"), SG.group()), ETH0);
        drain();
        assertThat(hostile.called).as("and is asked again").isGreaterThan(before);
    }

    @Test
    void whoIsFarBehindGetsTheNewestWordAndCostsNoMoreMemory() {
        for (int i = 0; i < 5_000; i++) {
            good.owned(ETH2).join(new StarG(IpAddress.parse("239.4.4.4")));
            good.owned(ETH2).leave(new StarG(IpAddress.parse("239.4.4.4")));
        }

        assertThat(status().waiting()).isEqualTo(Mailbox.IN_ORDER + 1);
        assertThat(status().superseded()).isEqualTo(10_000 - Mailbox.IN_ORDER - 1);
        hostile.loop.drain();
        assertThat(status().waiting()).isZero();
        assertThat(hostile.lastAlert).isEqualTo("prune");
        good.owned(ETH2).join(new StarG(IpAddress.parse("239.4.4.4")));
        hostile.loop.drain();
        assertThat(hostile.lastAlert).isEqualTo("join");
    }

    /** The good client is alerted and asked as ever, and a flow goes where it should. */
    private void assertOthersUnaffected() {
        int heard = good.heard().size();
        forwarder.packet(SG, ETH0);
        drain();
        assertThat(forwarder.table()).contains(FORWARDED);
        assertThat(good.heard().subList(heard, good.heard().size()))
                .containsExactly("CREATION? (10.0.0.9,239.1.1.1) iif=1 [3]");
        good.owned(ETH2).leave(STAR_G);
        drain();
        assertThat(forwarder.table()).contains("(10.0.0.9,239.1.1.1) 1->[2]");
    }

    private ClientStatus status() {
        return manager.clients().getFirst();
    }

    private void attach(MulticastProtocol protocol, ControlLoop clientLoop, int id) {
        manager.attach(
                new ComponentId(id, 0),
                new ClientProfile(
                        id == 102 ? "good" : "hostile",
                        Role.ROUTING,
                        EnumSet.allOf(Family.class),
                        EnumSet.allOf(Callback.class)),
                protocol,
                clientLoop);
    }

    private void drain() {
        for (int round = 0; round < 4; round++) {
            List.of(hostile.loop, good.loop(), loop).forEach(ManualLoop::drain);
        }
    }

    private static InterfaceOwnership on(MgmSession session, InterfaceId id) {
        return session.ownerships().stream()
                .filter(own -> own.interfaceId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Set<InterfaceId> throwingSet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<InterfaceId> iterator() {
                throw new IllegalStateException("no walk");
            }

            @Override
            public int size() {
                return 1;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** Does in every callback what the test says. */
    private static final class Hostile implements MulticastProtocol {
        final ManualLoop loop = new ManualLoop("hostile");
        Consumer<MgmSession> action = _ -> {};
        Function<RpfQuery, RpfDecision> rpf = RpfQuery::accept;
        Set<InterfaceId> leaveOut = Set.of();
        Optional<Duration> lifeSpan = Optional.empty();
        MgmSession session;
        String lastAlert = "";
        int called;

        @Override
        public ControlLoop loop() {
            return loop;
        }

        @Override
        public void attached(MgmSession newSession) {
            session = newSession;
        }

        @Override
        public RpfDecision onRpf(RpfQuery query) {
            act();
            return rpf.apply(query);
        }

        @Override
        public Set<InterfaceId> onCreation(CreationAlert alert) {
            act();
            return leaveOut;
        }

        @Override
        public void onJoinAlert(JoinAlert alert) {
            lastAlert = "join";
            act();
        }

        @Override
        public Optional<Duration> onPruneAlert(PruneAlert alert) {
            lastAlert = "prune";
            act();
            return lifeSpan;
        }

        private void act() {
            called++;
            action.accept(session);
        }
    }
}
