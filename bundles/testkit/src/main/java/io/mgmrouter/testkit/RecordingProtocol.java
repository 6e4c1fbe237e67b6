package io.mgmrouter.testkit;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.spi.Callback;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A protocol that writes down what it hears, on a loop the test drives, and answers as the test says; at first as the
 * defaults of {@link MulticastProtocol} do. Lines:
 *
 * <pre>
 * RPF? (S,G) iif=10             CREATION? (S,G) iif=10 [11, 12+igmp]
 * JOIN (*,G) MEMBERSHIP         PRUNE (S,G) if=10 FORWARDING_ENTRY
 * LOCAL_JOIN (*,G) if=11        LOCAL_LEAVE (*,G) if=11        WRONG_IF (S,G) if=12
 * </pre>
 */
public class RecordingProtocol implements MulticastProtocol {

    private final String name;
    private final ManualLoop loop;
    private final List<String> heard = new ArrayList<>();
    private Set<Callback> callbacks = EnumSet.allOf(Callback.class);
    private Function<RpfQuery, RpfDecision> rpfAnswer = RpfQuery::accept;
    private Function<CreationAlert, Set<InterfaceId>> creationAnswer = _ -> Set.of();
    private Function<PruneAlert, Optional<Duration>> pruneAnswer = _ -> Optional.empty();
    private Consumer<JoinAlert> onJoin = _ -> {};
    private Consumer<LocalMembership> onLocalJoin = MulticastProtocol.super::onLocalJoin;
    private Consumer<LocalMembership> onLocalLeave = MulticastProtocol.super::onLocalLeave;
    private MgmSession session;
    private RpfQuery lastRpfQuery;
    private WrongInterface lastWrongInterface;
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

    @Override
    public Set<Callback> callbacks() {
        return callbacks;
    }

    /** Wants these callbacks only; said before it is attached. */
    public void wants(Set<Callback> wanted) {
        callbacks = Set.copyOf(wanted);
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

    /** Callbacks since the last call, one line each. */
    public List<String> takeHeard() {
        List<String> taken = heard();
        heard.clear();
        return taken;
    }

    public RpfQuery lastRpfQuery() {
        return lastRpfQuery;
    }

    public WrongInterface lastWrongInterface() {
        return lastWrongInterface;
    }

    /** From now on every callback throws. */
    public void throwing() {
        throwing = true;
    }

    /** Answers RPF questions so. */
    public void answersRpf(Function<RpfQuery, RpfDecision> answer) {
        rpfAnswer = answer;
    }

    /** Answers creation alerts so: with the interfaces to leave out. */
    public void answersCreation(Function<CreationAlert, Set<InterfaceId>> answer) {
        creationAnswer = answer;
    }

    /** Answers prune alerts so: with the entry's life span. */
    public void answersPrune(Function<PruneAlert, Optional<Duration>> answer) {
        pruneAnswer = answer;
    }

    /** What to do in {@code onJoinAlert}. */
    public void onJoin(Consumer<JoinAlert> action) {
        onJoin = action;
    }

    /** What to do in {@code onLocalJoin}. */
    public void onLocalJoin(Consumer<LocalMembership> action) {
        onLocalJoin = action;
    }

    /** What to do in {@code onLocalLeave}. */
    public void onLocalLeave(Consumer<LocalMembership> action) {
        onLocalLeave = action;
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
        hear("RPF? " + query.sg() + " iif=" + query.iif());
        return rpfAnswer.apply(query);
    }

    @Override
    public Set<InterfaceId> onCreation(CreationAlert alert) {
        List<String> candidates = alert.candidates().stream()
                .sorted((a, b) -> a.interfaceId().compareTo(b.interfaceId()))
                .map(candidate -> candidate.interfaceId() + (candidate.igmp() ? "+igmp" : ""))
                .toList();
        hear("CREATION? " + alert.sg() + " iif=" + alert.iif() + " " + candidates);
        return creationAnswer.apply(alert);
    }

    @Override
    public void onJoinAlert(JoinAlert alert) {
        hear("JOIN " + alert.sourceGroup() + " " + alert.cause());
        onJoin.accept(alert);
    }

    @Override
    public Optional<Duration> onPruneAlert(PruneAlert alert) {
        hear("PRUNE " + alert.sourceGroup() + " if=" + alert.interfaceId() + " " + alert.cause());
        return pruneAnswer.apply(alert);
    }

    @Override
    public void onLocalJoin(LocalMembership membership) {
        hear("LOCAL_JOIN " + membership.sourceGroup() + " if=" + membership.interfaceId());
        onLocalJoin.accept(membership);
    }

    @Override
    public void onLocalLeave(LocalMembership membership) {
        hear("LOCAL_LEAVE " + membership.sourceGroup() + " if=" + membership.interfaceId());
        onLocalLeave.accept(membership);
    }

    @Override
    public void onWrongInterface(WrongInterface alert) {
        lastWrongInterface = alert;
        hear("WRONG_IF " + alert.sg() + " if=" + alert.arrival());
    }

    /** Writes a line down; throws if that is what the test wants. */
    protected final void hear(String line) {
        heard.add(line);
        if (throwing) {
            throw new IllegalStateException(name + " throws in " + line);
        }
    }
}
