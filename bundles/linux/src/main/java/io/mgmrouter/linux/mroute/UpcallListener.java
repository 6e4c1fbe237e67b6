package io.mgmrouter.linux.mroute;

import org.osgi.annotation.versioning.ConsumerType;

/** Takes up-calls, on the I/O thread. */
@FunctionalInterface
@ConsumerType
public interface UpcallListener {

    /** Must not wait. */
    void upcall(Upcall upcall);
}
