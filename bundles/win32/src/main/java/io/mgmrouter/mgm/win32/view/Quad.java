package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.win32.IN_ADDR;

/** Source and group as four DWORDs, where 0 with mask 0 is the wildcard. */
record Quad(int source, int sourceMask, int group, int groupMask) {

    static Quad of(SourceGroup pair) {
        int source = IN_ADDR.dword(pair.source());
        int group = IN_ADDR.dword(pair.group());
        return new Quad(source, maskOf(source), group, maskOf(group));
    }

    /**
     * @throws MgmException with {@code INVALID_PARAMETER} for masks of ranges, a masked wildcard, (S,*), and addresses
     *     that are not of their kind (MGM-044, MGM-045)
     */
    SourceGroup toSourceGroup() {
        if (sourceMask != maskOf(source)) {
            throw badMask(Reason.BAD_SOURCE, source, sourceMask);
        }
        if (groupMask != maskOf(group)) {
            throw badMask(Reason.BAD_GROUP, group, groupMask);
        }
        return SourceGroup.of(IN_ADDR.address(source), IN_ADDR.address(group));
    }

    private static int maskOf(int address) {
        return address == 0 ? 0 : IN_ADDR.HOST_MASK;
    }

    private static MgmException badMask(Reason reason, int address, int mask) {
        return new MgmException(
                MgmError.INVALID_PARAMETER,
                reason,
                IN_ADDR.inet_ntoa(address) + " has the mask " + IN_ADDR.inet_ntoa(mask)
                        + "; all ones expected, or 0 for a wildcard");
    }
}
