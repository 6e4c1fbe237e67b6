package io.mgmrouter.igmp;

import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The configuration of IGMP on one interface. */
@Component(
        service = {},
        configurationPid = "io.mgmrouter.igmp.interface",
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = InterfaceComponent.Config.class, factory = true)
public final class IgmpInterfaceComponent extends InterfaceComponent {

    @Activate
    public IgmpInterfaceComponent(Map<String, Object> properties, @Reference IgmpComponent igmp) {
        super(properties, igmp);
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
