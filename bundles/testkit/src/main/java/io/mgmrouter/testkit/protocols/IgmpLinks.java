package io.mgmrouter.testkit.protocols;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.testkit.RecordingLocalMembership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * IGMP (RFC 2715, section 4.6): hosts on links. On a link that a routing protocol owns it only says what hosts want; on
 * one of its own it is the component, and joins on the link, as a host, what others want. One client has many links, so
 * it tells its links of each other itself (decision D-06).
 */
public final class IgmpLinks extends RecordingLocalMembership implements Component {

    private final Outbox outbox = new Outbox();
    private final OutsideReceivers outside = new OutsideReceivers();
    private final Map<InterfaceId, Set<SourceGroup>> hosts = new TreeMap<>();
    private final Map<InterfaceId, Set<SourceGroup>> reported = new TreeMap<>();

    public IgmpLinks(String name) {
        super(name);
    }

    @Override
    public void attached(MgmSession session) {
        super.attached(session);
        onJoin(alert -> {
            outside.heard(alert);
            bringReportsInLine();
        });
        answersPrune(this::outsidePruned);
        onEnable(link -> loop().run(() -> addAgain(link)));
    }

    @Override
    public void started() {
        outside.catchUp(session());
        bringReportsInLine();
    }

    private Optional<Duration> outsidePruned(PruneAlert alert) {
        outside.heard(alert, session());
        bringReportsInLine();
        return Optional.empty();
    }

    /** The ownership of a link has changed, and its memberships are gone (MGM-034). */
    private void addAgain(InterfaceId link) {
        hosts.getOrDefault(link, Set.of()).forEach(owned(link)::join);
        bringReportsInLine();
    }

    /** A host of the link reports. */
    @Override
    public void receiversCame(InterfaceId on, SourceGroup pair) {
        hosts.computeIfAbsent(on, _ -> new TreeSet<>()).add(pair);
        owned(on).join(pair);
        bringReportsInLine();
    }

    /** The last host of the link left, or its membership timed out. */
    @Override
    public void receiversWent(InterfaceId on, SourceGroup pair) {
        hosts.computeIfAbsent(on, _ -> new TreeSet<>()).remove(pair);
        owned(on).leave(pair);
        bringReportsInLine();
    }

    @Override
    public boolean forwards(InterfaceId on, Sg sg) {
        return hosts.getOrDefault(on, Set.of()).stream().anyMatch(pair -> pair.covers(sg));
    }

    // As a host

    private void bringReportsInLine() {
        session().ownerships().stream().map(InterfaceOwnership::interfaceId).forEach(this::bringReportsInLine);
    }

    private void bringReportsInLine(InterfaceId link) {
        Set<SourceGroup> before = reported.getOrDefault(link, Set.of());
        Set<SourceGroup> now = isAlone(link) ? wantedBeyond(link) : Set.of();
        now.stream()
                .filter(pair -> !before.contains(pair))
                .forEach(pair -> outbox.send(toReport(pair) + " if=" + link));
        before.stream().filter(pair -> !now.contains(pair)).forEach(pair -> outbox.send(toLeave(pair) + " if=" + link));
        reported.put(link, now);
    }

    /** Reports are of groups: an (S,G) alert asks for its group. */
    private Set<SourceGroup> wantedBeyond(InterfaceId link) {
        Stream<SourceGroup> otherLinks = hosts.entrySet().stream()
                .filter(each -> !each.getKey().equals(link) && isAlone(each.getKey()))
                .flatMap(each -> each.getValue().stream());
        return Stream.concat(outside.all().stream(), otherLinks)
                .map(pair -> pair instanceof Sg ? new StarG(pair.group()) : pair)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isAlone(InterfaceId link) {
        return session().manager().ownerOf(link).equals(Optional.of(session().id()));
    }

    private static String toReport(SourceGroup pair) {
        return pair instanceof StarStar ? "promiscuous" : "report " + pair.group();
    }

    private static String toLeave(SourceGroup pair) {
        return pair instanceof StarStar ? "no longer promiscuous" : "leave " + pair.group();
    }

    @Override
    public List<String> takeSent() {
        return outbox.take();
    }
}
