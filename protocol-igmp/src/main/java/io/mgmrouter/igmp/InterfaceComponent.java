package io.mgmrouter.igmp;

import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Carries the configuration of one interface to its {@link RouterComponent}: one for each factory configuration. */
abstract class InterfaceComponent {

    private final RouterComponent router;
    private final String id;

    /** For the console; what is not given is taken from the global configuration. */
    @ObjectClassDefinition(
            name = "IGMP or MLD interface",
            description =
                    "An interface IGMP or MLD runs on. Keys that are not set are those of the configuration of all its"
                            + " interfaces")
    @interface Config {
        // The dollar sign is left out of the key: "interface" is a word of the language.
        @AttributeDefinition(name = "Interface", description = "The system's name of the interface: eth0")
        String $interface();

        @AttributeDefinition(
                description =
                        "The router may start before the interface exists. The protocol itself follows interfaces that"
                                + " come and go in any case",
                required = false)
        boolean wait_for_interface() default false;

        @AttributeDefinition(
                description = "IGMP version 1 to 3, MLD version 1 or 2",
                min = "1",
                max = "3",
                required = false)
        int version();

        @AttributeDefinition(description = "Robustness Variable, 1 to 7", min = "1", max = "7", required = false)
        int robustness();

        @AttributeDefinition(
                description = "Time between general queries, in seconds",
                min = "1",
                max = "31744",
                required = false)
        int query_interval();

        @AttributeDefinition(
                description =
                        "Within which hosts answer a general query, in milliseconds; less than the query interval",
                min = "100",
                max = "8387584",
                required = false)
        int query_response_interval();

        @AttributeDefinition(
                description = "Within which hosts answer a specific query, in milliseconds",
                min = "100",
                max = "8387584",
                required = false)
        int last_member_query_interval();

        @AttributeDefinition(
                description = "How often a specific query is sent before nobody is left",
                min = "1",
                max = "7",
                required = false)
        int last_member_query_count();

        @AttributeDefinition(
                description = "Time between the first general queries, in seconds",
                min = "1",
                max = "31744",
                required = false)
        int startup_query_interval();

        @AttributeDefinition(
                description = "How many first general queries there are",
                min = "1",
                max = "7",
                required = false)
        int startup_query_count();

        @AttributeDefinition(
                description = "Within which hosts answer the first general queries, in milliseconds",
                min = "100",
                max = "8387584",
                required = false)
        int startup_query_response_interval();

        @AttributeDefinition(description = "Drop messages without the IP Router Alert option", required = false)
        boolean require_router_alert();

        @AttributeDefinition(description = "Largest number of groups", min = "1", max = "1000000", required = false)
        int group_limit();

        @AttributeDefinition(
                description = "Largest number of sources in a group",
                min = "1",
                max = "65535",
                required = false)
        int source_limit();

        @AttributeDefinition(
                description = "Largest number of sources in all groups",
                min = "1",
                max = "10000000",
                required = false)
        int source_limit_total();
    }

    InterfaceComponent(Map<String, Object> properties, RouterComponent router) {
        this.router = router;
        id = String.valueOf(properties.get(Constants.SERVICE_PID));
        router.configure(id, properties);
    }

    final void configure(Map<String, Object> properties) {
        router.configure(id, properties);
    }

    /**
     * Only a deleted configuration takes the interface away; when the bundle stops, the manager is to hold everything.
     */
    final void stop(int reason) {
        if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
            router.remove(id);
        }
    }
}
