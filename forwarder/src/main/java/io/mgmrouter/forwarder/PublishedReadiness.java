package io.mgmrouter.forwarder;

import io.mgmrouter.control.Readiness;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Readiness of this part as a service; says nothing more once closed. */
final class PublishedReadiness implements Readiness, AutoCloseable {

    private static final String PART = "forwarder";

    private final ServiceRegistration<Readiness> registration;
    private boolean closed;

    PublishedReadiness(BundleContext context, State state, String message) {
        registration = context.registerService(Readiness.class, this, properties(state, message));
    }

    synchronized void change(State state, String message) {
        if (!closed) {
            registration.setProperties(properties(state, message));
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            registration.unregister();
        }
    }

    private static Dictionary<String, Object> properties(State state, String message) {
        return new Hashtable<>(Map.of(NAME, PART, STATE, state.name(), MESSAGE, message));
    }
}
