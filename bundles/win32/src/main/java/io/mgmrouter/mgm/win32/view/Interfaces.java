package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.win32.IN_ADDR;

/** Interfaces as two DWORDs, where next hop 0 is none. */
final class Interfaces {

    private Interfaces() {}

    /** @throws MgmException with {@code NOT_FOUND} for an index no interface can have */
    static InterfaceId id(int index, int nextHop) {
        if (index <= 0) {
            throw new MgmException(
                    MgmError.NOT_FOUND,
                    Reason.UNKNOWN_INTERFACE,
                    "there is no interface with index " + Integer.toUnsignedString(index));
        }
        return new InterfaceId(index, IN_ADDR.optional(nextHop));
    }

    static int nextHop(InterfaceId id) {
        return IN_ADDR.dword(id.nextHop());
    }
}
