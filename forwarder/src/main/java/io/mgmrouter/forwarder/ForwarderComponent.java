package io.mgmrouter.forwarder;

import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Readiness;
import io.mgmrouter.forwarder.kernel.KernelForwarder;
import io.mgmrouter.forwarder.kernel.Rehearsal;
import io.mgmrouter.ip.Family;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Takes the kernel's multicast tables, one for each family, and publishes a forwarder of each for as long as it is had.
 * While one cannot be had this part has {@code FAILED}, and tries again; the other family is forwarded all the same. A
 * kernel without IPv6 multicast routing is no failure: the readiness says so.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.mgmrouter.forwarder")
@Designate(ocd = ForwarderComponent.Config.class)
public final class ForwarderComponent {

    /** In place of a table's number: the family is not forwarded. */
    private static final int NONE = -1;

    private static final int HIGHEST_TABLE = 99_999_999;

    /** Settings of the forwarder. */
    @ObjectClassDefinition(name = "Packet forwarder", description = "Multicast forwarding by the Linux kernel")
    @interface Config {
        @AttributeDefinition(
                name = "Multicast table",
                description =
                        "Number of the kernel's IPv4 multicast table, 0 to 99999999; 0 is the default table. Packets"
                                + " reach another one by rules of 'ip mrule'",
                min = "0",
                max = "99999999")
        int table() default KernelMulticastTables.DEFAULT;

        @AttributeDefinition(
                name = "IPv6 multicast table",
                description = "Number of the kernel's IPv6 multicast table, -1 to 99999999; -1 takes none and leaves"
                        + " IPv6 to others, 0 is the default table. Packets reach another one by rules of"
                        + " 'ip -6 mrule'",
                min = "-1",
                max = "99999999")
        int table6() default KernelMulticastTables.DEFAULT;
    }

    private final BundleContext context;
    private final PublishedReadiness readiness;
    private final List<FamilyTable> tables;
    private final ServiceRegistration<ControlCommand> showVifs;

    /** @throws IllegalArgumentException if a table's number is out of range */
    @Activate
    public ForwarderComponent(
            BundleContext context,
            Config config,
            @Reference ControlLoop loop,
            @Reference LinkService links,
            @Reference KernelMulticastTables kernel) {
        require("table", config.table(), 0);
        require("table6", config.table6(), NONE);
        this.context = context;
        this.readiness =
                new PublishedReadiness(context, Readiness.State.WAITING, "taking the kernel's multicast tables");
        this.tables = Stream.of(new Wanted(Family.IPV4, config.table()), new Wanted(Family.IPV6, config.table6()))
                .filter(wanted -> wanted.number != NONE)
                .map(wanted ->
                        new FamilyTable(loop, links, kernel, wanted.family, wanted.number, this::publish, this::report))
                .toList();
        this.showVifs = context.registerService(
                ControlCommand.class,
                new ShowVifs(this::taken, links),
                new Hashtable<>(Map.of(
                        ControlCommand.COMMAND,
                        "show vifs",
                        ControlCommand.HELP,
                        "interfaces of the kernel's multicast tables, with their traffic")));
        loop.run(() -> tables.forEach(FamilyTable::open));
        loop.run(() -> Rehearsal.playOn(loop));
    }

    @Deactivate
    void deactivate() {
        showVifs.unregister();
        tables.forEach(FamilyTable::close);
        readiness.close();
    }

    private record Wanted(Family family, int number) {}

    private Runnable publish(Family family, KernelForwarder forwarder) {
        Map<String, Object> properties =
                Map.of(PacketForwarder.FAMILIES, new String[] {family.name()}, PacketForwarder.ANY_SOURCE, true);
        String[] services = {PacketForwarder.class.getName(), RegisterTunnel.class.getName()};
        return context.registerService(services, forwarder, new Hashtable<>(properties))::unregister;
    }

    private List<KernelMulticastTable> taken() {
        return tables.stream().flatMap(table -> table.table().stream()).toList();
    }

    /** The worst of the tables is what operators have to know. */
    private void report() {
        for (Readiness.State state : List.of(Readiness.State.FAILED, Readiness.State.WAITING)) {
            String messages = messages(state);
            if (!messages.isEmpty()) {
                readiness.change(state, messages);
                return;
            }
        }
        String families = taken().stream().map(table -> table.family().name()).collect(Collectors.joining(" and "));
        String without = messages(Readiness.State.READY);
        readiness.change(
                Readiness.State.READY,
                "forwarding " + families + " by the kernel's multicast tables" + (without.isEmpty() ? "" : "; ")
                        + without);
    }

    private String messages(Readiness.State state) {
        return tables.stream()
                .map(FamilyTable::status)
                .filter(status -> status.state() == state && !status.message().isEmpty())
                .map(FamilyTable.Status::message)
                .collect(Collectors.joining("; "));
    }

    private static void require(String property, int number, int lowest) {
        if (number < lowest || number > HIGHEST_TABLE) {
            throw new IllegalArgumentException("io.mgmrouter.forwarder: " + property + " must be " + lowest + " to "
                    + HIGHEST_TABLE + ", not " + number);
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
