package io.mgmrouter.igmp;

import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Readiness;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Lets a {@link MembershipRouter} live in OSGi: publishes it to the manager, its commands to {@code mgmctl}, and its
 * readiness. {@link InterfaceComponent} brings the interfaces.
 */
abstract class RouterComponent {

    private final Dialect dialect;
    private final ControlLoop loop;
    private final MembershipRouter router;
    private final ServiceRegistration<Readiness> readiness;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final AtomicBoolean rehearsed = new AtomicBoolean();

    /** For the console; the properties themselves are read, with these ranges, by {@link InterfaceSettings}. */
    @ObjectClassDefinition(
            name = "IGMP or MLD",
            description = "Defaults of all interfaces; each interface may have its own values")
    @interface Config {
        @AttributeDefinition(
                description = "Version the router speaks: IGMP 1 to 3, MLD 1 or 2; default: the highest",
                min = "1",
                max = "3",
                required = false)
        int version();

        @AttributeDefinition(
                description = "Robustness Variable: how many packets in a row may get lost",
                min = "1",
                max = "7")
        int robustness() default 2;

        @AttributeDefinition(description = "Time between general queries, in seconds", min = "1", max = "31744")
        int query_interval() default 125;

        @AttributeDefinition(
                description =
                        "Within which hosts answer a general query, in milliseconds; less than the query interval;"
                            + " IGMPv2: up to 25500, IGMPv1: always 10000, IGMPv3: up to 3174400, MLDv1: up to 65535",
                min = "100",
                max = "8387584")
        int query_response_interval() default 10_000;

        @AttributeDefinition(
                description = "Within which hosts answer a specific query, and time between its repetitions, in"
                        + " milliseconds; IGMPv2: up to 25500, IGMPv3: up to 3174400, MLDv1: up to 65535",
                min = "100",
                max = "8387584")
        int last_member_query_interval() default 1000;

        @AttributeDefinition(
                description = "How often a specific query is sent before nobody is left; default: the robustness",
                min = "1",
                max = "7",
                required = false)
        int last_member_query_count();

        @AttributeDefinition(
                description = "Time between the first general queries, in seconds; default: a quarter of the query"
                        + " interval",
                min = "1",
                max = "31744",
                required = false)
        int startup_query_interval();

        @AttributeDefinition(
                description = "How many first general queries there are; default: the robustness",
                min = "1",
                max = "7",
                required = false)
        int startup_query_count();

        @AttributeDefinition(
                description =
                        "Within which hosts answer the first general queries, in milliseconds: members are known so"
                                + " long after a start",
                min = "100",
                max = "8387584")
        int startup_query_response_interval() default 1000;

        @AttributeDefinition(description = "Drop messages without the IP Router Alert option; IGMPv1 knows none")
        boolean require_router_alert() default true;

        @AttributeDefinition(description = "Largest number of groups on an interface", min = "1", max = "1000000")
        int group_limit() default 32_768;

        @AttributeDefinition(description = "Largest number of sources in a group", min = "1", max = "65535")
        int source_limit() default 1024;

        @AttributeDefinition(
                description = "Largest number of sources in all groups of an interface",
                min = "1",
                max = "10000000")
        int source_limit_total() default 131_072;

        @AttributeDefinition(description = "Ask nothing: hear hosts and other queriers only")
        boolean passive() default false;

        @AttributeDefinition(description = "Drop messages whose TTL or hop limit is not 1")
        boolean require_ttl() default true;

        @AttributeDefinition(
                description = "Who may join what, the first match decides: allow|deny [group "
                        + "PREFIX] [source PREFIX] [host PREFIX]",
                required = false)
        String[] access();

        @AttributeDefinition(description = "What is done where no rule of access matches: allow or deny")
        String access_default() default "allow";

        @AttributeDefinition(
                description = "Groups of which only single sources can be joined, as "
                        + "prefixes; default: the standard range",
                required = false)
        String[] ssm_range();

        @AttributeDefinition(
                description = "Sources for hosts that name none: " + "GROUP-PREFIX source ADDRESS...",
                required = false)
        String[] ssm_mapping();

        @AttributeDefinition(
                description = "Reports taken up on the interface, per " + "second; 0 for all",
                min = "0",
                max = "1000000")
        int report_rate() default 0;

        @AttributeDefinition(
                description = "Reports taken up in a " + "row; default: report.rate",
                min = "1",
                max = "1000000",
                required = false)
        int report_burst();

        @AttributeDefinition(
                description = "Reports of one host taken up, per " + "second; 0 for all",
                min = "0",
                max = "1000000")
        int host_report_rate() default 0;

        @AttributeDefinition(
                description = "Reports of one host taken up in " + "a row; default: host.report.rate",
                min = "1",
                max = "1000000",
                required = false)
        int host_report_burst();

        @AttributeDefinition(description = "Hosts told apart for their rates", min = "1", max = "1000000")
        int host_limit() default 4096;

