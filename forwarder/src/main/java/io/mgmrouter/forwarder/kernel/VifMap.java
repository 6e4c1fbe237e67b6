package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.link.Link;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Vif;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which interface has which VIF. Every link that can forward multicast gets one, since the kernel reports new flows
 * only from interfaces that have; a link that is down keeps its own. One number is never given: see {@link
 * MfcEntry#NOWHERE}.
 */
final class VifMap {

    static final int MOST_VIFS = KernelMulticastTable.VIFS - 1;

    private static final Logger LOG = LoggerFactory.getLogger(VifMap.class);

    private final KernelMulticastTable table;
    private final Map<Integer, Link> links = new TreeMap<>();
    private final Map<Integer, Integer> vifOf = new TreeMap<>();
    /** Interface index of each VIF; 0 for none. */
    private final int[] indexOf = new int[MOST_VIFS];

    private TreeSet<String> leftOut = new TreeSet<>();

    VifMap(KernelMulticastTable table) {
        this.table = table;
    }

    /** A link is there, or has changed. */
    void put(Link link) {
        links.put(link.index(), link);
    }

    /**
     * The device is gone, and with it its VIF in the kernel.
     *
     * @return true if it had one: entries may still name it, and must be set anew before the number is given again
     */
    boolean remove(int interfaceIndex) {
        links.remove(interfaceIndex);
        Integer vif = vifOf.remove(interfaceIndex);
        if (vif == null) {
            return false;
        }
        indexOf[vif] = 0;
        table.removeVif(vif);
        return true;
    }

    /**
     * Takes over the VIFs the kernel has; those of interfaces that are unknown here are removed. The register VIF is
     * known before its interface is.
     */
    void adopt() {
        vifOf.clear();
        Arrays.fill(indexOf, 0);
        for (Vif vif : table.vifs()) {
            boolean known = vif.register() || links.containsKey(vif.interfaceIndex());
            if (known && vif.number() < MOST_VIFS) {
                assign(vif.number(), vif.interfaceIndex());
            } else {
                table.removeVif(vif.number());
            }
        }
    }

    /**
     * The interface of the register VIF, which is made if there is none.
     *
     * @throws MulticastTableException if the kernel refuses, or the table is full
     */
    int register() {
        int free = ~0 >>> 1;
        for (Vif vif : table.vifs()) {
            if (vif.register()) {
                assign(vif.number(), vif.interfaceIndex());
                return vif.interfaceIndex();
            }
            free &= ~(1 << vif.number());
        }
        if (free == 0) {
            throw new MulticastTableException("the " + table.family() + " multicast table is full: all " + MOST_VIFS
                    + " interfaces it can have are used, and none is left for PIM Registers");
        }
        int number = Integer.numberOfTrailingZeros(free);
        int interfaceIndex = table.addRegisterVif(number);
        assign(number, interfaceIndex);
        LOG.info("forwarder.vif added family={} vif={} register=true", table.family(), number);
        return interfaceIndex;
    }

    /** Gives VIFs to all links that should have one and have none; true if one was given. */
    boolean fill() {
        TreeSet<String> without = new TreeSet<>();
        boolean given = false;
        for (Link link : links.values()) {
            if (link.up() && link.multicast() && !link.loopback() && !vifOf.containsKey(link.index())) {
                boolean added = give(link);
                given |= added;
                if (!added) {
                    without.add(link.name());
                }
            }
        }
        report(without);
        return given;
    }

    /** The VIF of an interface, empty if it has none. */
    OptionalInt vif(int interfaceIndex) {
        Integer vif = vifOf.get(interfaceIndex);
        return vif == null ? OptionalInt.empty() : OptionalInt.of(vif);
    }

    /** All VIFs given: bit n is VIF n. */
    int all() {
        int all = 0;
        for (int vif : vifOf.values()) {
            all |= 1 << vif;
        }
        return all;
    }

    /** The interface of a VIF, empty if there is none. */
    OptionalInt interfaceIndex(int vif) {
        return vif >= 0 && vif < MOST_VIFS && indexOf[vif] != 0 ? OptionalInt.of(indexOf[vif]) : OptionalInt.empty();
    }

    /** An interface as operators know it. */
    String name(int interfaceIndex) {
        Link link = links.get(interfaceIndex);
        return link == null ? "interface " + interfaceIndex : link.name();
    }

    private boolean give(Link link) {
        for (int vif = 0; vif < MOST_VIFS; vif++) {
            if (indexOf[vif] == 0) {
                return add(vif, link);
            }
        }
        return false;
    }

    private boolean add(int vif, Link link) {
        try {
            table.addVif(vif, link.index());
            assign(vif, link.index());
            LOG.info("forwarder.vif added family={} vif={} if={}", table.family(), vif, link.name());
            return true;
        } catch (MulticastTableException e) {
            LOG.warn(
                    "forwarder.vif refused family={} vif={} if={}: {}",
                    table.family(),
                    vif,
                    link.name(),
                    e.getMessage());
            return false;
        }
    }

    private void assign(int vif, int interfaceIndex) {
        indexOf[vif] = interfaceIndex;
        vifOf.put(interfaceIndex, vif);
    }

    /** Once for each set of names, not once for each event. */
    private void report(TreeSet<String> without) {
        if (!without.isEmpty() && !without.equals(leftOut)) {
            LOG.warn(
                    "forwarder.vifs left-out={} used={} most={}: these interfaces forward no multicast",
                    without,
                    vifOf.size(),
                    MOST_VIFS);
        }
        leftOut = without;
    }
}
