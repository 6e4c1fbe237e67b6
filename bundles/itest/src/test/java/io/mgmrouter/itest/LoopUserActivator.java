package io.mgmrouter.itest;

import io.mgmrouter.loop.ControlLoop;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The start of a bundle that uses its loop. */
public final class LoopUserActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        ServiceReference<ControlLoop> reference = context.getServiceReference(ControlLoop.class);
        ControlLoop loop = context.getService(reference);
        loop.run(() -> loop.timer("never", () -> {}));
    }

    @Override
    public void stop(BundleContext context) {}
}
