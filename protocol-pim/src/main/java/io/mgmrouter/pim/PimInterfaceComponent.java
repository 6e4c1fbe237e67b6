package io.mgmrouter.pim;

import io.mgmrouter.pim.PimConfiguration.Kind;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of PIM on one interface. */
@Component(
        service = {},
        configurationPid = "io.mgmrouter.pim.interface",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = PimInterfaceComponent.Config.class, factory = true)
public final class PimInterfaceComponent extends PartComponent {

    /** For the console; the properties themselves are read, with these ranges, by the settings. */
    @ObjectClassDefinition(
            name = "PIM interface",
            description = "An interface PIM runs on. Keys that are not set are those of io.mgmrouter.pim")
    @interface Config {
        // The dollar sign is left out of the key: "interface" is a word of the language.
        @AttributeDefinition(name = "Interface", description = "The system's name of the interface: eth0")
        String $interface();

        @AttributeDefinition(
                description =
                        "The router may start before the interface exists. PIM itself follows interfaces that come and"
                                + " go in any case",
                required = false)
        boolean wait_for_interface() default false;

        @AttributeDefinition(description = "Families PIM speaks: IPV4, IPV6 or both", required = false)
        String[] families();

        @AttributeDefinition(description = "Serve the hosts of a link, and speak to no router there", required = false)
        boolean passive();

        @AttributeDefinition(
                description = "Time between Hellos, in seconds",
                min = "1",
                max = "18000",
                required = false)
        int hello_interval();

        @AttributeDefinition(
                description = "How long a Hello counts, in seconds; 65535 for ever; default: 3.5 times hello.interval",
                min = "1",
                max = "65535",
                required = false)
        int hello_holdtime();

        @AttributeDefinition(
                description = "Within which the first Hello is sent, and one to a new neighbour, in milliseconds",
                min = "0",
                max = "60000",
                required = false)
        int triggered_hello_delay();

        @AttributeDefinition(
                description = "In the election of the designated router; the highest wins",
                min = "0",
                max = "4294967295",
                required = false)
        long dr_priority();

        @AttributeDefinition(
                description = "How long a message takes on the link, in milliseconds",
                min = "0",
                max = "32767",
                required = false)
        int propagation_delay();

        @AttributeDefinition(
                description = "Within which other routers override a Prune, in milliseconds",
                min = "0",
                max = "65535",
                required = false)
        int override_interval();

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
                max = "10000",
                required = false)
        int neighbor_limit();

        @AttributeDefinition(
                description = "Messages taken of one neighbour per second, Hellos aside; 0 for all",
                min = "0",
                max = "1000000",
                required = false)
        int message_rate();
    }

    @Activate
    public PimInterfaceComponent(Map<String, Object> properties, @Reference PimComponent pim) {
        super(pim, Kind.INTERFACE, properties);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configure(properties);
    }

    @Deactivate
    void deactivate(int reason) {
        stop(reason);
    }
}
