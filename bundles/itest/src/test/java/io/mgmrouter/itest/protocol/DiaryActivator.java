package io.mgmrouter.itest.protocol;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Publishes the protocol while its bundle is started; without Declarative Services, to show that none are needed. */
public final class DiaryActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        ControlLoop loop = context.getService(context.getServiceReference(ControlLoop.class));
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(MulticastProtocol.PROTOCOL_ID, 200);
        properties.put(MulticastProtocol.NAME, "diary");
        context.registerService(MulticastProtocol.class, new DiaryProtocol(loop), properties);
    }

    @Override
    public void stop(BundleContext context) {}
}
