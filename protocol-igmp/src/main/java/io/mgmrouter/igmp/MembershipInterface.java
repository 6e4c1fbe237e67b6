package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.igmp.fsm.FilterEvent;
import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.GroupAction;
import io.mgmrouter.igmp.fsm.GroupEvent;
import io.mgmrouter.igmp.fsm.GroupEvent.LeaveReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.OldReportReceived;
import io.mgmrouter.igmp.fsm.GroupState;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.igmp.fsm.QuerierState;
import io.mgmrouter.igmp.fsm.Timing;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * IGMP or MLD on one interface from the moment it can be used to the moment it cannot: the shell around the machines of
 * {@link io.mgmrouter.igmp.fsm}. It owns the channel and the timers, and is the only place that assigns their states.
 * An interface that goes down and comes up again is a new object, with new counters. For the loop's thread.
 */
final class MembershipInterface {

    private static final Logger LOG = LoggerFactory.getLogger(MembershipInterface.class);

    private final Dialect dialect;
    private final ControlLoop loop;
    private final MgmInterface mgm;
    private final GroupTable groups;
    private final MessageCounters counters = new MessageCounters();
    private final PacketChannel channel;
    private final LoopTimer querierTimer;
    private final LoopTimer groupTimer;
    private final LogLimit electionLog = new LogLimit(Duration.ofSeconds(1));
    private final LogLimit versionLog = new LogLimit(Duration.ofMinutes(1));
    private final LogLimit limitLog = new LogLimit(Duration.ofHours(1));
    private Link link;
    private InterfaceSettings settings;
    private QuerierState querier;
    private Tick startupEnds;
    private boolean closed;

    /**
     * Opens the channel and sends the first query.
     *
     * @param hurried ask several times in quick succession, because members from before have to be confirmed
     * @param lost called when the manager says that the interface is not ours any more
     * @throws LinkException if the channel cannot be opened; nothing is left behind
     */
    MembershipInterface(
            InterfaceSettings settings,
            Link link,
            boolean hurried,
            Runnable lost,
            ControlLoop loop,
            LinkService links) {
        this.dialect = settings.dialect();
        this.settings = settings;
        this.link = link;
        this.loop = loop;
        this.mgm = new MgmInterface(dialect, InterfaceId.of(link.index()), link.name(), lost);
        this.groups = new GroupTable(limits(settings), new Shell());
        this.querierTimer = loop.timer(dialect.name() + "-querier " + link.name(), this::querierTimerDue);
        this.groupTimer = loop.timer(dialect.name() + "-groups " + link.name(), this::groupTimerDue);
        this.channel = links.open(dialect.request(link.index()), this::arrived);
        startQuerier(hurried);
    }

    MgmInterface mgm() {
        return mgm;
    }

    InterfaceId id() {
        return InterfaceId.of(link.index());
    }

    String name() {
        return settings.interfaceName();
    }

    Link link() {
        return link;
    }

    InterfaceSettings settings() {
        return settings;
    }

    QuerierState querier() {
        return querier;
    }

    GroupTable groups() {
        return groups;
    }

    MessageCounters counters() {
        return counters;
    }

    PacketChannel.Counters channelCounters() {
        return channel.counters();
    }

    /** The address queries are sent from. */
    IpAddress address() {
        return link.controlAddress(dialect.family()).orElse(IpAddress.unspecified(dialect.family()));
    }

    /** When the members that are there will have answered the first queries. */
    Tick startupEnds() {
        return startupEnds;
    }

    /** Asks everybody, and counts as started again only when they have answered. */
    void startQuerier(boolean hurried) {
        Timing timing = hurried ? settings.timing().hurried() : settings.timing();
        startupEnds = loop.now().plus(timing.startupTime());
        querier = QuerierState.start(timing, loop.now());
        querierTimerDue();
    }

    /** Declares every known membership. */
    void declareAll() {
        groups.forEach(mgm::declare);
    }

