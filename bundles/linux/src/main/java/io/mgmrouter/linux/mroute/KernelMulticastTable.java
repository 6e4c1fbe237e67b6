package io.mgmrouter.linux.mroute;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One multicast table in our custody. A virtual interface (VIF) is the table's small number for a network interface; a
 * forwarding entry speaks of VIFs only; for IPv6 the kernel calls them MIFs. Every method throws
 * {@link MulticastTableException} if the kernel refuses.
 */
@ProviderType
public interface KernelMulticastTable {

    /** The family whose packets are looked up in this table. */
    Family family();

    /** VIFs of a table are numbered 0 to 31. */
    int VIFS = 32;

    /** Makes a network interface a VIF; from then on its multicast packets are looked up in this table. */
    void addVif(int vif, int interfaceIndex);

    /**
     * Makes the register VIF, of which there can be one: what is forwarded out of it comes up whole
     * ({@link Upcall.Kind#WHOLE_PACKET}), and what PIM Registers to any address of this host have inside is looked up
     * as if it had arrived there. The kernel makes a network interface for it, and takes that away with the VIF.
     *
     * @return the index of that interface
     */
    int addRegisterVif(int vif);

    /** Removes a VIF. Entries that name it stay; see {@link #entries}. No error if there is none. */
    void removeVif(int vif);

    /** The VIFs the kernel has, with their counters. It removes one by itself when the network interface vanishes. */
    List<Vif> vifs();

    /**
     * Adds an entry, or changes the one of the same source and group; packets held for it are released. One without a
     * source is used for sources that have no entry of their own. Of these a group may have several, one for each
     * incoming VIF, which is part of what tells them apart. A packet takes the first that its VIF is among the incoming
     * and outgoing ones of, in no order one can rely on; if it expects its packets on another VIF, an up-call says so.
     */
    void set(MfcEntry entry);

    /** Removes an entry; no error if there is none. */
    void remove(MfcEntry entry);

    /**
     * The entries the kernel has, in no order. A VIF that does not exist is not shown, although an entry may still name
     * it and would use it again: who gives a number to another interface sets such entries anew.
     */
    List<MfcEntry> entries();

    /** Counters of an entry; empty if there is none. */
    Optional<MfcCounters> counters(IpAddress source, IpAddress group);

    /** Up-calls the kernel dropped since the table was opened, because they were not read quickly enough. */
    long lostUpcalls();

    /**
     * Hands every up-call from now on to a listener, on the I/O thread; it must not wait.
     *
     * @return ends it; after {@code close()} has returned the listener is not called again
     */
    Listening listen(UpcallListener listener);

    /** An active subscription to up-calls. */
    @FunctionalInterface
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
