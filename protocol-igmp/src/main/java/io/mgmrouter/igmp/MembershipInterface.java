package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.HostMessage;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.RouterDiscovery;
import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.GroupAction;
import io.mgmrouter.igmp.fsm.GroupEvent;
import io.mgmrouter.igmp.fsm.GroupState;
import io.mgmrouter.igmp.fsm.QuerierState;
import io.mgmrouter.igmp.fsm.Timing;
import io.mgmrouter.igmp.history.EventKind;
import io.mgmrouter.igmp.policy.StaticGroups;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LogLimit;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.InterfaceId;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
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
    private final Chronicle chronicle;
    private final FillLevels levels;
    private final HostWatch hosts;
    private final ReportIntake intake;
    private final RouterAdvertiser advertiser;
    private final LocalJoins localJoins;
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
            Surroundings surroundings,
            Chronicle chronicle) {
        this.dialect = settings.dialect();
        this.settings = settings;
        this.link = link;
        this.loop = surroundings.loop();
        this.chronicle = chronicle;
        this.mgm = new MgmInterface(dialect, InterfaceId.of(link.index()), link.name(), lost);
        this.groups = new GroupTable(settings.limits(), surroundings.sources(), new Shell());
        this.querierTimer = loop.timer(dialect.name() + "-querier " + link.name(), this::querierTimerDue);
        this.groupTimer = loop.timer(dialect.name() + "-groups " + link.name(), this::groupTimerDue);
        this.querier = QuerierState.start(settings.timing(), loop.now());
        this.levels = new FillLevels(settings, surroundings.sources());
        this.hosts = new HostWatch(settings, loop, counters, chronicle, () -> timing().groupMembershipInterval());
        this.intake = new ReportIntake(settings, groups, hosts);
        this.advertiser = new RouterAdvertiser(
                dialect.name() + "-discovery " + link.name(),
                loop,
                this::timing,
                message -> send(dialect.destinations().allSnoopers(), message));
        this.localJoins = new LocalJoins(dialect, link, surroundings.links());
        this.channel = surroundings.links().open(dialect.request(link.index()), this::arrived);
        chronicle.happened(EventKind.STARTED, loop.now());
        startQuerier(hurried);
        applyPolicy();
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

    HostWatch hosts() {
        return hosts;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    RouterAdvertiser advertiser() {
        return advertiser;
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

    /**
     * Asks everybody, and counts as started again only when they have answered. Who asks nobody has to wait until
     * somebody else has.
     */
    void startQuerier(boolean hurried) {
        Timing timing = hurried ? settings.timing().hurried() : settings.timing();
        boolean passive = settings.policy().passive();
        startupEnds = loop.now().plus(passive ? timing.groupMembershipInterval() : timing.startupTime());
        querier = passive ? QuerierState.passive(dialect.family(), loop.now()) : QuerierState.start(timing, loop.now());
        querierTimerDue();
    }

    /** Declares every known membership. */
    void declareAll() {
        mgm.declareStatics();
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
        boolean begins = changed.version() != settings.version()
                || changed.policy().passive() != settings.policy().passive();
        settings = changed;
        groups.limit(changed.limits());
        levels.configure(changed);
        hosts.configure(changed);
        intake.configure(changed);
        applyPolicy();
        if (begins) {
            startQuerier(false);
        } else {
            querierHears(new QuerierState.Event.TimingChanged());
        }
    }

    private void applyPolicy() {
        StaticGroups statics = settings.policy().staticGroups();
        if (!statics.equals(mgm.statics())) {
            mgm.statics(statics, group -> groups.state(group).filter());
            chronicle.happened(EventKind.STATIC_CHANGED, loop.now());
        }
        localJoins.configure(settings.policy().localJoins());
        advertiser.configure(settings.policy().advertisementInterval());
    }

    /** The timers in force. */
    private Timing timing() {
        return querier.timing(settings.timing());
    }

    /** Ends without a word to the manager: what is declared stays. */
    void close() {
        advertiser.end();
        localJoins.close();
        groups.close();
        chronicle.happened(EventKind.STOPPED, loop.now());
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
            case RouterDiscovery(var discovery) -> advertiser.heard(discovery, header.source());
            case HostMessage said -> {
                if (hosts.passes(header.source())) {
                    intake.heard(said, header.source());
                }
            }
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
        chronicle.heard(query, from, loop.now());
        querierHears(new QuerierState.Event.QueryReceived(from, address(), query.robustness(), query.queryInterval()));
        if (isElected(from) && !query.isGeneral() && !query.suppress()) {
            Duration wait =
                    query.maxResponseTime().multipliedBy(settings.timing().lastMemberQueryCount());
            groups.asked(query.group(), new GroupEvent.QueryReceived(Set.copyOf(query.sources()), wait));
        }
    }

    private boolean isElected(IpAddress router) {
        return !querier.isQuerier() && querierAddress(querier).equals(router);
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
        if (!was.equals(is)) {
            chronicle.querierChanged(is, loop.now());
        }
    }

    /** The elected querier's address; unspecified if nobody asks. */
    IpAddress querierAddress(QuerierState state) {
        return switch (state) {
            case QuerierState.Querier _ -> address();
            case QuerierState.NonQuerier(var other, _, _, _) -> other;
            case QuerierState.Passive(var other, _, _, _) -> other;
        };
    }

    // Sending

    private void sendGeneralQuery(Duration maxResponseTime) {
        send(dialect.destinations().allNodes(), QueryWriter.general(settings, maxResponseTime));
    }

    /** Without an address nothing can be asked; hosts would not know whom to answer to, nor routers whom to elect. */
    private void send(IpAddress destination, MembershipMessage message) {
        if (address().isUnspecified()) {
            return;
        }
        channel.send(new OutboundPacket(destination, 1, true, dialect.write(message)));
        counters.sent(message);
        if (message instanceof MembershipQuery query) {
            chronicle.sent(query, loop.now());
        }
    }

    /** What the groups need of their interface. */
    private final class Shell implements GroupTable.Shell {

        @Override
        public GroupState.Context context() {
            return new GroupState.Context(timing(), querier.isQuerier(), loop.now());
        }

        @Override
        public void send(IpAddress group, GroupAction query) {
            QueryWriter.specific(settings, group, query, link.mtu())
                    .forEach(message -> MembershipInterface.this.send(group, message));
        }

        @Override
        public void changed(Group group, GroupEvent event, FilterState before, FilterState after) {
            IpAddress address = group.address();
            LOG.debug("{}.group if={} group={} {} -> {}", dialect.name(), link.name(), address, before, after);
            mgm.changed(address, before, after);
            chronicle.changed(group, event, before, after, loop.now());
            levels.at(groups.size(), groups.sourceCount());
            if (after.isEmpty()) {
                hosts.ended(address);
            }
        }

        @Override
        public void dropped(String reason, IpAddress group, IpAddress reporter) {
            EventKind kind = reason.equals(Drops.GROUP_LIMIT) ? EventKind.GROUP_LIMIT : EventKind.SOURCE_LIMIT;
            hosts.refused(reason, kind, group, reporter);
            levels.full(reason, group, reporter, loop.now());
        }
    }
}
