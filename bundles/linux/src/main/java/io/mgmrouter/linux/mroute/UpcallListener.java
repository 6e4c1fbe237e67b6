package io.mgmrouter.linux.mroute;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes up-calls, on a thread that does nothing else. */
@FunctionalInterface
@ConsumerType
public interface UpcallListener {

    /**
     * Meanwhile other up-calls wait in the table's socket, some 2,500 of them; what comes beyond is lost, and counted
     * in {@link KernelMulticastTable#lostUpcalls}.
     */
    void upcall(Upcall upcall);
}
