package io.mgmrouter.pim;

import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Readiness;
import io.mgmrouter.ip.Family;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.LivenessCheck;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.RegisterTunnel;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.pim.PimConfiguration.Kind;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.tib.Rehearsal;
import io.mgmrouter.route.RouteLookup;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Lets {@link PimFamilies} live in OSGi: publishes a client of the manager for each family that has an interface, the
 * commands, and whether PIM is ready.
 */
@Component(service = PimComponent.class, configurationPid = "io.mgmrouter.pim", immediate = true)
@Designate(ocd = PimComponent.Config.class)
public final class PimComponent {

    private static final String ID = "io.mgmrouter.pim";

    private final BundleContext context;
    private final PimFamilies pim;
    private final ServiceRegistration<Readiness> readiness;
    private final List<ServiceRegistration<?>> commands = new ArrayList<>();

    /** Guarded by itself. */
    private final Map<Dialect, ServiceRegistration<MulticastProtocol>> clients = new EnumMap<>(Dialect.class);

    private boolean stopped;

    /** For the console; the properties themselves are read, with these ranges, by the settings. */
    @ObjectClassDefinition(
            name = "PIM-SM and PIM-SSM",
            description = "Defaults of all interfaces, which may have their own values, and what is about the router")
    @interface Config {
        @AttributeDefinition(description = "Families PIM speaks: IPV4, IPV6 or both", required = false)
        String[] families() default {"IPV4", "IPV6"};

        @AttributeDefinition(description = "Serve the hosts of a link, and speak to no router there")
        boolean passive() default false;

        @AttributeDefinition(description = "Time between Hellos, in seconds", min = "1", max = "18000")
        int hello_interval() default 30;

        @AttributeDefinition(
                description = "How long a Hello counts, in seconds; 65535 for ever; default: 3.5 times hello.interval",
                min = "1",
                max = "65535",
                required = false)
        int hello_holdtime();

        @AttributeDefinition(
                description = "Within which the first Hello is sent, and one to a new neighbour, in milliseconds",
                min = "0",
                max = "60000")
        int triggered_hello_delay() default 5000;

        @AttributeDefinition(
                description = "In the election of the designated router; the highest wins",
                min = "0",
                max = "4294967295")
        long dr_priority() default 1;

        @AttributeDefinition(
                description = "How long a message takes on the link, in milliseconds",
                min = "0",
                max = "32767")
        int propagation_delay() default 500;

        @AttributeDefinition(
                description = "Within which other routers override a Prune, in milliseconds",
                min = "0",
                max = "65535")
        int override_interval() default 2500;

        @AttributeDefinition(description = "Time between Joins, in seconds", min = "1", max = "18000")
        int join_prune_interval() default 60;

        @AttributeDefinition(
                description =
                        "How long a Join counts, in seconds; 65535 for ever; default: 3.5 times join.prune.interval",
                min = "1",
                max = "65535",
                required = false)
        int join_prune_holdtime();

        @AttributeDefinition(
                description = "Which routers may be neighbours, the first match decides: allow|deny PREFIX",
                required = false)
        String[] neighbor_filter();

        @AttributeDefinition(
                description =
                        "What neighbours may join, the first match decides: allow|deny [group PREFIX] [source PREFIX]",
                required = false)
        String[] join_filter();

        @AttributeDefinition(
                description = "Groups that are neither joined nor forwarded across links, as prefixes",
                required = false)
        String[] boundary();

        @AttributeDefinition(
                description = "Largest number of neighbours of a family on an interface",
                min = "1",
                max = "10000")
        int neighbor_limit() default 256;

        @AttributeDefinition(
                description = "Messages taken of one neighbour per second, Hellos aside; 0 for all",
                min = "0",
                max = "1000000")
        int message_rate() default 0;

        @AttributeDefinition(
                description = "How long a source is remembered that sends no more, in seconds",
                min = "1",
                max = "64800")
        int keepalive_period() default 210;

        @AttributeDefinition(
                description = "How long Registers stop after a Register-Stop, on average, in seconds",
                min = "2",
                max = "3600")
        int register_suppression_time() default 60;

        @AttributeDefinition(
                description = "How long before that the RP is asked again, in seconds; less than half of"
                        + " register.suppression.time",
                min = "1",
                max = "1799",
                required = false)
        int register_probe_time();

        @AttributeDefinition(
                description = "How long the loser of an Assert believes the winner, in seconds",
                min = "2",
                max = "3600")
        int assert_time() default 180;

        @AttributeDefinition(
                description = "How much earlier the winner asserts again, in seconds; less than assert.time",
                min = "1",
                max = "3599",
                required = false)
        int assert_override_interval();

        @AttributeDefinition(
                description = "When a last-hop router leaves the shared tree for the shortest path: immediate, never or"
                        + " NUMBER kbit/s")
        String spt_switch() default "immediate";

        @AttributeDefinition(
                description = "The same by group, the first match decides: GROUP-PREFIX immediate|never|NUMBER kbit/s",
                required = false)
        String[] spt_switch_rules();

        @AttributeDefinition(
                description =
                        "Whose Registers this router takes as an RP, the first match decides: allow|deny [group PREFIX]"
                                + " [source PREFIX]",
                required = false)
        String[] register_accept();

        @AttributeDefinition(
                description = "Packets of one source sent in Registers per second; 0 for all",
                min = "0",
                max = "10000000")
        int register_rate_limit() default 0;

        @AttributeDefinition(
                description = "Groups without shared tree, as prefixes; default: the standard ranges",
                required = false)
        String[] ssm_range();