    /** The link has changed, but is still up. Members stay; a new address has to stand for election again. */
    void linkChanged(Link changed) {
        IpAddress before = address();
        link = changed;
        if (!address().equals(before)) {
            LOG.info("{}.address-changed if={} from={} to={}", dialect.name(), link.name(), before, address());
            startQuerier(false);
        }
    }

    void configure(InterfaceSettings changed) {
        int version = settings.version();
        settings = changed;
        groups.limit(limits(changed));
        if (changed.version() != version) {
            startQuerier(false);
        } else {
            querierHears(new QuerierState.Event.TimingChanged());
        }
    }

    /** Ends without a word to the manager: what is declared stays. */
    void close() {
        closed = true;
        querierTimer.cancel();
        groupTimer.cancel();
        channel.close();
    }

    // Packets

    private boolean arrived(MembershipMessage message, InboundPacket.Header header) {
        return loop.offer(() -> received(message, header));
    }

    private void received(MembershipMessage message, InboundPacket.Header header) {
        if (closed || link.owns(header.source())) {
            return;
        }
        Optional<String> objection = HeaderCheck.objection(message, header, link, settings);
        if (objection.isPresent()) {
            counters.dropped(objection.get());
            return;
        }
        counters.received(dialect.kind(message));
        switch (message) {
            case MembershipQuery query -> queryReceived(query, header.source());
            case OlderReport(var version, var group) -> oldReport(group, dialect.hostVersion(version), header.source());
            case LeaveGroup(var group) -> left(group, header.source());
            case MembershipReport(var records) -> records.forEach(record -> stated(record, header.source()));
        }
        setGroupTimer();
    }

    private void queryReceived(MembershipQuery query, IpAddress from) {
        if (query.version() != settings.version() && versionLog.passes(loop.now())) {
            LOG.warn(
                    "{}.version-mismatch if={} querier={} heard={} configured={}: configure the same version on all"
                            + " routers of the link",
                    dialect.name(),
                    link.name(),
                    from,
                    query.version(),
                    settings.version());
        }
        querierHears(new QuerierState.Event.QueryReceived(from, address(), query.robustness(), query.queryInterval()));
        if (isElected(from) && !query.isGeneral() && !query.suppress()) {
            Duration wait =
                    query.maxResponseTime().multipliedBy(settings.timing().lastMemberQueryCount());
            groups.asked(query.group(), new GroupEvent.QueryReceived(Set.copyOf(query.sources()), wait));
        }
    }

    private boolean isElected(IpAddress router) {
        return querier instanceof QuerierState.NonQuerier(var elected, _, _, _) && elected.equals(router);
    }

    private void oldReport(IpAddress group, HostVersion version, IpAddress reporter) {
        if (isTakenUp(group, true)) {
            groups.reported(group, new OldReportReceived(version), reporter);
        }
    }

    /** IGMPv1 routers ignore leaves (RFC 3376, section 7.3.1); the header check has dropped them there. */
    private void left(IpAddress group, IpAddress reporter) {
        if (isTakenUp(group, true)) {
            groups.reported(group, new LeaveReceived(), reporter);
        }
    }

    private void stated(GroupRecord record, IpAddress reporter) {
        boolean anySource =
                record.type() == RecordType.MODE_IS_EXCLUDE || record.type() == RecordType.CHANGE_TO_EXCLUDE_MODE;
        if (isTakenUp(record.group(), anySource)) {
            groups.stated(record.group(), statement(record.type()), record.sources(), reporter);
        }
    }

    private static Function<Set<IpAddress>, FilterEvent> statement(RecordType type) {
        return switch (type) {
            case MODE_IS_INCLUDE -> FilterEvent.IsIn::new;
            case MODE_IS_EXCLUDE -> FilterEvent.IsEx::new;
            case CHANGE_TO_INCLUDE_MODE -> FilterEvent.ToIn::new;
            case CHANGE_TO_EXCLUDE_MODE -> FilterEvent.ToEx::new;
            case ALLOW_NEW_SOURCES -> FilterEvent.Allow::new;
            case BLOCK_OLD_SOURCES -> FilterEvent.Block::new;
        };
    }

