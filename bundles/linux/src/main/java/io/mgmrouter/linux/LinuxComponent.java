package io.mgmrouter.linux;

import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.route.RouteLookup;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Publishes the services of {@link LinuxPlatform} while the bundle is started. Immediate, and one component for all:
 * the kernel's multicast tables must not be given back because nobody asks for a service for a moment.
 */
@Component(
        service = {},
        immediate = true)
public final class LinuxComponent {

    private final LinuxPlatform linux = new LinuxPlatform();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @Activate
    public LinuxComponent(BundleContext context) {
        linux.rehearse();
        registrations.add(context.registerService(LinkService.class, linux.links(), null));
        registrations.add(context.registerService(RouteLookup.class, linux.routes(), null));
        registrations.add(context.registerService(KernelMulticastTables.class, linux.multicastTables(), null));
        registrations.add(context.registerService(
                ControlCommand.class,
                new ShowLinks(linux.links()),
                properties(Map.of(
                        ControlCommand.COMMAND, "show links",
                        ControlCommand.HELP, "the router's interfaces, with state and addresses"))));
    }

    /** Whoever uses a service is told to stop before what is below it goes. */
    @Deactivate
    void deactivate() {
        registrations.reversed().forEach(ServiceRegistration::unregister);
        linux.close();
    }

    private static Dictionary<String, Object> properties(Map<String, Object> entries) {
        return new Hashtable<>(entries);
    }
}
