package io.mgmrouter.mgm.osgi;

import io.mgmrouter.ip.Family;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.service.MgmService;
import io.mgmrouter.mgm.service.Rehearsal;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.route.RouteLookup;
import java.time.Duration;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the manager who comes and goes in the service registry, and shows there who owns which interface. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.mgmrouter.mgm")
@Designate(ocd = MgmConfig.class)
public final class MgmComponent implements SynchronousBundleListener {

    private static final Logger LOG = LoggerFactory.getLogger(MgmComponent.class);

    private final BundleContext context;
    private final MgmService manager;
    private final Thread rehearsal = Thread.ofPlatform()
            .name("mgm-rehearsal")
            .daemon()
            .priority(Thread.MIN_PRIORITY)
            .unstarted(Rehearsal::play);
    private final ServiceRegistration<MulticastGroupManager> registration;
    private final Map<InterfaceId, List<ServiceRegistration<InterfaceStatus>>> ownerships = new HashMap<>();
    private final Map<ServiceReference<MulticastProtocol>, Client> attached = new HashMap<>();
    /** Protocols that came while their id was taken; tried again when one leaves. */
    private final Map<ServiceReference<MulticastProtocol>, Optional<Applicant>> waiting = new LinkedHashMap<>();
    /** Clients whose service is gone, and the bundle it came from. */
    private final Map<ComponentId, Long> departed = new HashMap<>();

    private RouteLookup routes;
    private LinkService links;

    private record Client(ComponentId id, MulticastProtocol protocol) {}

    /** A protocol and what it said about itself. */
    private record Applicant(ComponentId id, ClientProfile profile, MulticastProtocol protocol, ControlLoop loop) {}

    @Activate
    public MgmComponent(BundleContext context, MgmConfig config, @Reference ControlLoop loop) {
        this.context = context;
        MgmSettings settings = new MgmSettings(
                Duration.ofSeconds(config.entry_lifetime()),
                Duration.ofMillis(config.question_deadline_ms()),
                Duration.ofSeconds(config.hold_seconds()),
                Duration.ofSeconds(config.wrong_interface_interval()),
                config.recent_events(),
                config.vanished(),
                config.wildcard_entries());
        this.manager = new MgmService(settings, loop, this::showOwnership);
        context.addBundleListener(this);
        rehearsal.start();
        this.registration = context.registerService(MulticastGroupManager.class, manager, null);
    }

