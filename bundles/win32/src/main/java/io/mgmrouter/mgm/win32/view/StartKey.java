package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.win32.IN_ADDR;
import java.util.Optional;

/** The source and group a walk goes on behind; any two DWORDs will do (MGM-096). */
final class StartKey {

    private static final int FIRST_GROUP = 0xe000_0000;
    private static final int LAST_GROUP = 0xefff_ffff;
    private static final int LAST_SOURCE = 0xffff_ffff;
    private static final int LAST_UNICAST = FIRST_GROUP - 1;

    private StartKey() {}

    /** The last flow there can be at or before the key; empty if all are behind it. */
    static Optional<Sg> behind(int source, int group) {
        int groupBits = IN_ADDR.address(group).bits();
        if (Integer.compareUnsigned(groupBits, FIRST_GROUP) < 0) {
            return Optional.empty();
        }
        if (Integer.compareUnsigned(groupBits, LAST_GROUP) > 0) {
            return Optional.of(sg(LAST_SOURCE, LAST_GROUP));
        }
        if (source != 0) {
            Ipv4Address address = IN_ADDR.address(source);
            return Optional.of(sg(address.isMulticast() ? LAST_UNICAST : address.bits(), groupBits));
        }
        return groupBits == FIRST_GROUP ? Optional.empty() : Optional.of(sg(LAST_SOURCE, groupBits - 1));
    }

    private static Sg sg(int sourceBits, int groupBits) {
        return new Sg(new Ipv4Address(sourceBits), new Ipv4Address(groupBits));
    }
}
