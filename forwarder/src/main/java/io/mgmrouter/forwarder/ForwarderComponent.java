package io.mgmrouter.forwarder;

import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Readiness;
import io.mgmrouter.forwarder.kernel.KernelForwarder;
import io.mgmrouter.forwarder.kernel.Rehearsal;
import io.mgmrouter.ip.Family;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.mgm.spi.PacketForwarder;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the kernel's multicast table and publishes the forwarder for as long as it is had. While the table cannot be
 * had this part has {@code FAILED}, and tries again: its holder may be stopped.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.mgmrouter.forwarder")
@Designate(ocd = ForwarderComponent.Config.class)
public final class ForwarderComponent {

    private static final Logger LOG = LoggerFactory.getLogger(ForwarderComponent.class);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final int HIGHEST_TABLE = 99_999_999;

    /** Settings of the forwarder. */
    @ObjectClassDefinition(name = "Packet forwarder", description = "Multicast forwarding by the Linux kernel")
    @interface Config {
        @AttributeDefinition(
                name = "Multicast table",
                description = "Number of the kernel's multicast table, 0 to 99999999; 0 is the default table. Packets"
                        + " reach another one by rules of 'ip mrule'",
                min = "0",
                max = "99999999")
        int table() default KernelMulticastTables.DEFAULT;
    }

    private final BundleContext context;
    private final ControlLoop loop;
    private final LinkService links;
    private final KernelMulticastTables tables;
    private final int tableNumber;
    private final PublishedReadiness readiness;
    private final LoopTimer retry;
    private final AtomicReference<Published> published = new AtomicReference<>();
    private volatile boolean deactivated;

    /** @throws IllegalArgumentException if the table's number is out of range */
    @Activate
    public ForwarderComponent(
            BundleContext context,
            Config config,
            @Reference ControlLoop loop,
            @Reference LinkService links,
            @Reference KernelMulticastTables tables) {
        if (config.table() < 0 || config.table() > HIGHEST_TABLE) {
            throw new IllegalArgumentException(
                    "io.mgmrouter.forwarder: table must be 0 to " + HIGHEST_TABLE + ", not " + config.table());
        }
        this.context = context;
        this.loop = loop;
        this.links = links;
        this.tables = tables;
        this.tableNumber = config.table();
        this.readiness =
                new PublishedReadiness(context, Readiness.State.WAITING, "taking the kernel's multicast table");
        this.retry = loop.timer("table-retry", this::open);
        loop.run(this::open);
        loop.run(() -> Rehearsal.playOn(loop));
    }

    @Deactivate
    void deactivate() {
        deactivated = true;
        withdraw();
        readiness.close();
    }

    private void open() {
        if (deactivated) {
            return;
        }
        try {
            publish(tables.open(tableNumber));
            readiness.change(Readiness.State.READY, "forwarding by the kernel's multicast table");
        } catch (MulticastTableException e) {
            LOG.error("forwarder.table failed table={}: {}", tableNumber, e.getMessage());
            readiness.change(Readiness.State.FAILED, e.getMessage());
            retry.set(loop.now().plus(RETRY));
        }
    }

    /** Deactivation may come at any moment of this; whoever is second withdraws. */
    private void publish(KernelMulticastTable table) {
        published.set(Published.of(context, KernelForwarder.on(table, loop, links), new ShowVifs(table, links)));
        if (deactivated) {
            withdraw();
        }
    }

    private void withdraw() {
        Published all = published.getAndSet(null);
        if (all != null) {
            all.close();
        }
    }

    private record Published(KernelForwarder forwarder, List<ServiceRegistration<?>> registrations)
            implements AutoCloseable {

        static Published of(BundleContext context, KernelForwarder forwarder, ControlCommand showVifs) {
            return new Published(
                    forwarder,
                    List.of(
                            context.registerService(
                                    PacketForwarder.class,
                                    forwarder,
                                    new Hashtable<>(
                                            Map.of(PacketForwarder.FAMILIES, new String[] {Family.IPV4.name()}))),
                            context.registerService(
                                    ControlCommand.class,
                                    showVifs,
                                    new Hashtable<>(Map.of(
                                            ControlCommand.COMMAND,
                                            "show vifs",
                                            ControlCommand.HELP,
                                            "interfaces of the kernel's multicast table, with their" + " traffic")))));
        }

        /** The manager learns that it loses the forwarder while this still answers. */
        @Override
        public void close() {
            registrations.forEach(ServiceRegistration::unregister);
            forwarder.close();
        }
    }

    /** Readiness of this part as a service; says nothing more once closed. */
    private static final class PublishedReadiness implements Readiness, AutoCloseable {

        private static final String PART = "forwarder";

        private final ServiceRegistration<Readiness> registration;
        private boolean closed;

        PublishedReadiness(BundleContext context, State state, String message) {
            registration = context.registerService(Readiness.class, this, properties(state, message));
        }

        synchronized void change(State state, String message) {
            if (!closed) {
                registration.setProperties(properties(state, message));
            }
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                registration.unregister();
            }
        }

        private static Dictionary<String, Object> properties(State state, String message) {
            return new Hashtable<>(Map.of(NAME, PART, STATE, state.name(), MESSAGE, message));
        }
    }
}
