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

        @AttributeDefinition(description = "Ask nothing: hear hosts and other queriers only", required = false)
        boolean passive();

        @AttributeDefinition(description = "Drop messages whose TTL or hop limit is not 1", required = false)
        boolean require_ttl();

        @AttributeDefinition(
                description = "Who may join what, the first match decides: allow|deny [group "
                        + "PREFIX] [source PREFIX] [host PREFIX]",
                required = false)
        String[] access();

        @AttributeDefinition(
                description = "What is done where no rule of access " + "matches: allow or deny",
                required = false)
        String access_default();

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
                max = "1000000",
                required = false)
        int report_rate();

        @AttributeDefinition(
                description = "Reports taken up in a " + "row; default: report.rate",
                min = "1",
                max = "1000000",
                required = false)
        int report_burst();

        @AttributeDefinition(
                description = "Reports of one host taken up, per " + "second; 0 for all",
                min = "0",
                max = "1000000",
                required = false)
        int host_report_rate();

        @AttributeDefinition(
                description = "Reports of one host taken up in " + "a row; default: host.report.rate",
                min = "1",
                max = "1000000",
                required = false)
        int host_report_burst();

        @AttributeDefinition(
                description = "Hosts told apart for " + "their rates",
                min = "1",
                max = "1000000",
                required = false)
        int host_limit();

        @AttributeDefinition(description = "Remember which host wants what", required = false)
        boolean host_tracking();

        @AttributeDefinition(
                description = "Memberships of hosts, and " + "their sources, remembered",
                min = "1",
                max = "10000000",
                required = false)
        int host_tracking_limit();

        @AttributeDefinition(
                description = "Largest number of groups of one host; " + "0 for no limit",
                min = "0",
                max = "1000000",
                required = false)
        int host_group_limit();

        @AttributeDefinition(
                description = "When a leave counts without asking others: never, tracked (the last known member left) "
                        + "or always (one host on the link)",
                required = false)
        String leave_immediate();

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
                max = "100",
                required = false)
        int limit_warning();

        @AttributeDefinition(
                description = "Sources on all interfaces beyond which no " + "more are taken up",
                min = "1",
                max = "100000000",
                required = false)
        int source_limit_router();

        @AttributeDefinition(
                description = "Events remembered per interface; " + "0 for none",
                min = "0",
                max = "1000000",
                required = false)
        int history_size();

        @AttributeDefinition(description = "Advertise this router to switches (RFC 4286)", required = false)
        boolean router_discovery();

        @AttributeDefinition(
                description = "Time between advertisements, " + "in seconds",
                min = "4",
                max = "180",
                required = false)
        int router_discovery_interval();
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
