package io.mgmrouter.igmp;

import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Readiness;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Lets {@link IgmpRouter} live in OSGi: publishes it to the manager, its commands to {@code mgmctl}, and its readiness.
 * {@link IgmpInterfaceComponent} brings the interfaces.
 */
@Component(service = IgmpComponent.class, configurationPid = "io.mgmrouter.igmp", immediate = true)
@Designate(ocd = IgmpComponent.Config.class)
public final class IgmpComponent {

    private static final int PROTOCOL_ID = 2;
    private static final String NAME = "igmp";

    private final IgmpRouter router;
    private final ServiceRegistration<Readiness> readiness;
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    /** For the console; the properties themselves are read, with these ranges, by {@link IgmpSettings}. */
    @ObjectClassDefinition(
            name = "IGMP",
            description = "Defaults of all interfaces; each interface may have its own values")
    @interface Config {
        @AttributeDefinition(description = "IGMP version the router speaks", min = "1", max = "3")
        int version() default 3;

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
                                + " version 2: up to 25500; version 1: always 10000",
                min = "100",
                max = "3174400")
        int query_response_interval() default 10_000;

        @AttributeDefinition(
                description = "Within which hosts answer a specific query, and time between its repetitions, in"
                        + " milliseconds; version 2: up to 25500",
                min = "100",
                max = "3174400")
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
                max = "3174400")
        int startup_query_response_interval() default 1000;

        @AttributeDefinition(description = "Drop messages of version 2 and 3 without the IP Router Alert option")
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
    }

    @Activate
    public IgmpComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference ControlLoop loop,
            @Reference LinkService links) {
        readiness = context.registerService(
                Readiness.class, new Readiness() {}, readiness(Status.waiting("igmp: waiting for the configuration")));
        router = new IgmpRouter(loop, links, this::statusChanged);
        router.configure(properties);
        router.start();
        Rehearsal.playOn(loop);
        registrations.add(context.registerService(MulticastProtocol.class, router, identity()));
        IgmpReports reports = new IgmpReports(loop, router);
        command(context, "igmp interfaces", "interfaces with querier, timers and counters", reports::interfaces);
        command(context, "igmp groups", "[INTERFACE]: groups with members, their sources and timers", reports::groups);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        router.configure(properties);
    }

    /** Nothing is withdrawn: the manager holds what was declared until this bundle is back, or is uninstalled. */
    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
        router.close();
        readiness.unregister();
    }

    IgmpRouter router() {
        return router;
    }

    private void statusChanged(Status status) {
        readiness.setProperties(readiness(status));
    }

    private void command(BundleContext context, String words, String help, ControlCommand command) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(ControlCommand.COMMAND, words);
        properties.put(ControlCommand.HELP, help);
        registrations.add(context.registerService(ControlCommand.class, command, properties));
    }

    private static Dictionary<String, Object> identity() {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(MulticastProtocol.PROTOCOL_ID, PROTOCOL_ID);
        properties.put(MulticastProtocol.COMPONENT_ID, 0);
        properties.put(MulticastProtocol.ROLE, Role.LOCAL_MEMBERSHIP.name());
        properties.put(MulticastProtocol.FAMILIES, new String[] {"IPV4"});
        properties.put(MulticastProtocol.NAME, NAME);
        return properties;
    }

    private static Dictionary<String, Object> readiness(Status status) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(Readiness.NAME, NAME);
        properties.put(Readiness.STATE, status.state().name());
        properties.put(Readiness.MESSAGE, status.message());
        return properties;
    }
}