    /**
     * Link-local groups are never forwarded; in the source-specific range only sources can be joined (RFC 4604, 2.2).
     */
    private boolean isTakenUp(IpAddress group, boolean anySource) {
        if (group.isLinkLocalMulticast()) {
            counters.dropped(Drops.LINK_LOCAL_GROUP);
            return false;
        }
        if (anySource && group.isSourceSpecific()) {
            counters.dropped(Drops.ANY_SOURCE_IN_SSM_RANGE);
            return false;
        }
        return true;
    }

    // Time

    private void querierTimerDue() {
        querierHears(new QuerierState.Event.TimerDue());
    }

    private void groupTimerDue() {
        groups.timerDue(loop.now());
        setGroupTimer();
    }

    private void setGroupTimer() {
        groups.due().ifPresentOrElse(groupTimer::set, groupTimer::cancel);
    }

    private void querierHears(QuerierState.Event event) {
        QuerierState before = querier;
        QuerierState.Step step = QuerierState.step(before, event, settings.timing(), loop.now());
        querier = step.next();
        querierTimer.set(querier.due());
        logElection(before);
        switch (step.action()) {
            case NONE -> {}
            case SEND_STARTUP_QUERY -> sendGeneralQuery(settings.timing().startupResponseInterval());
            case SEND_GENERAL_QUERY -> sendGeneralQuery(settings.timing().queryResponseInterval());
        }
    }

    private void logElection(QuerierState before) {
        IpAddress was = querierAddress(before);
        IpAddress is = querierAddress(querier);
        if (!was.equals(is) && electionLog.passes(loop.now())) {
            LOG.info("{}.querier if={} {} -> {}", dialect.name(), link.name(), was, is);
        }
    }

    /** The elected querier's address. */
    IpAddress querierAddress(QuerierState state) {
        return state instanceof QuerierState.NonQuerier(var other, _, _, _) ? other : address();
    }

    // Sending

    private void sendGeneralQuery(Duration maxResponseTime) {
        send(dialect.destinations().allNodes(), QueryWriter.general(settings, maxResponseTime));
    }

    /** Without an address nothing can be asked; hosts would not know whom to answer to, nor routers whom to elect. */
    private void send(IpAddress destination, MembershipQuery query) {
        if (address().isUnspecified()) {
            return;
        }
        channel.send(new OutboundPacket(destination, 1, true, dialect.write(query)));
        counters.sent(query);
    }

    private static GroupTable.Limits limits(InterfaceSettings settings) {
        return new GroupTable.Limits(settings.groupLimit(), settings.sourceLimit(), settings.totalSourceLimit());
    }

    /** What the groups need of their interface. */
    private final class Shell implements GroupTable.Shell {

        @Override
        public GroupState.Context context() {
            return new GroupState.Context(querier.timing(settings.timing()), querier.isQuerier(), loop.now());
        }

        @Override
        public void send(IpAddress group, GroupAction query) {
            QueryWriter.specific(settings, group, query, link.mtu())
                    .forEach(message -> MembershipInterface.this.send(group, message));
        }

        @Override
        public void changed(IpAddress group, FilterState before, FilterState after) {
            LOG.debug("{}.group if={} group={} {} -> {}", dialect.name(), link.name(), group, before, after);
            mgm.changed(group, before, after);
        }

        @Override
        public void dropped(String reason) {
            counters.dropped(reason);
            if (limitLog.passes(loop.now())) {
                LOG.warn(
                        "{}.limit if={} reason={} groups={} settings={}",
                        dialect.name(),
                        link.name(),
                        reason,
                        groups.size(),
                        settings);
            }
        }
    }
}
