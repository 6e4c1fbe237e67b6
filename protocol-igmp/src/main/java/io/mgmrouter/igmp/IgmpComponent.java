package io.mgmrouter.igmp;

import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** IGMP as a client of the manager. */
@Component(service = IgmpComponent.class, configurationPid = "io.mgmrouter.igmp", immediate = true)
@Designate(ocd = RouterComponent.Config.class)
public final class IgmpComponent extends RouterComponent {

    private static final int IGMP = 2;

    @Activate
    public IgmpComponent(
            BundleContext context,
            Map<String, Object> properties,
            @Reference ControlLoop loop,
            @Reference LinkService links) {
        super(Dialect.IGMP, IGMP, context, properties, loop, links);
    }

    @Modified
    void modified(Map<String, Object> properties) {
        configure(properties);
    }

    @Deactivate
    void deactivate() {
        stop();
    }
}
