package io.mgmrouter.archtest.bad;

import org.osgi.framework.BundleContext;

/** Knows OSGi without being a component. */
public final class RegistryReader {

    public Object ask(BundleContext context) {
        return context.getBundle();
    }
}
