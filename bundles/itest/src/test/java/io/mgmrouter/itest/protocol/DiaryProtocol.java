package io.mgmrouter.itest.protocol;

import io.mgmrouter.itest.diary.Diary;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Owns the interface with index 1 and writes down what it hears. */
public final class DiaryProtocol implements MulticastProtocol {

    private final ControlLoop loop;

    DiaryProtocol(ControlLoop loop) {
        this.loop = loop;
    }

    @Override
    public ControlLoop loop() {
        return loop;
    }

    @Override
    public void attached(MgmSession session) {
        session.takeOwnership(InterfaceId.of(1));
        Diary.attached(session);
    }

    @Override
    public void detached() {
        Diary.write("detached");
    }

    @Override
    public RpfDecision onRpf(RpfQuery query) {
        Diary.write("onRpf " + query.sg() + " " + (loop.inLoop() ? "on its loop" : "elsewhere"));
        return query.accept();
    }

    @Override
    public Set<InterfaceId> onCreation(CreationAlert alert) {
        Diary.write("onCreation " + alert.sg());
        return Set.of();
    }

    @Override
    public void onJoinAlert(JoinAlert alert) {
        Diary.write("onJoinAlert " + alert.sourceGroup() + " " + alert.cause());
    }

    @Override
    public Optional<Duration> onPruneAlert(PruneAlert alert) {
        Diary.write("onPruneAlert " + alert.sourceGroup() + " " + alert.cause());
        return Optional.empty();
    }
}
