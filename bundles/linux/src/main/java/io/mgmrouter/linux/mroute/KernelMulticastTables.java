package io.mgmrouter.linux.mroute;

import io.mgmrouter.ip.Family;
import org.osgi.annotation.versioning.ProviderType;

/** Custody of the kernel's multicast tables; each family has its own. */
@ProviderType
public interface KernelMulticastTables {

    /** The table every packet is looked up in unless a multicast rule says otherwise. */
    int DEFAULT = 0;

    /**
     * Takes a table; the second call for one returns what the first did. Takes up to a few tenths of a second.
     *
     * @param family whose packets are looked up in it
     * @param number {@link #DEFAULT}, or a table that multicast rules ({@code ip mrule}, {@code ip -6 mrule}) steer
     *     packets to, 1 to 99999999
     * @throws MulticastTableException if it cannot be had: somebody else holds it, privileges are missing, or the
     *     kernel has no multicast routing; the message says which, and what to do. It may be tried again
     * @see MulticastTableException#isUnsupported
     */
    KernelMulticastTable open(Family family, int number);
}
