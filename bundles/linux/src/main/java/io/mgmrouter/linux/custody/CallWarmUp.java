package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;

/**
 * Gets the path of entry changes compiled before the first flow needs it: a call that is still interpreted takes some
 * hundred microseconds, a compiled one three. Done with a descriptor that does not exist, it changes nothing.
 */
final class CallWarmUp {

    private static final int CALLS = 2_000;
    private static final int NO_DESCRIPTOR = -1;

    private CallWarmUp() {}

    static void run(TableFormat format) {
        IpAddress nobody = IpAddress.unspecified(format.family());
        MfcEntry entry = new MfcEntry(nobody, nobody, 0, 0b110);
        SocketOption option = MrouteOption.ADD_MFC.of(format.family());
        for (int i = 0; i < CALLS; i++) {
            try (Arena arena = Arena.ofConfined()) {
                Libc.setsockopt(NO_DESCRIPTOR, option.level(), option.number(), format.entry(arena, entry));
            }
        }
    }
}
