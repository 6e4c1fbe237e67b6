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

/** Whether IPv6 groups may contain the address of their rendezvous point. */
@Component(
        service = {},
        configurationPid = "io.mgmrouter.pim.embedded-rp",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = PimEmbeddedRpComponent.Config.class)
public final class PimEmbeddedRpComponent extends PartComponent {

    /** For the console; the properties themselves are read, with these ranges, by the settings. */
    @ObjectClassDefinition(
            name = "Embedded rendezvous points",
            description = "IPv6 groups that contain the address of their RP (RFC 3956)")
    @interface Config {
        @AttributeDefinition(description = "Use the RP that a group of ff70::/12 contains", required = false)
        boolean enabled() default true;
    }

    @Activate
    public PimEmbeddedRpComponent(Map<String, Object> properties, @Reference PimComponent pim) {
        super(pim, Kind.EMBEDDED_RP, properties);
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
