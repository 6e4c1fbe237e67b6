package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.sys.Libc;
import java.lang.foreign.Arena;

/**
 * Gets the path of entry changes compiled before the first flow needs it: a call that is still interpreted takes some
 * hundred microseconds, a compiled one three. Done with a descriptor that does not exist, it changes nothing.
 */
final class CallWarmUp {

    private static final int CALLS = 2_000;
    private static final int NO_DESCRIPTOR = -1;

    private CallWarmUp() {}

    static void run() {
        MfcEntry entry = new MfcEntry(new Ipv4Address(1), new Ipv4Address(0xe0000000), 0, 0b110);
        for (int i = 0; i < CALLS; i++) {
            try (Arena arena = Arena.ofConfined()) {
                Libc.setsockopt(NO_DESCRIPTOR, 0, Mroute.MRT_ADD_MFC.number(), Mroute.entry(arena, entry));
            }
        }
    }
}
