package io.mgmrouter.pim.tib;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.LocalMembership;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.mgm.spi.WrongInterface;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PIM as a client of the manager: a PIM-SM component of RFC 2715, section 4.4. Receivers behind other protocols'
 * interfaces are receivers to be joined for; what PIM has to forward is declared as memberships.
 */
public final class PimClient implements MulticastProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(PimClient.class);
    private static final int PAGE = 1000;

    /** Neighbours that do not answer a new Generation ID with Joins still repeat them within a period. */
    private static final Duration BEYOND_A_PERIOD = Duration.ofSeconds(10);

    private final Tib tib;
    private final LoopTimer resync;
    private Optional<MgmSession> session = Optional.empty();
    private Runnable listener = () -> {};

    PimClient(Tib tib) {
        this.tib = tib;
        this.resync = tib.around().loop().timer("pim-resync-" + tib.family(), this::resynced);
    }

    /** Runs this whenever a session has begun or ended. */
    public void listen(Runnable changed) {
        listener = changed;
    }

    Optional<MgmSession> session() {
        return session;
    }

    @Override
    public ControlLoop loop() {
        return tib.around().loop();
    }

    @Override
    public void attached(MgmSession attached) {
        session = Optional.of(attached);
        tib.links().forEach(link -> link.take(attached));
        tib.firstHop().attached(attached);
        enumerate(attached);
        tib.declareAgain();
        resync.set(loop().now().plus(tib.settings().joinPrunePeriod().plus(BEYOND_A_PERIOD)));
        listener.run();
    }

    @Override
    public void refused(MgmException reason) {
        LOG.error("pim.refused family={} error={} reason=\"{}\"", tib.family(), reason.error(), reason.getMessage());
    }

    @Override
    public void detached() {
        session = Optional.empty();
        resync.cancel();
        tib.links().forEach(TibLink::detached);
        tib.firstHop().detached();
        listener.run();
    }

    @Override
    public RpfDecision onRpf(RpfQuery query) {
        return tib.data().expected(query);
    }

    @Override
    public Set<InterfaceId> onCreation(CreationAlert alert) {
        Optional<SourceTree> source = tib.data().created(alert);
        Set<InterfaceId> leftOut = new HashSet<>();
        for (CreationAlert.Candidate candidate : alert.candidates()) {
            InterfaceId id = candidate.interfaceId();
            boolean tunnel = tib.firstHop().tunnelId().filter(id::equals).isPresent();
            boolean wanted = tunnel
                    ? source.filter(SourceTree::registers).isPresent()
                    : source.isEmpty()
                            || tib.link(id).filter(source.get()::inherits).isPresent();
            if (!wanted) {
                leftOut.add(id);
            }
        }
        return leftOut;
    }

    @Override
    public void onWrongInterface(WrongInterface alert) {
        tib.data().wrongInterface(alert);
    }

    @Override
    public void onLocalJoin(LocalMembership membership) {
        member(membership, true);
    }

    @Override
    public void onLocalLeave(LocalMembership membership) {
        member(membership, false);
    }

    @Override
    public void onJoinAlert(JoinAlert alert) {
        if (alert.cause() == Cause.MEMBERSHIP) {
            external(alert.sourceGroup(), true);
        }
    }

    @Override
    public Optional<Duration> onPruneAlert(PruneAlert alert) {
        if (alert.cause() == Cause.MEMBERSHIP) {
            external(alert.sourceGroup(), false);
        }
        return Optional.empty();
    }

    private void member(LocalMembership membership, boolean joined) {
        tib.link(membership.interfaceId()).ifPresent(link -> member(membership.sourceGroup(), link, joined));
        tib.updates().settle();
    }

    private void member(SourceGroup what, TibLink link, boolean joined) {
        if (what.group().isLinkLocalMulticast()) {
            return;
        }
        switch (what) {
            case StarG starG when tib.settings().ssm().test(starG.group()) -> {}
            case StarG starG -> starGMember(starG, link, joined);
            case Sg sg -> sgMember(sg, link, joined);
            case StarStar _ -> {}
        }
    }

    private void starGMember(StarG starG, TibLink link, boolean joined) {
        if (joined) {
            GroupTree group = tib.obtain(starG.group());
            group.obtain(link).member = true;
            tib.touch(group);
        } else {
            tib.group(starG.group())
                    .ifPresent(group -> group.oif(link).ifPresent(oif -> {
                        oif.member = false;
                        tib.touch(group);
                    }));
        }
    }

    private void sgMember(Sg sg, TibLink link, boolean joined) {
        Optional<SourceTree> tree = joined ? tib.obtain(sg) : tib.source(sg);
        tree.ifPresent(source -> {
            if (joined) {
                source.obtain(link).member = true;
            } else {
                source.oif(link).ifPresent(oif -> oif.member = false);
            }
            tib.updates().changed(source);
        });
    }

    /** Receivers behind other protocols' interfaces, as many as there may be. */
    private void external(SourceGroup what, boolean there) {
        if (what.group().isLinkLocalMulticast()) {
            return;
        }
        switch (what) {
            case StarG starG -> {
                Optional<GroupTree> tree = there ? Optional.of(tib.obtain(starG.group())) : tib.group(starG.group());
                tree.ifPresent(group -> {
                    group.external = there;
                    tib.touch(group);
                });
            }
            case Sg sg -> {
                Optional<SourceTree> tree = there ? tib.obtain(sg) : tib.source(sg);
                tree.ifPresent(source -> {
                    source.external = there;
                    tib.updates().changed(source);
                });
            }
            case StarStar _ -> {}
        }
        tib.updates().settle();
    }

    /**
     * Takes an interface that has come up. IGMP tells its members to a new owner; one for whom the interface was held
     * while its bundle was away looks for them.
     */
    void take(TibLink link) {
        session.ifPresent(open -> {
            boolean held = open.ownerships().stream()
                    .anyMatch(ownership -> ownership.interfaceId().equals(link.id()));
            link.take(open);
            if (held) {
                enumerate(open);
            }
        });
    }

    /** Past joins are not replayed (MGM-010). */
    private void enumerate(MgmSession attached) {
        MulticastGroupManager manager = attached.manager();
        Optional<SourceGroup> after = Optional.empty();
        Page<Membership> page;
        do {
            page = manager.memberships(after, PAGE);
            for (Membership membership : page.items()) {
                after = Optional.of(membership.sourceGroup());
                if (membership.sourceGroup().family() == tib.family()
                        && !membership.client().equals(attached.id())) {
                    found(membership, attached.id(), manager);
                }
            }
        } while (page.more());
        tib.updates().settle();
    }

    /** Another client's: on an interface of its own, or IGMP's on one of this client's. */
    private void found(Membership membership, ComponentId self, MulticastGroupManager manager) {
        Optional<ComponentId> owner = manager.ownerOf(membership.interfaceId(), tib.family());
        if (owner.filter(membership.client()::equals).isPresent()) {
            external(membership.sourceGroup(), true);
        } else if (owner.filter(self::equals).isPresent()) {
            tib.link(membership.interfaceId())
                    .filter(TibLink::isTaken)
                    .ifPresent(link -> member(membership.sourceGroup(), link, true));
        }
    }

    private void resynced() {
        session.ifPresent(MgmSession::resynced);
    }
}
