package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Family;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.netlink.NetlinkSocket;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.NativeSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/**
 * Sends up-calls between two sockets of this process, one per turn of the thread, and answers each with an entry, which
 * such a socket refuses. Their ways are then compiled when the first flow needs them: that would otherwise take ten
 * times as long.
 */
final class Rehearsal {

    /** Enough for the first compiler of the virtual machine, which looks at a method later the more it has to do. */
    private static final int UPCALLS = 6_000;

    private static final int NO_TABLE = 0;
    private static final int MESSAGE_OCTETS = 80;
    private static final int NO_ENTRY = 1;

    private final IoThread io;
    private final NativeSocket sender;
    private final HeldTable table;
    private final MemorySegment message = Arena.ofAuto().allocate(MESSAGE_OCTETS);
    private int left = UPCALLS;

    private Rehearsal(IoThread io, TableFormat format, NetlinkSocket requests) {
        this.io = io;
        NativeSocket[] pair = NativeSocket.pair();
        this.sender = pair[0];
        this.table = new HeldTable(io, format, pair[1], requests, NO_TABLE);
        message.set(ValueLayout.JAVA_BYTE, format.family() == Family.IPV4 ? 8 : 1, (byte) NO_ENTRY);
        table.listen(this::answer);
    }

    /** Begins; takes some hundred milliseconds of the thread, in small pieces between its real work. */
    static void playOn(IoThread io, TableFormat format, NetlinkSocket requests) {
        Rehearsal rehearsal = new Rehearsal(io, format, requests);
        io.schedule(Duration.ZERO, rehearsal::send);
    }

    private void send() {
        Libc.send(sender.fd(), message, 0);
    }

    private void answer(Upcall upcall) {
        try {
            table.set(new MfcEntry(upcall.source(), upcall.group(), upcall.vif(), 0b110));
            throw new IllegalStateException("a rehearsal has written into a table");
        } catch (MulticastTableException refused) {
            left--;
            io.schedule(Duration.ZERO, left > 0 ? this::send : this::end);
        }
    }

    private void end() {
        table.close();
        sender.close();
    }
}
