package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.mroute.UpcallListener;
import io.mgmrouter.linux.mroute.Vif;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A multicast table in memory that writes down what was done to it. */
public final class FakeTable implements KernelMulticastTable {

    /** The register VIF's network interface. */
    static final int REGISTER = 900;

    final List<String> log = new ArrayList<>();
    final Map<Integer, Integer> vifs = new TreeMap<>();
    final Map<String, MfcEntry> entries = new LinkedHashMap<>();
    private final List<UpcallListener> listeners = new ArrayList<>();
    private boolean refusing;

    /** From now on no entry is taken. */
    void refuse() {
        refusing = true;
    }

    void report(Upcall upcall) {
        listeners.forEach(listener -> listener.upcall(upcall));
    }

    @Override
    public Family family() {
        return Family.IPV4;
    }

    @Override
    public void addVif(int vif, int interfaceIndex) {
        log.add("vif " + vif + "=" + interfaceIndex);
        vifs.put(vif, interfaceIndex);
    }

    @Override
    public int addRegisterVif(int vif) {
        log.add("register vif " + vif);
        vifs.put(vif, REGISTER);
        return REGISTER;
    }

    @Override
    public void removeVif(int vif) {
        log.add("vif " + vif + " removed");
        vifs.remove(vif);
    }

    @Override
    public List<Vif> vifs() {
        return vifs.entrySet().stream()
                .map(vif -> new Vif(vif.getKey(), vif.getValue(), vif.getValue() == REGISTER, 0, 0, 0, 0))
                .toList();
    }

    @Override
    public void set(MfcEntry entry) {
        if (refusing) {
            throw new MulticastTableException("multicast table: no more entries");
        }
        log.add("set " + describe(entry));
        entries.put(key(entry), entry);
    }

    @Override
    public void remove(MfcEntry entry) {
        log.add("remove " + key(entry));
        entries.remove(key(entry));
    }

    @Override
    public List<MfcEntry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public Optional<MfcCounters> counters(IpAddress source, IpAddress group) {
        return Optional.ofNullable(entries.get(source + " " + group)).map(_ -> new MfcCounters(1, 2, 3));
    }

    @Override
    public long lostUpcalls() {
        return 0;
    }

    @Override
    public Listening listen(UpcallListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** As the kernel tells entries apart. */
    private static String key(MfcEntry entry) {
        String key = entry.source() + " " + entry.group();
        return entry.isAnySource() ? key + " parent=" + entry.iif() : key;
    }

    private static String describe(MfcEntry entry) {
        return entry.source() + " " + entry.group() + " iif=" + entry.iif() + " oifs="
                + Integer.toBinaryString(entry.oifs());
    }
}
