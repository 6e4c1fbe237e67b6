package io.mgmrouter.routes;

import io.mgmrouter.link.LinkService;
import io.mgmrouter.route.RouteLookup;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Publishes the multicast view with static routes, in front of the one without. */
@Component(service = RoutesComponent.class, immediate = true)
public final class RoutesComponent {

    /** Marks what this publishes, so that it is not taken for what it stands in front of. */
    private static final String OVERRIDING = "mgm.routes.overriding";

    private static final int RANKING = 100;

    private final OverriddenRoutes routes;
    private final ServiceRegistration<RouteLookup> registration;

    @Activate
    public RoutesComponent(
            BundleContext context,
            @Reference(target = "(!(" + OVERRIDING + "=*))") RouteLookup kernel,
            @Reference LinkService links) {
        routes = new OverriddenRoutes(kernel, links);
        registration = context.registerService(
                RouteLookup.class,
                routes,
                new Hashtable<>(Map.of(Constants.SERVICE_RANKING, RANKING, OVERRIDING, true)));
    }

    @Deactivate
    void deactivate() {
        registration.unregister();
        routes.close();
    }

    void put(String name, StaticRoute route) {
        routes.put(name, route);
    }

    void remove(String name) {
        routes.remove(name);
    }
}