        @AttributeDefinition(description = "Largest number of (S,G) of a family", min = "1", max = "100000000")
        int state_limit() default 1_000_000;

        @AttributeDefinition(
                description = "Register sources behind other protocols' interfaces with the RPs (border router)")
        boolean border() default false;
    }

    @Activate
    public PimComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference ControlLoop loop,
            @Reference LinkService links) {
        this.context = context;
        readiness = context.registerService(Readiness.class, new Readiness() {}, readiness(Status.INITIAL));
        pim = new PimFamilies(loop, links, new SplittableRandom(), new Clients(), this::statusChanged);
        pim.configure(Kind.GLOBAL, ID, properties);
        pim.start();
        PimTables tables = new PimTables(pim, loop);
        command("neighbors", "[INTERFACE]: routers on the links, and what they say of themselves", tables::neighbors);
        command(
                "interfaces",
                "[INTERFACE]: interfaces with address, designated router and counters",
                tables::interfaces);
        command("counters", "what was received, sent and dropped, and why", tables::counters);
        command("rp", "[GROUP]: rendezvous points, or that of a group and why", tables::rp);
        command("bsr", "bootstrap routers, and this router's part in their election", tables::bsr);
        command("joins", "what routers and hosts want on which interface", tables::joins);
        command("upstream", "what this router wants of which neighbour", tables::upstream);
        command("assert", "links on which several routers could forward, and who does", tables::asserts);
        command("register", "sources whose packets go to rendezvous points", tables::registers);
        command("state", "[(S,G)|(*,G)|GROUP]: every state machine, its timer, and latest events", tables::state);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        pim.configure(Kind.GLOBAL, ID, properties);
    }

    /** Nothing is withdrawn: the manager holds what was declared until this bundle is back, or is uninstalled. */
    @Deactivate
    void deactivate() {
        commands.forEach(ServiceRegistration::unregister);
        withdrawAll();
        pim.close();
        readiness.unregister();
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRoutes(RouteLookup routes) {
        pim.routes(routes);
    }

    /** A replacement is bound before the old one is unbound. */
    void unbindRoutes(RouteLookup routes) {
        pim.routesWent(routes);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTunnel(RegisterTunnel tunnel, Map<String, Object> properties) {
        updatedTunnel(tunnel, properties);
    }

    void updatedTunnel(RegisterTunnel tunnel, Map<String, Object> properties) {
        Set<Family> families = EnumSet.noneOf(Family.class);
        if (properties.get(RegisterTunnel.FAMILIES) instanceof String[] names) {
            for (String name : names) {
                families.add(Family.valueOf(name));
            }
        }
        pim.registerTunnel(tunnel, families);
    }

    void unbindTunnel(RegisterTunnel tunnel) {
        pim.registerTunnel(tunnel, Set.of());
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLiveness(LivenessCheck check) {
        pim.liveness(check);
    }

    void unbindLiveness(LivenessCheck check) {
        pim.livenessWent(check);
    }

    /** New properties of an interface, an RP, or what else there may be several of. */
    void configure(Kind kind, String id, Map<String, Object> properties) {
        pim.configure(kind, id, properties);
    }

    /** It is no longer configured. */
    void remove(Kind kind, String id) {
        pim.remove(kind, id);
    }

    private void statusChanged(Status status) {
        readiness.setProperties(readiness(status));
    }

    private void command(String word, String help, ControlCommand command) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(ControlCommand.COMMAND, "pim " + word);
        properties.put(ControlCommand.HELP, help);
        commands.add(context.registerService(ControlCommand.class, command, properties));
    }

    private static Dictionary<String, Object> identity(Dialect dialect) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(MulticastProtocol.PROTOCOL_ID, PimCodec.IP_PROTOCOL);
        properties.put(MulticastProtocol.COMPONENT_ID, dialect.componentId());
        properties.put(MulticastProtocol.ROLE, Role.ROUTING.name());
        properties.put(
                MulticastProtocol.FAMILIES, new String[] {dialect.family().name()});
        properties.put(MulticastProtocol.NAME, dialect.title());
        return properties;
    }

    private static Dictionary<String, Object> readiness(Status status) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Readiness.NAME, "pim");
        properties.put(Readiness.STATE, status.state().name());
        properties.put(Readiness.MESSAGE, status.message());
        return properties;
    }

    private void withdrawAll() {
        synchronized (clients) {
            stopped = true;
            clients.values().forEach(ServiceRegistration::unregister);
            clients.clear();
        }
    }

    /** The clients of the manager, as services. */
    private final class Clients implements PimFamilies.Publisher {

        private final Set<Dialect> rehearsed = EnumSet.noneOf(Dialect.class);

        @Override
        public void publish(Dialect dialect, MulticastProtocol client) {
            synchronized (clients) {
                if (!stopped) {
                    clients.put(dialect, context.registerService(MulticastProtocol.class, client, identity(dialect)));
                    rehearse(client.loop(), dialect);
                }
            }
        }

        /** Once a family, however often its last interface goes and comes. */
        private void rehearse(ControlLoop loop, Dialect dialect) {
            if (rehearsed.add(dialect)) {
                Rehearsal.playOn(loop, dialect.family());
            }
        }

        @Override
        public void withdraw(Dialect dialect) {
            synchronized (clients) {
                ServiceRegistration<MulticastProtocol> published = clients.remove(dialect);
                if (published != null) {
                    published.unregister();
                }
            }
        }
    }
}
