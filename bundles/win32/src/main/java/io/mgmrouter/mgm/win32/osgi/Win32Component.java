package io.mgmrouter.mgm.win32.osgi;

import io.mgmrouter.ip.Family;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.mgm.win32.Win32Mgm;
import io.mgmrouter.mgm.win32.view.Registrar;
import io.mgmrouter.mgm.win32.view.Win32View;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/**
 * Gives each bundle that asks a Windows view of its own. Its clients are registered in that bundle's name and run on
 * that bundle's loop, so that to the manager they are protocols of that bundle like any other. Nothing is loaded before
 * the first bundle asks.
 */
@Component(service = Win32Mgm.class, scope = ServiceScope.BUNDLE)
public final class Win32Component extends Win32View {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final User user;

    @Activate
    public Win32Component(
            ComponentContext context,
            @Reference MulticastGroupManager manager,
            @Reference ServiceReference<ControlLoop> loop) {
        this(manager, new User(context.getUsingBundle().getBundleContext(), loop));
    }

    private Win32Component(MulticastGroupManager manager, User user) {
        super(manager, user.context.getService(user.loop), user, PATIENCE);
        this.user = user;
    }

    /** The bundle has let go of the view, or the manager or its loop is gone. */
    @Deactivate
    void deactivate() {
        user.leave();
    }

    /** The bundle that uses the view, and the services that are registered in its name. */
    private static final class User implements Registrar {

        private final BundleContext context;
        private final ServiceReference<ControlLoop> loop;
        private final Map<MulticastProtocol, ServiceRegistration<MulticastProtocol>> protocols =
                new ConcurrentHashMap<>();

        User(BundleContext context, ServiceReference<ControlLoop> loop) {
            this.context = context;
            this.loop = loop;
        }

        @Override
        public void register(ComponentId id, Role role, MulticastProtocol protocol) {
            Dictionary<String, Object> properties = new Hashtable<>();
            properties.put(MulticastProtocol.PROTOCOL_ID, id.protocolId());
            properties.put(MulticastProtocol.COMPONENT_ID, id.componentId());
            properties.put(MulticastProtocol.ROLE, role.name());
            properties.put(MulticastProtocol.FAMILIES, new String[] {Family.IPV4.name()});
            properties.put(MulticastProtocol.NAME, context.getBundle().getSymbolicName());
            protocols.put(protocol, context.registerService(MulticastProtocol.class, protocol, properties));
        }

        @Override
        public void withdraw(MulticastProtocol protocol) {
            Optional.ofNullable(protocols.remove(protocol)).ifPresent(User::unregister);
        }

        void leave() {
            List.copyOf(protocols.keySet()).forEach(this::withdraw);
            try {
                context.ungetService(loop);
            } catch (IllegalStateException _) {
                // The bundle is stopped: the framework has taken the loop back.
            }
        }

        private static void unregister(ServiceRegistration<MulticastProtocol> registration) {
            try {
                registration.unregister();
            } catch (IllegalStateException _) {
                // The bundle is stopped: its services went with it.
            }
        }
    }
}
