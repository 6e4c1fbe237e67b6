package io.mgmrouter.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.route.RouteLookup;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@DisplayName("Clients on real threads: what one does, the others do not notice")
@Tag("MGM-104")
@Tag("MGM-105")
@Timeout(120)
class IsolationIT {

    private static final InterfaceId ETH0 = InterfaceId.of(1);
    private static final InterfaceId ETH1 = InterfaceId.of(2);
    private static final InterfaceId ETH2 = InterfaceId.of(3);
    private static final StarG GROUP = new StarG(IpAddress.parse("239.1.1.1"));

    @TempDir
    private Path directory;

    private final WatchedForwarder forwarder = new WatchedForwarder();
    /** Released at the end whatever happens, so that no loop stays stuck. */
    private final CountDownLatch release = new CountDownLatch(1);

    private EmbeddedRouter router;
    private MulticastGroupManager manager;
    private Actor bad;
    private Actor good;
    private InterfaceOwnership receivers;

    /** The bad client owns the interface toward the sources, the good one has the receivers. */
    private void start(int questionDeadlineMillis) throws Exception {
        router = EmbeddedRouter.with("loop", "control", "mgm-impl")
                .sharingApi()
                .configured("io.mgmrouter.mgm", Map.of("question.deadline.ms", questionDeadlineMillis))
                .configured("io.mgmrouter.loop", Map.of("watchdog.limit", 500))
                .start();
        router.publish(
                        LinkService.class,
                        new FakeLinkService()
                                .with(1, "eth0", "10.0.0.1/24")
                                .with(2, "eth1")
                                .with(3, "eth2"),
                        Map.of())
                .publish(RouteLookup.class, new FakeRoutes().connected("10.0.0.0/24", 1), Map.of())
                .publish(PacketForwarder.class, forwarder, Map.of(PacketForwarder.FAMILIES, new String[] {"IPV4"}));
        manager = router.await(MulticastGroupManager.class);
        bad = actor("com.example.bad").publish(101);
        good = actor("com.example.good").publish(102);
        bad.takes(ETH0);
        receivers = good.takes(ETH1);
        receivers.join(GROUP);
        assertThat(bad.next()).isEqualTo("onJoinAlert (*,239.1.1.1)");
        bad.settle();
    }

    @BeforeEach
    void aRouterWithAGoodAndABadClient() throws Exception {
        start(250);
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        router.close();
    }

    @Test
    void aStuckClientIsNamedIsNotWaitedForAgainAndIsHeardOfByNobody() throws Exception {
        BlockingQueue<String> log = listenTo("io.mgmrouter.loop.thread.Watchdog");
        bad.action = _ -> stuck();
        assertThat(Actor.get(forwarder.packet(flow(9), ETH0)).oifs()).containsExactly(ETH1);
        assertThat(bad.next()).isEqualTo("onRpf (10.0.0.9,239.1.1.1)");

        assertThat(lineAbout(log, "loop=com.example.bad")).contains("IsolationIT.stuck");
        for (int host = 10; host < 40; host++) {
            assertThat(Actor.get(forwarder.packet(flow(host), ETH0)).oifs()).containsExactly(ETH1);
        }
        Actor third = actor("com.example.third").publish(103);
        third.takes(ETH2).join(GROUP);
        assertThat(nextJoin(good)).isEqualTo("onJoinAlert (*,239.1.1.1)");
        assertThat(status("com.example.bad").overdueAnswers()).isEqualTo(1);
        assertThat(status("com.example.bad").lateAnswers()).isEqualTo(1);
        assertThat(bad.heard()).as("nothing more reached it").isEmpty();
        assertThat(manager.explain(flow(39)).decisions())
                .extracting(Decision::kind)
                .contains(Decision.Kind.NOT_ASKED, Decision.Kind.INSTALLED);
        assertThat(router.ask("explain 10.0.0.39,239.1.1.1"))
                .startsWith("OK")
                .contains("com.example.bad not asked, because an earlier answer is overdue: no change");

        release.countDown();
        for (int host = 9; host < 40; host++) {
            assertThat(bad.next()).as("asked again").isEqualTo("onRpf (10.0.0." + host + ",239.1.1.1)");
        }
        assertThat(status("com.example.bad").overdueAnswers()).isZero();
        forwarder.packet(flow(50), ETH0);
        assertThat(bad.next()).isEqualTo("onRpf (10.0.0.50,239.1.1.1)");
    }

