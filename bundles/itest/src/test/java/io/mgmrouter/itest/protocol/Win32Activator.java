package io.mgmrouter.itest.protocol;

import io.mgmrouter.itest.diary.Diary;
import io.mgmrouter.mgm.win32.PHANDLE;
import io.mgmrouter.mgm.win32.ROUTING_PROTOCOL_CONFIG;
import io.mgmrouter.mgm.win32.Win32Error;
import io.mgmrouter.mgm.win32.Win32Mgm;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A protocol written for the published contract: registers when its bundle starts, and takes the first interface. */
public final class Win32Activator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Win32Mgm mgm = context.getService(context.getServiceReference(Win32Mgm.class));
        ROUTING_PROTOCOL_CONFIG config = new ROUTING_PROTOCOL_CONFIG();
        config.pfnJoinAlertCallback = (_, _, _, _, _) -> {
            Diary.write("JOIN on loop " + Thread.currentThread().getName());
            return Win32Error.NO_ERROR;
        };
        PHANDLE protocol = new PHANDLE();
        int registered = mgm.MgmRegisterMProtocol(config, 300, 0, protocol);
        int taken = mgm.MgmTakeInterfaceOwnership(protocol.value, 1, 0);
        Diary.write("registered " + registered + ", taken " + taken);
    }

    @Override
    public void stop(BundleContext context) {}
}
