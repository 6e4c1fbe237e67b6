package io.mgmrouter.control.show;

import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.route.RouteLookup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Publishes the {@code show} commands and {@code explain}, and follows the services they look at. A replacement is
 * bound before the old service is unbound, hence the comparison when a slot is emptied.
 */
@Component(
        service = {},
        immediate = true)
public final class ShowComponent {

    private final RouterView router = new RouterView();
    private final List<ServiceRegistration<ControlCommand>> registrations = new ArrayList<>();

    @Activate
    void activate(BundleContext context) {
        publish(context, "show interfaces", "interfaces the protocols have taken", new ShowInterfaces(router));
        publish(context, "show clients", "protocols registered with the manager", new ShowClients(router));
        publish(context, "show groups", "[SOURCE] [GROUP]: receivers, by group", new ShowGroups(router));
        publish(
                context,
                "show mfe",
                "[--stats] [SOURCE] [GROUP]: the forwarding table",
                new ShowForwardingEntries(router));
        publish(
                context,
                "explain",
                "SOURCE,GROUP | GROUP | INTERFACE: why it is as it is: who asked, who answered, what was decided",
                new Explain(router, InstantSource.system()));
        publish(context, "show routes", "routes used for the reverse-path check", new ShowRoutes(router));
    }

    @Deactivate
    void deactivate() {
        registrations.forEach(ServiceRegistration::unregister);
    }

    private void publish(BundleContext context, String name, String help, ControlCommand command) {
        Map<String, Object> properties = Map.of(ControlCommand.COMMAND, name, ControlCommand.HELP, help);
        registrations.add(context.registerService(ControlCommand.class, command, new Hashtable<>(properties)));
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindManager(MulticastGroupManager manager) {
        router.managerSlot().set(manager);
    }

    void unbindManager(MulticastGroupManager manager) {
        router.managerSlot().compareAndSet(manager, null);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindLinks(LinkService links) {
        router.linksSlot().set(links);
    }

    void unbindLinks(LinkService links) {
        router.linksSlot().compareAndSet(links, null);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRoutes(RouteLookup routes) {
        router.routesSlot().set(routes);
    }

    void unbindRoutes(RouteLookup routes) {
        router.routesSlot().compareAndSet(routes, null);
    }
}
