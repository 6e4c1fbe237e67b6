package io.mgmrouter.forwarder;

import io.mgmrouter.control.Readiness;
import io.mgmrouter.forwarder.kernel.KernelForwarder;
import io.mgmrouter.ip.Family;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of one family: takes it from the kernel, and publishes a forwarder for as long as it is had. One that
 * cannot be had is tried again, since its holder may be stopped; not so if the kernel has none.
 */
final class FamilyTable implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FamilyTable.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final ControlLoop loop;
    private final LinkService links;
    private final KernelMulticastTables tables;
    private final Family family;
    private final int number;
    private final BiFunction<Family, KernelForwarder, Runnable> publisher;
    private final Runnable changed;
    private final LoopTimer retry;
    private final AtomicReference<Optional<Published>> published = new AtomicReference<>(Optional.empty());
    private volatile Status status = new Status(Readiness.State.WAITING, "taking the kernel's multicast tables");
    private volatile boolean closed;

    /**
     * How the table is.
     *
     * @param state {@code READY} also for a family this kernel does not forward: there is nothing to wait for
     * @param message why it is not had; empty if it is
     */
    record Status(Readiness.State state, String message) {}

    /**
     * @param publisher makes a forwarder known as a service; what it returns takes it back
     * @param changed called on the loop when the status has changed
     */
    FamilyTable(
            ControlLoop loop,
            LinkService links,
            KernelMulticastTables tables,
            Family family,
            int number,
            BiFunction<Family, KernelForwarder, Runnable> publisher,
            Runnable changed) {
        this.loop = loop;
        this.links = links;
        this.tables = tables;
        this.family = family;
        this.number = number;
        this.publisher = publisher;
        this.changed = changed;
        this.retry = loop.timer("table-retry-" + family, this::open);
    }

    Family family() {
        return family;
    }

    Status status() {
        return status;
    }

    /** The table, while it is had. */
    Optional<KernelMulticastTable> table() {
        return published.get().map(Published::table);
    }

    /** The manager learns that it loses the forwarder while this still answers. */
    @Override
    public void close() {
        closed = true;
        withdraw();
    }

    /** Takes the table, on the loop. */
    void open() {
        if (closed) {
            return;
        }
        try {
            publish(tables.open(family, number));
            become(Readiness.State.READY, "");
        } catch (MulticastTableException e) {
            if (e.isUnsupported() && family == Family.IPV6) {
                LOG.warn("forwarder.table none family={} table={}: {}", family, number, e.getMessage());
                become(Readiness.State.READY, e.getMessage());
            } else {
                LOG.error("forwarder.table failed family={} table={}: {}", family, number, e.getMessage());
                become(Readiness.State.FAILED, e.getMessage());
                retry.set(loop.now().plus(RETRY));
            }
        }
    }

    private void become(Readiness.State state, String message) {
        status = new Status(state, message);
        changed.run();
    }

    /** Closing may come at any moment of this; whoever is second withdraws. */
    private void publish(KernelMulticastTable table) {
        KernelForwarder forwarder = KernelForwarder.on(table, loop, links);
        published.set(Optional.of(new Published(table, forwarder, publisher.apply(family, forwarder))));
        if (closed) {
            withdraw();
        }
    }

    private void withdraw() {
        published.getAndSet(Optional.empty()).ifPresent(Published::close);
    }

    /**
     * @param table the table had
     * @param forwarder programs it
     * @param withdraw takes the forwarder's service back
     */
    private record Published(KernelMulticastTable table, KernelForwarder forwarder, Runnable withdraw) {
        /** Whoever has the register interface open may close it when the service goes: it is to outlive that. */
        void close() {
            forwarder.leaveRegister();
            withdraw.run();
            forwarder.close();
        }
    }
}