        @AttributeDefinition(description = "Remember which host wants what")
        boolean host_tracking() default true;

        @AttributeDefinition(
                description = "Memberships of hosts, and " + "their sources, remembered",
                min = "1",
                max = "10000000")
        int host_tracking_limit() default 16384;

        @AttributeDefinition(
                description = "Largest number of groups of one host; 0 for no limit, and default without host.tracking",
                min = "0",
                max = "1000000")
        int host_group_limit() default 4096;

        @AttributeDefinition(
                description = "When a leave counts without asking others: never, tracked (the last known member left) "
                        + "or always (one host on the link)")
        String leave_immediate() default "never";

        @AttributeDefinition(
                description = "Members that never leave: GROUP [count NUMBER " + "[step ADDRESS]] [source ADDRESS...]",
                required = false)
        String[] static_groups();

        @AttributeDefinition(
                description = "What the router itself joins as a host: GROUP [count "
                        + "NUMBER [step ADDRESS]] [source ADDRESS...]",
                required = false)
        String[] local_join();

        @AttributeDefinition(
                description = "How full a table is when that is logged, " + "in percent; 0 for never",
                min = "0",
                max = "100")
        int limit_warning() default 80;

        @AttributeDefinition(
                description = "Sources on all interfaces beyond which no " + "more are taken up",
                min = "1",
                max = "100000000")
        int source_limit_router() default 1000000;

        @AttributeDefinition(
                description = "Events remembered per interface; " + "0 for none",
                min = "0",
                max = "1000000")
        int history_size() default 2048;

        @AttributeDefinition(description = "Advertise this router to switches (RFC 4286)")
        boolean router_discovery() default false;

        @AttributeDefinition(description = "Time between advertisements, in seconds", min = "4", max = "180")
        int router_discovery_interval() default 20;
    }

    /**
     * @param protocolId the IP protocol number, by which the manager knows the protocol
     */
    RouterComponent(
            Dialect dialect,
            int protocolId,
            BundleContext context,
            Map<String, Object> properties,
            ControlLoop loop,
            LinkService links) {
        this.dialect = dialect;
        this.loop = loop;
        readiness = context.registerService(Readiness.class, new Readiness() {}, readiness(Status.initial(dialect)));
        router = new MembershipRouter(dialect, loop, links, this::statusChanged);
        router.configure(properties);
        router.start();
        registrations.add(context.registerService(MulticastProtocol.class, router, identity(protocolId)));
        StatusTables tables = new StatusTables(dialect, loop, router);
        command(context, "interfaces", "interfaces with querier, timers and counters", tables::interfaces);
        command(context, "groups", "[INTERFACE]: groups with members, their sources and timers", tables::groups);
        HostTables hosts = new HostTables(dialect, loop, router, InstantSource.system());
        command(context, "hosts", "[INTERFACE] [GROUP] [HOST]: which hosts want what", hosts::hosts);
        command(context, "history", "[INTERFACE] [GROUP] [HOST]: why groups came and went", hosts::history);
    }

    /** New global properties. */
    final void configure(Map<String, Object> properties) {
        router.configure(properties);
    }

    /** New properties of one interface. The first one is the sign that hosts will be heard in this dialect. */
    final void configure(String id, Map<String, Object> properties) {
        router.configure(id, properties);
        if (rehearsed.compareAndSet(false, true)) {
            Rehearsal.playOn(loop, dialect);
        }
    }

    /** The interface is no longer configured. */
    final void remove(String id) {
        router.remove(id);
    }

    /** Nothing is withdrawn: the manager holds what was declared until this bundle is back, or is uninstalled. */
    final void stop() {
        registrations.forEach(ServiceRegistration::unregister);
        router.close();
        readiness.unregister();
    }

    private void statusChanged(Status status) {
        readiness.setProperties(readiness(status));
    }

    private void command(BundleContext context, String word, String help, ControlCommand command) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(ControlCommand.COMMAND, dialect.name() + " " + word);
        properties.put(ControlCommand.HELP, help);
        registrations.add(context.registerService(ControlCommand.class, command, properties));
    }

    private Dictionary<String, Object> identity(int protocolId) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(MulticastProtocol.PROTOCOL_ID, protocolId);
        properties.put(MulticastProtocol.COMPONENT_ID, 0);
        properties.put(MulticastProtocol.ROLE, Role.LOCAL_MEMBERSHIP.name());
        properties.put(
                MulticastProtocol.FAMILIES, new String[] {dialect.family().name()});
        properties.put(MulticastProtocol.NAME, dialect.name());
        return properties;
    }

    private Dictionary<String, Object> readiness(Status status) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Readiness.NAME, dialect.name());
        properties.put(Readiness.STATE, status.state().name());
        properties.put(Readiness.MESSAGE, status.message());
        return properties;
    }
}
