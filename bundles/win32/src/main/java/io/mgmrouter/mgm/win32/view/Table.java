package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.win32.IN_ADDR;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE;
import io.mgmrouter.mgm.win32.PDWORD;
import java.util.Optional;

/** Reads the manager's IPv4 entries and their traffic into output buffers. */
record Table(MulticastGroupManager manager) {

    /** @throws MgmException with {@code NOT_FOUND} if there is no such entry */
    int entry(MIB_IPMCAST_MFE key, OutputBuffer out) {
        return out.putOne(manager.entry(flow(key)).map(Records::mfe).orElseThrow(() -> noEntry(key)));
    }

    int entries(Optional<Sg> start, OutputBuffer out, PDWORD pdwNumEntries) {
        int limit = limit(out, MIB_IPMCAST_MFE.SIZEOF_MIB_MFE(0));
        TableWalk<ForwardingEntry> walk =
                new TableWalk<>(after -> manager.entries(after, limit), ForwardingEntry::sg, Records::mfe);
        return out.putAll(walk.from(start), pdwNumEntries);
    }

    /** @throws MgmException with {@code NOT_FOUND} if there is no such entry */
    int stats(MIB_IPMCAST_MFE key, OutputBuffer out, StatsForm form) {
        return out.putOne(
                manager.stats(flow(key), form.level).map(form.structure).orElseThrow(() -> noEntry(key)));
    }

    int stats(Optional<Sg> start, OutputBuffer out, PDWORD pdwNumEntries, StatsForm form) {
        int limit = limit(out, form.leastSize);
        var walk = new TableWalk<>(
                after -> manager.stats(after, limit, form.level),
                stats -> stats.entry().sg(),
                form.structure);
        return out.putAll(walk.from(start), pdwNumEntries);
    }

    /** @throws MgmException with {@code NOT_FOUND} for a source or group that no entry can have */
    static Sg flow(MIB_IPMCAST_MFE key) {
        try {
            return new Sg(IN_ADDR.address(key.dwSource()), IN_ADDR.address(key.dwGroup()));
        } catch (MgmException _) {
            throw noEntry(key);
        }
    }

    /** One more than may fit shows whether any are left. */
    private static int limit(OutputBuffer out, int leastSize) {
        return Math.min(out.roomFor(leastSize) + 1, MulticastGroupManager.MAX_PAGE);
    }

    private static MgmException noEntry(MIB_IPMCAST_MFE key) {
        return new MgmException(
                MgmError.NOT_FOUND,
                Reason.NO_ENTRY,
                "there is no entry (" + IN_ADDR.inet_ntoa(key.dwSource()) + "," + IN_ADDR.inet_ntoa(key.dwGroup())
                        + ")");
    }
}
