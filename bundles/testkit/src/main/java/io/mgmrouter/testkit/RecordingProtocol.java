package io.mgmrouter.testkit;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.LocalMembership;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.mgm.spi.WrongInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A protocol that writes down what it hears, on a loop the test drives. */
public final class RecordingProtocol implements MulticastProtocol {

    private final String name;
    private final ManualLoop loop;
    private final List<String> heard = new ArrayList<>();
    private Consumer<JoinAlert> onJoin = _ -> {};
    private MgmSession session;
    private RpfQuery lastRpfQuery;
    private boolean throwing;

    public RecordingProtocol(String name) {
        this.name = name;
        this.loop = new ManualLoop(name);
    }

    public String name() {
        return name;
    }

    @Override
    public ManualLoop loop() {
        return loop;
    }

    /** The session of the last {@code attached}. */
    public MgmSession session() {
        return session;
    }

    /** The interface this protocol has taken. */
    public InterfaceOwnership owned(InterfaceId id) {
        return session.ownerships().stream()
                .filter(own -> own.interfaceId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Callbacks so far, one line each. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    public RpfQuery lastRpfQuery() {
        return lastRpfQuery;
    }

    /** From now on every callback throws. */
    public void throwing() {
        throwing = true;
    }

    /** What to do in {@code onJoinAlert}. */
    public void onJoin(Consumer<JoinAlert> action) {
        onJoin = action;
    }

    @Override
    public void attached(MgmSession newSession) {
        session = newSession;
    }

    @Override
    public void refused(MgmException reason) {
        hear("refused " + reason.reason());
    }

    @Override
    public RpfDecision onRpf(RpfQuery query) {
        lastRpfQuery = query;
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
        hear("onJoinAlert " + alert.sourceGroup() + " " + alert.cause());
        onJoin.accept(alert);
    }

    @Override
    public Optional<Duration> onPruneAlert(PruneAlert alert) {
        hear("onPruneAlert " + alert.sourceGroup() + " " + alert.cause());
        return Optional.empty();
    }

    @Override
    public void onLocalJoin(LocalMembership membership) {
        hear("onLocalJoin " + membership.sourceGroup());
        MulticastProtocol.super.onLocalJoin(membership);
    }

    @Override
    public void onLocalLeave(LocalMembership membership) {
        hear("onLocalLeave " + membership.sourceGroup());
        MulticastProtocol.super.onLocalLeave(membership);
    }

    @Override
    public void onWrongInterface(WrongInterface alert) {
        hear("onWrongInterface " + alert.sg());
    }

    private void hear(String line) {
        heard.add(line);
        if (throwing) {
            throw new IllegalStateException(name + " throws in " + line);
        }
    }
}
