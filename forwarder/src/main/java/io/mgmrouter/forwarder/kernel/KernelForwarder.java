package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.ip.Family;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.mgm.spi.Upcalls;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Forwards one family by the kernel's multicast table. Calls of the manager only leave a wish. The table is written by
 * whoever has the turn: usually the thread whose wish it is, in {@link #flush}, which spares a change of threads
 * between a host's report and its first packet; a long list is finished on the control loop. Up-calls are reported on
 * the thread that reads them.
 */
public final class KernelForwarder implements PacketForwarder, RegisterTunnel, AutoCloseable {

    /** Wishes fulfilled in one turn, on whatever thread; some two milliseconds. */
    private static final int WISHES_PER_TURN = 256;

    private final ControlLoop loop;
    private final KernelMulticastTable table;
    private final Wishes wishes = new Wishes();
    /** Guards {@code vifs} and {@code entries}; nobody is called back while it is held. */
    private final ReentrantLock turn = new ReentrantLock();

    private final VifMap vifs;
    private final EntryProgram entries;
    private final LinkService.Subscription linkEvents;
    private final KernelMulticastTable.Listening upcallEvents;

    /** The manager, while it uses this forwarder. */
    private volatile Optional<Upcalls> manager = Optional.empty();

    /** The open register interface. */
    private final AtomicReference<Optional<Register>> register = new AtomicReference<>(Optional.empty());

    private KernelForwarder(ControlLoop loop, LinkService links, KernelMulticastTable table) {
        this.loop = loop;
        this.table = table;
        this.vifs = new VifMap(table);
        this.entries = new EntryProgram(table, vifs);
        // What is reported later than the first flush must not be taken for unknown.
        links.links().forEach(vifs::put);
        this.linkEvents = links.subscribe(new Links());
        this.upcallEvents = table.listen(this::hear);
    }

    /** Makes a forwarder of a table; what the table holds stays until {@link #start}. */
    public static KernelForwarder on(KernelMulticastTable table, ControlLoop loop, LinkService links) {
        return new KernelForwarder(loop, links, table);
    }

    @Override
    public void start(Collection<ForwarderEntry> initial, Upcalls upcalls) {
        wishes.start(new Wishes.Start(initial, upcalls));
        loop.run(this::flush);
    }

    @Override
    public void set(ForwarderEntry entry) {
        wishes.set(entry);
    }

    @Override
    public void remove(SourceGroup sourceGroup) {
        wishes.remove(sourceGroup);
    }

    /** Whoever finds the turn taken leaves: the one who has it looks again when it is given back. */
    @Override
    public void flush() {
        if (!wishes.isEmpty() && turn.tryLock()) {
            try {
                fulfil(wishes.take(WISHES_PER_TURN));
            } finally {
                giveBackTurn();
            }
        }
    }

    @Override
    public List<Counters> counters(Collection<Sg> flows) {
        return flows.stream().flatMap(flow -> counters(flow).stream()).toList();
    }

    @Override
    public void stop() {
        manager = Optional.empty();
    }

    /** Makes the register VIF, or takes over the one that an earlier user or forwarder has left. */
    @Override
    public Opened open(Family family, WholePackets toEncapsulate) {
        if (family != table.family()) {
            throw new IllegalStateException("this forwarder is for " + table.family() + ", not " + family);
        }
        try {
            InterfaceId id = inTurn(() -> {
                int interfaceIndex = vifs.register();
                entries.vifsChanged();
                return InterfaceId.of(interfaceIndex);
            });
            Register opened = new Register(id, new WholePacketOutlet(family, toEncapsulate, loop.now()));
            register.set(Optional.of(opened));
            return opened;
        } catch (MulticastTableException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** The register interface, if one is open, is its user's no more, and stays for the forwarder that comes next. */
    public void leaveRegister() {
        register.set(Optional.empty());
    }

    /** Ends the listening; what is programmed stays in the kernel. */
    @Override
    public void close() {
        leaveRegister();
        upcallEvents.close();
        linkEvents.close();
        stop();
    }

    private Optional<Counters> counters(Sg flow) {
        return flow.group().family() == table.family()
                ? table.counters(flow.source(), flow.group())
                        .map(counted -> new Counters(flow, counted.packets(), counted.octets(), counted.wrongVif()))
                : Optional.empty();
    }

    /** Knows the VIFs of its table, and whom to report to, as after a start. */
    void rehearse(Upcalls upcalls) {
        manager = Optional.of(upcalls);
        inTurn(() -> {
            vifs.adopt();
            return true;
        });
    }

    private void fulfil(Wishes.Batch batch) {
        batch.start().ifPresent(this::begin);
        batch.wishes().forEach(this::fulfil);
    }

    /**
     * A VIF that vanished while no forwarder was there is still named by entries, invisibly, and its number may now be
     * given to another interface: if one had to be given, every entry is written.
     */
    private void begin(Wishes.Start start) {
        manager = Optional.of(start.upcalls());
        try {
            vifs.adopt();
            boolean given = vifs.fill();
            entries.replaceAll(start.table(), !given).forEach(start.upcalls()::failed);
        } catch (MulticastTableException e) {
            start.table().forEach(entry -> start.upcalls().failed(entry.sourceGroup(), e.getMessage()));
        }
    }

    private void fulfil(Wishes.Wish wish) {
        Optional<String> failure = wish.entry().map(entries::set).orElseGet(() -> entries.remove(wish.sourceGroup()));
        failure.ifPresent(reason -> manager.ifPresent(upcalls -> upcalls.failed(wish.sourceGroup(), reason)));
    }

    /** On the up-calls' thread. Hostile packets end here: what cannot be a flow is not reported. */
    private void hear(Upcall upcall) {
        boolean flow = upcall.group().isMulticast()
                && !upcall.group().isLinkLocalMulticast()
                && !upcall.source().isMulticast()
                && !upcall.source().isUnspecified();
        if (flow && upcall.kind() == Upcall.Kind.WHOLE_PACKET) {
            register.get().ifPresent(opened -> opened.outlet.forwarded(upcall.packet(), loop.now()));
        } else if (flow) {
            manager.ifPresent(upcalls -> report(upcall, upcalls));
        }
    }

    private void report(Upcall upcall, Upcalls upcalls) {
        Sg sg = new Sg(upcall.source(), upcall.group());
        Optional<Runnable> report = inTurn(() -> reportOf(upcall, sg, upcalls));
        report.ifPresent(Runnable::run);
    }

    private Optional<Runnable> reportOf(Upcall upcall, Sg sg, Upcalls upcalls) {
        OptionalInt index = vifs.interfaceIndex(upcall.vif());
        if (index.isEmpty()) {
            return Optional.empty();
        }
        InterfaceId arrival = InterfaceId.of(index.getAsInt());
        return switch (upcall.kind()) {
            case NO_ENTRY -> {
                entries.lost(sg);
                yield Optional.of(() -> upcalls.noEntry(sg, arrival, upcall.packet()));
            }
            case WRONG_VIF, WRONG_VIF_WHOLE ->
                switch (entries.judge(sg, arrival)) {
                    case WRONG_INTERFACE -> Optional.of(() -> upcalls.wrongInterface(sg, arrival, upcall.packet()));
                    case UNDECIDED -> Optional.of(() -> upcalls.noEntry(sg, arrival, upcall.packet()));
                    case UNWANTED -> Optional.empty();
                };
            case WHOLE_PACKET -> Optional.empty();
        };
    }

    private <T> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            giveBackTurn();
        }
    }

    /** What was wished meanwhile, or is left of a long list, is for the loop. */
    private void giveBackTurn() {
        turn.unlock();
        if (!wishes.isEmpty()) {
            loop.run(this::flush);
        }
    }

    /** The register interface while somebody has it open. */
    private final class Register implements Opened {
        private final InterfaceId id;
        private final WholePacketOutlet outlet;

        Register(InterfaceId id, WholePacketOutlet outlet) {
            this.id = id;
            this.outlet = outlet;
        }

        @Override
        public InterfaceId interfaceId() {
            return id;
        }

        @Override
        public void close() {
            Optional<Register> open = register.get();
            if (open.filter(this::equals).isPresent() && register.compareAndSet(open, Optional.empty())) {
                inTurn(() -> {
                    boolean removed = vifs.remove(id.index());
                    if (removed) {
                        entries.vifsChanged();
                    }
                    return removed;
                });
            }
        }
    }

    /** Keeps VIFs in step with interfaces while the manager uses this forwarder, and entries with VIFs. */
    private final class Links implements LinkListener {

        @Override
        public void linkChanged(Link link) {
            loop.run(() -> inTurn(() -> {
                vifs.put(link);
                return fillIfStarted();
            }));
        }

        /** Entries lose the vanished VIF before its number can go to another interface. */
        @Override
        public void linkVanished(Link last) {
            loop.run(() -> inTurn(() -> {
                if (vifs.remove(last.index())) {
                    entries.vifsChanged();
                }
                return fillIfStarted();
            }));
        }

        private boolean fillIfStarted() {
            boolean given = manager.isPresent() && vifs.fill();
            if (given) {
                entries.vifsChanged();
            }
            return given;
        }
    }
}