    @Deactivate
    void deactivate() {
        endRehearsal();
        registration.unregister();
        context.removeBundleListener(this);
        manager.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProtocol(ServiceReference<MulticastProtocol> reference) {
        Optional<Applicant> applicant = interview(reference);
        synchronized (this) {
            boolean goneMeanwhile = reference.getBundle() == null;
            if (!goneMeanwhile && !attach(reference, applicant)) {
                waiting.put(reference, applicant);
            }
        }
    }

    /**
     * Asks the protocol what it has to say. That is foreign code, which may throw or take for ever: nobody else must
     * have to wait for it, so no lock is held.
     *
     * @return empty, and logged, if it cannot be attached as it is
     */
    private Optional<Applicant> interview(ServiceReference<MulticastProtocol> reference) {
        try {
            MulticastProtocol protocol = context.getService(reference);
            return protocol == null
                    ? Optional.empty()
                    : interview(reference, protocol, ClientProperties.loop(protocol));
        } catch (IllegalArgumentException e) {
            LOG.error("mgm.client bundle={} not attached: {}", reference.getBundle(), e.getMessage());
        } catch (Throwable e) {
            LOG.error("mgm.client bundle={} not attached: it failed to say what it is", reference.getBundle(), e);
        }
        return Optional.empty();
    }

    private static Optional<Applicant> interview(
            ServiceReference<MulticastProtocol> reference, MulticastProtocol protocol, ControlLoop loop) {
        Map<String, Object> properties = propertiesOf(reference);
        try {
            return Optional.of(new Applicant(
                    ClientProperties.id(properties), ClientProperties.profile(protocol, properties), protocol, loop));
        } catch (IllegalArgumentException e) {
            MgmException reason = new MgmException(MgmError.INVALID_PARAMETER, Reason.BAD_PROPERTIES, e.getMessage());
            refuse(reference, protocol, loop, reason);
            return Optional.empty();
        }
    }

    /** Who is not attached is not held on to: that its service is unused shows in the registry. */
    private boolean attach(ServiceReference<MulticastProtocol> reference, Optional<Applicant> applicant) {
        boolean done = applicant.filter(known -> attach(reference, known)).isPresent();
        if (!done) {
            context.ungetService(reference);
        }
        return done;
    }

    private boolean attach(ServiceReference<MulticastProtocol> reference, Applicant applicant) {
        ComponentId id = applicant.id;
        try {
            manager.attach(id, applicant.profile, applicant.protocol, applicant.loop);
            attached.put(reference, new Client(id, applicant.protocol));
            departed.remove(id);
            LOG.info("mgm.client id={} bundle={} attached", id, reference.getBundle());
            return true;
        } catch (MgmException e) {
            refuse(reference, applicant.protocol, applicant.loop, e);
        }
        return false;
    }

    private static void refuse(
            ServiceReference<MulticastProtocol> reference,
            MulticastProtocol protocol,
            ControlLoop loop,
            MgmException reason) {
        LOG.error("mgm.client bundle={} not attached: {}", reference.getBundle(), reason.getMessage());
        try {
            loop.run(() -> protocol.refused(reason));
        } catch (Throwable e) {
            LOG.error("mgm.client bundle={} its loop takes nothing", reference.getBundle(), e);
        }
    }

    /** Properties changed: a protocol that was refused for them may be right now. */
    void updatedProtocol(ServiceReference<MulticastProtocol> reference) {
        synchronized (this) {
            if (!waiting.containsKey(reference)) {
                return;
            }
        }
        Optional<Applicant> applicant = interview(reference);
        synchronized (this) {
            if (waiting.containsKey(reference) && attach(reference, applicant)) {
                waiting.remove(reference);
            }
        }
    }

    void unbindProtocol(ServiceReference<MulticastProtocol> reference) {
        depart(reference);
        context.ungetService(reference);
    }

    private synchronized void depart(ServiceReference<MulticastProtocol> reference) {
        waiting.remove(reference);
        Client client = attached.remove(reference);
        if (client == null) {
            return;
        }
        if (manager.depart(client.id, client.protocol)) {
            departed.put(client.id, reference.getBundle().getBundleId());
            LOG.info("mgm.client id={} departed", client.id);
        }
        waiting.entrySet().removeIf(next -> attachNow(next.getKey(), next.getValue()));
    }

    /** One that waited: its service is taken up again. */
    private boolean attachNow(ServiceReference<MulticastProtocol> reference, Optional<Applicant> applicant) {
        return attach(reference, applicant.filter(known -> context.getService(reference) == known.protocol));
    }

    /** An uninstalled bundle will not come back for what is held for it; when it is gone, that is gone too. */
    @Override
    public synchronized void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.UNINSTALLED) {
            long gone = event.getBundle().getBundleId();
            List<ComponentId> forgotten = departed.entrySet().stream()
                    .filter(client -> client.getValue() == gone)
                    .map(Map.Entry::getKey)
                    .toList();
            forgotten.forEach(manager::forget);
            LOG.info("mgm.client removed={}", forgotten);
            departed.keySet().removeAll(forgotten);
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindForwarder(PacketForwarder forwarder, ServiceReference<PacketForwarder> reference) {
        Map<String, Object> properties = propertiesOf(reference);
        manager.forwarders()
                .add(
                        forwarder,
                        ClientProperties.families(PacketForwarder.FAMILIES, properties),
                        Boolean.TRUE.equals(properties.get(PacketForwarder.ANY_SOURCE)),
                        reference);
    }

    void unbindForwarder(PacketForwarder forwarder) {
        manager.forwarders().remove(forwarder);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindRoutes(RouteLookup newRoutes) {
        routes = newRoutes;
        manager.useRoutes(Optional.of(newRoutes));
    }

    /** A replacement is bound before the old one is unbound. */
    synchronized void unbindRoutes(RouteLookup oldRoutes) {
        if (routes == oldRoutes) {
            routes = null;
            manager.useRoutes(Optional.empty());
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindLinks(LinkService newLinks) {
        links = newLinks;
        manager.useLinks(Optional.of(newLinks));
    }

    synchronized void unbindLinks(LinkService oldLinks) {
        if (links == oldLinks) {
            links = null;
            manager.useLinks(Optional.empty());
        }
    }

    /** Its code goes with the bundle: it must not run on. */
    private void endRehearsal() {
        rehearsal.interrupt();
        try {
            rehearsal.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On the manager's loop, one interface at a time. The new service comes before the old one goes: no gap. */
    private void showOwnership(InterfaceId id, List<InterfaceStatus> status) {
        List<ServiceRegistration<InterfaceStatus>> before = ownerships.remove(id);
        if (status.isEmpty()) {
            LOG.info("mgm.interface id={} owner=- igmp=-", id);
        } else {
            ownerships.put(id, status.stream().map(this::show).toList());
        }
        Optional.ofNullable(before).ifPresent(services -> services.forEach(ServiceRegistration::unregister));
    }

    private ServiceRegistration<InterfaceStatus> show(InterfaceStatus status) {
        InterfaceId id = status.interfaceId();
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("mgm.interface.index", id.index());
        id.nextHop().ifPresent(hop -> properties.put("mgm.interface.nexthop", hop.toString()));
        properties.put(
                "mgm.families",
                status.families().stream().sorted().map(Family::name).toArray(String[]::new));
        status.owner().ifPresent(owner -> properties.put("mgm.owner", owner.toString()));
        status.localMembership().ifPresent(igmp -> properties.put("mgm.igmp", igmp.toString()));
        LOG.info(
                "mgm.interface id={} families={} owner={} igmp={}",
                id,
                status.families(),
                status.owner().map(ComponentId::toString).orElse("-"),
                status.localMembership().map(ComponentId::toString).orElse("-"));
        return context.registerService(InterfaceStatus.class, status, properties);
    }

    private static Map<String, Object> propertiesOf(ServiceReference<?> reference) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            properties.put(key, reference.getProperty(key));
        }
        return properties;
    }
}
