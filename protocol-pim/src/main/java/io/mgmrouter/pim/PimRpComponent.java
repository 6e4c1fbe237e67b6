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

/** The configuration of one static rendezvous point. */
@Component(
        service = {},
        configurationPid = "io.mgmrouter.pim.rp",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = PimRpComponent.Config.class, factory = true)
public final class PimRpComponent extends PartComponent {

    /** For the console; the properties themselves are read, with these ranges, by the settings. */
    @ObjectClassDefinition(
            name = "Static rendezvous point",
            description = "An RP that every router of the domain is told of")
    @interface Config {
        @AttributeDefinition(description = "Address of the RP")
        String address();

        @AttributeDefinition(
                description = "Groups whose RP it is, as prefixes; default: all of the address's family",
                required = false)
        String[] groups();

        @AttributeDefinition(
                description = "Among the RPs of the same groups the lowest that can be reached is used",
                min = "0",
                max = "1000",
                required = false)
        int order() default 0;

        @AttributeDefinition(
                name = "Override BSR",
                description = "Counts even if a bootstrap router tells of RPs for the same groups",
                required = false)
        boolean override_bsr() default true;

        @AttributeDefinition(
                description = "Own addresses of the routers that share the RP's address (RFC 4610)",
                required = false)
        String[] anycast_peers();
    }

    @Activate
    public PimRpComponent(Map<String, Object> properties, @Reference PimComponent pim) {
        super(pim, Kind.RP, properties);
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
