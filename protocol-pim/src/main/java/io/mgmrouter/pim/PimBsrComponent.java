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

/** The configuration of this router's part in the election of bootstrap routers. */
@Component(
        service = {},
        configurationPid = "io.mgmrouter.pim.bsr",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = PimBsrComponent.Config.class)
public final class PimBsrComponent extends PartComponent {

    /** For the console; the properties themselves are read, with these ranges, by the settings. */
    @ObjectClassDefinition(
            name = "Bootstrap router",
            description = "Part in the election of bootstrap routers (RFC 5059)")
    @interface Config {
        @AttributeDefinition(description = "Stand for election", required = false)
        boolean candidate() default false;

        @AttributeDefinition(
                description = "Addresses by which it stands, one per family; or use interface",
                required = false)
        String[] address();

        // The dollar sign is left out of the key: "interface" is a word of the language.
        @AttributeDefinition(name = "Interface", description = "Interface whose addresses are used", required = false)
        String $interface();

        @AttributeDefinition(description = "The highest is elected", min = "0", max = "255", required = false)
        int priority() default 64;

        @AttributeDefinition(
                description = "How many bits of IPv4 groups share an RP, as told if elected",
                min = "0",
                max = "32",
                required = false)
        int hash_mask_length() default 30;

        @AttributeDefinition(description = "The same of IPv6", min = "0", max = "128", required = false)
        int hash_mask_length_ipv6() default 126;

        @AttributeDefinition(
                description = "Time between Bootstrap messages, in seconds",
                min = "1",
                max = "3600",
                required = false)
        int interval() default 60;

        @AttributeDefinition(
                description =
                        "After which time without one another router is elected, in seconds; default: twice interval"
                                + " and 10",
                min = "2",
                max = "14400",
                required = false)
        int timeout();

        @AttributeDefinition(description = "Believe other routers' Bootstrap messages", required = false)
        boolean accept() default true;

        @AttributeDefinition(
                description = "Administratively scoped ranges for which it stands beside all other groups, as prefixes",
                required = false)
        String[] zones();

        @AttributeDefinition(
                description = "Largest number of RPs of all ranges of a zone",
                min = "1",
                max = "100000",
                required = false)
        int mapping_limit() default 4096;
    }

    @Activate
    public PimBsrComponent(Map<String, Object> properties, @Reference PimComponent pim) {
        super(pim, Kind.BSR, properties);
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
