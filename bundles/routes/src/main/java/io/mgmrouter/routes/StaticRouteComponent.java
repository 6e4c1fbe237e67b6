package io.mgmrouter.routes;

import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one configured route to the {@link RoutesComponent}. */
@Component(
        service = {},
        configurationPid = "io.mgmrouter.route.static",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = StaticRouteComponent.Config.class, factory = true)
public final class StaticRouteComponent {

    private static final Logger LOG = LoggerFactory.getLogger(StaticRouteComponent.class);

    private final RoutesComponent routes;
    private final String name;

    /** One route. */
    @ObjectClassDefinition(
            name = "Static multicast route",
            description =
                    "Where sources are reached, for the reverse-path check alone; the kernel's routes stay as they"
                            + " are. next.hop, interface, or both")
    @interface Config {
        @AttributeDefinition(name = "Prefix", description = "Where the sources are: 10.0.0.0/8 or 2001:db8::/32")
        String prefix();

        @AttributeDefinition(
                name = "Next hop",
                description = "Address of the router toward them; none if they are on the link",
                required = false)
        String next_hop() default "";

        // The dollar sign is left out of the key: "interface" is a word of the language.
        @AttributeDefinition(
                name = "Interface",
                description = "The system's name of the interface: eth0; default: the one toward the next hop",
                required = false)
        String $interface() default "";

        @AttributeDefinition(
                name = "Metric",
                description = "0 to 4294967295; what PIM says in asserts",
                min = "0",
                max = "4294967295",
                required = false)
        long metric() default 0;

        @AttributeDefinition(
                name = "Preference",
                description = "0 to 255, lower is better: what PIM says in asserts",
                min = "0",
                max = "255",
                required = false)
        int preference() default 0;
    }

    @Activate
    public StaticRouteComponent(Config config, Map<String, Object> properties, @Reference RoutesComponent routes) {
        this.routes = routes;
        this.name = String.valueOf(properties.get(Constants.SERVICE_PID));
        modified(config);
    }

    /** A wrong configuration takes the route away, rather than leave one that is configured no more. */
    @Modified
    void modified(Config config) {
        try {
            routes.put(name, read(config));
        } catch (IllegalArgumentException e) {
            LOG.error("route.static refused name={}: {}", name, e.getMessage());
            routes.remove(name);
        }
    }

    @Deactivate
    void deactivate() {
        routes.remove(name);
    }

    private static StaticRoute read(Config config) {
        return StaticRoute.of(
                config.prefix() == null ? "" : config.prefix(),
                config.next_hop(),
                config.$interface(),
                config.metric(),
                config.preference());
    }
}
