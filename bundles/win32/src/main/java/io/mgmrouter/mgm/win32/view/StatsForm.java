package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.ForwardingStats.Level;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE_STATS;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE_STATS_EX;
import io.mgmrouter.mgm.win32.Structure;
import io.mgmrouter.mgm.win32.Win32Mgm;
import java.util.function.Function;

/** The two records of an entry's traffic (MGM-097). */
enum StatsForm {
    STATS_0(Level.BASIC, MIB_IPMCAST_MFE_STATS.SIZEOF_MIB_MFE_STATS(0), Records::stats),
    STATS_1(Level.EXTENDED, MIB_IPMCAST_MFE_STATS_EX.SIZEOF_MIB_MFE_STATS_EX(0), Records::statsEx);

    final Level level;
    final int leastSize;
    final Function<ForwardingStats, Structure> structure;

    StatsForm(Level level, int leastSize, Function<ForwardingStats, Structure> structure) {
        this.level = level;
        this.leastSize = leastSize;
        this.structure = structure;
    }

    /** @throws MgmException with {@code INVALID_PARAMETER} for anything but one of the two flags */
    static StatsForm of(int dwFlags) {
        return switch (dwFlags) {
            case Win32Mgm.MGM_MFE_STATS_0 -> STATS_0;
            case Win32Mgm.MGM_MFE_STATS_1 -> STATS_1;
            default ->
                throw new MgmException(
                        MgmError.INVALID_PARAMETER,
                        Reason.NO_FLAG,
                        "dwFlags is " + dwFlags + "; MGM_MFE_STATS_0 or MGM_MFE_STATS_1 expected");
        };
    }
}