    @Test
    void aBundleThatIsStoppedWhileAskedHoldsUpNoFlow() throws Exception {
        router.close();
        start(60_000);
        bad.action = _ -> stuck();
        var entry = forwarder.packet(flow(9), ETH0);
        assertThat(bad.next()).isEqualTo("onRpf (10.0.0.9,239.1.1.1)");

        CompletableFuture<Void> stopped = inBackground(() -> bad.bundle.uninstall());

        assertThat(Actor.get(entry).oifs()).as("long before the deadline").isNotNull();
        release.countDown();
        Actor.get(stopped);
        assertThat(manager.clients()).extracting(ClientStatus::name).containsExactly("com.example.good");
        receivers.leave(GROUP);
        receivers.join(GROUP);
    }

    @Test
    void aClientMayHoldALockItsOwnCallbacksWaitFor() throws Exception {
        Object lock = new Object();
        CountDownLatch begun = new CountDownLatch(1);
        bad.action = _ -> {
            begun.countDown();
            synchronized (lock) {
                lock.notifyAll();
            }
        };

        CompletableFuture<Void> call = inBackground(() -> {
            synchronized (lock) {
                receivers.leave(GROUP);
                assertThat(begun.await(Actor.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                bad.session().ownerships().getFirst().join(GROUP);
                receivers.join(GROUP);
            }
        });

        Actor.get(call);
        assertThat(nextJoin(good)).isEqualTo("onJoinAlert (*,239.1.1.1)");
    }

    @Test
    void aFloodReachesNobodyButInItsNewestForm() throws Exception {
        bad.action = _ -> stuck();
        Actor flooder = actor("com.example.flooder").publish(103);
        InterfaceOwnership everything = flooder.takes(ETH2);
        StarG flooded = new StarG(IpAddress.parse("239.9.9.9"));
        CompletableFuture<Void> flood = inBackground(() -> {
            for (int i = 0; i < 20_000; i++) {
                everything.join(flooded);
                everything.leave(flooded);
            }
            everything.join(flooded);
        });

        assertThat(Actor.get(forwarder.packet(flow(9), ETH0)).oifs())
                .as("the flood holds up no flow")
                .containsExactly(ETH1);
        Actor.get(flood);
        assertThat(status("com.example.bad").waiting()).isLessThan(1_100);
        assertThat(status("com.example.bad").superseded()).isGreaterThan(30_000);
        release.countDown();
        bad.settle();
        bad.settle(); // from the question that it is asked again
        assertThat(status("com.example.bad").waiting()).isZero();
        assertThat(bad.heard().stream().filter(line -> line.contains("239.9.9.9")))
                .last()
                .as("what is true in the end")
                .isEqualTo("onJoinAlert (*,239.9.9.9)");
    }

    @Test
    void aProtocolThatFailsToSayWhatItIsIsRefusedAndNobodyElse() throws Exception {
        BlockingQueue<String> log = listenTo("io.mgmrouter.mgm.osgi.MgmComponent");
        refused(log, () -> null, Set::of, "its loop() returned null");
        refused(log, () -> sneaky("no loop"), Set::of, "it failed to say what it is");
        refused(log, () -> good.loop, () -> null, "its callbacks() returned null");
        refused(log, () -> good.loop, () -> sneaky("no callbacks"), "it failed to say what it is");
        assertThat(manager.clients()).hasSize(2);

        actor("com.example.third").publish(103).session().close();
    }

    @Test
    void aProtocolThatNeverSaysWhatItIsHoldsUpNobody() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        Actor host = actor("com.example.silent");
        CompletableFuture<Void> publishing = inBackground(() -> publish(host, 104, () -> host.loop, () -> {
            asked.countDown();
            stuck();
            return Set.of();
        }));
        assertThat(asked.await(Actor.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        Actor third = actor("com.example.third").publish(103);
        third.session().close();
        third.withdraw();
        assertThat(manager.clients()).hasSize(2);

        release.countDown();
        Actor.get(publishing);
        assertThat(manager.clients()).hasSize(3);
    }

    @Test
    void aLoopThatIsClosedHearsNothingAndHarmsNobody() throws Exception {
        Actor gone = actor("com.example.gone");
        ControlLoop closed = gone.loop;
        gone.bundle.stop();
        Actor host = actor("com.example.host");
        publish(host, 100, () -> closed, Set::of);
        assertThat(manager.clients()).hasSize(3);

        receivers.leave(GROUP);
        receivers.join(GROUP);

        assertThat(bad.next()).isEqualTo("onPruneAlert (*,239.1.1.1)");
        assertThat(Actor.get(forwarder.packet(flow(9), ETH0)).oifs()).containsExactly(ETH1);
    }

    @Test
    void aSessionClosedInsideACallbackIsClosed() throws Exception {
        bad.action = _ -> {
            bad.session().ownerships().forEach(InterfaceOwnership::close);
            bad.session().close();
        };
        receivers.leave(GROUP);
        bad.settle();

        assertThat(manager.clients()).hasSize(1);
        assertThatThrownBy(() -> bad.takes(ETH0)).hasMessageContaining("closed");
        receivers.join(GROUP);
        assertThat(bad.heard()).containsExactly("onPruneAlert (*,239.1.1.1)");
    }

    private void refused(
            BlockingQueue<String> log, Supplier<ControlLoop> loop, Supplier<Set<Callback>> callbacks, String expected)
            throws Exception {
        publish(good, 105, loop, callbacks);
        assertThat(log.poll(Actor.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .contains("com.example.good", "not attached", expected);
    }

    private static void publish(
            Actor host, int protocolId, Supplier<ControlLoop> loop, Supplier<Set<Callback>> callbacks) {
        MulticastProtocol protocol = new MulticastProtocol() {
            @Override
            public ControlLoop loop() {
                return loop.get();
            }

            @Override
            public Set<Callback> callbacks() {
                return callbacks.get();
            }

            @Override
            public void attached(MgmSession session) {}
        };
        host.bundle
                .getBundleContext()
                .registerService(
                        MulticastProtocol.class,
                        protocol,
                        new Hashtable<>(Map.of(MulticastProtocol.PROTOCOL_ID, protocolId)));
    }

    private static <T> T sneaky(String message) {
        throw new NoClassDefFoundError(message);
    }

    private Actor actor(String name) throws Exception {
        return new Actor(router.install(TestBundle.named(name).in(directory)));
    }

    private ClientStatus status(String name) {
        return manager.clients().stream()
                .filter(client -> client.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String nextJoin(Actor actor) {
        String heard = actor.next();
        while (!heard.startsWith("onJoinAlert")) {
            heard = actor.next();
        }
        return heard;
    }

    private void stuck() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String lineAbout(BlockingQueue<String> log, String what) throws InterruptedException {
        String line = log.poll(Actor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        while (line != null && !line.contains(what)) {
            line = log.poll(Actor.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        return String.valueOf(line);
    }

    private static Sg flow(int host) {
        return new Sg(IpAddress.parse("10.0.0." + host), GROUP.group());
    }

    /** Work that may throw anything. */
    private interface Work {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> inBackground(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static BlockingQueue<String> listenTo(String logger) {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
            }
        };
        appender.start();
        ((Logger) LoggerFactory.getLogger(logger)).addAppender(appender);
        return lines;
    }
}
