package io.mgmrouter.archtest.bad;

import org.osgi.framework.BundleContext;

/** Knows OSGi and may: a component, and what is inside one. */
public final class RimComponent {

    /** A nested class of a component is part of it. */
    public static final class Inner {
        public Object ask(BundleContext context) {
            return context.getBundle();
        }
    }
}
