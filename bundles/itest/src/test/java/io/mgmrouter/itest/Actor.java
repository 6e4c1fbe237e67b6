package io.mgmrouter.itest;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;

/** A protocol played by a test, with a bundle and a real loop of its own. Each callback does what the test says. */
final class Actor implements MulticastProtocol {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final Bundle bundle;
    final ControlLoop loop;
    /** What to do in every callback, given its name and what it is about. */
    volatile Consumer<String> action = _ -> {};

    private final CompletableFuture<MgmSession> session = new CompletableFuture<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private ServiceRegistration<MulticastProtocol> registration;

    Actor(Bundle bundle) {
        this.bundle = bundle;
        var context = bundle.getBundleContext();
        this.loop = context.getService(context.getServiceReference(ControlLoop.class));
    }

    Actor publish(int protocolId) {
        Map<String, Object> properties =
                Map.of(MulticastProtocol.PROTOCOL_ID, protocolId, MulticastProtocol.NAME, bundle.getSymbolicName());
        registration =
                bundle.getBundleContext().registerService(MulticastProtocol.class, this, new Hashtable<>(properties));
        return this;
    }

    void withdraw() {
        registration.unregister();
    }

    MgmSession session() {
        return get(session);
    }

    InterfaceOwnership takes(InterfaceId id) {
        return session().takeOwnership(id);
    }

    /** Waits for the next callback. */
    String next() {
        try {
            return Optional.ofNullable(heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError(bundle.getSymbolicName() + " heard nothing"));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What was heard and not asked for. */
    BlockingQueue<String> heard() {
        return heard;
    }

    /** Waits until everything queued on the loop so far is done. */
    void settle() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.run(() -> done.complete(null));
        get(done);
    }

    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public ControlLoop loop() {
        return loop;
    }

    @Override
    public Set<Callback> callbacks() {
        return EnumSet.allOf(Callback.class);
    }

    @Override
    public void attached(MgmSession newSession) {
        session.complete(newSession);
    }

    @Override
    public RpfDecision onRpf(RpfQuery query) {
        hear("onRpf " + query.sg());
        return query.accept();
    }

    @Override
    public Set<InterfaceId> onCreation(CreationAlert alert) {
        hear("onCreation " + alert.sg());
        return Set.of();
    }

    @Override
    public void onJoinAlert(JoinAlert alert) {
        hear("onJoinAlert " + alert.sourceGroup());
    }

    @Override
    public Optional<Duration> onPruneAlert(PruneAlert alert) {
        hear("onPruneAlert " + alert.sourceGroup());
        return Optional.empty();
    }

    private void hear(String what) {
        heard.add(what);
        action.accept(what);
    }
}
