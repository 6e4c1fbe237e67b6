package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Family;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;

/**
 * Sends up-calls between two sockets of this process, one per turn of the thread, and answers each with an entry for a
 * descriptor that does not exist. Their ways are then compiled when the first flow needs them: that would otherwise
 * take ten times as long.
 */
final class Rehearsal {

    /** Enough for the first compiler of the virtual machine, which looks at a method later the more it has to do. */
    private static final int UPCALLS = 6_000;

    private static final int NO_DESCRIPTOR = -1;
    private static final int MESSAGE_OCTETS = 80;
    private static final int NO_ENTRY = 1;

    private final IoThread io;
    private final TableFormat format;
    private final NativeSocket sender;
    private final NativeSocket receiver;
    private final IoThread.Watch watch;
    private final MemorySegment message;
    private int left = UPCALLS;

    private Rehearsal(IoThread io, TableFormat format) {
        this.io = io;
        this.format = format;
        NativeSocket[] pair = NativeSocket.pair();
        this.sender = pair[0];
        this.receiver = pair[1];
        this.message = Arena.ofAuto().allocate(MESSAGE_OCTETS);
        message.set(ValueLayout.JAVA_BYTE, format.family() == Family.IPV4 ? 8 : 1, (byte) NO_ENTRY);
        UpcallReader reader = new UpcallReader(format, receiver);
        reader.add(this::answer);
        this.watch = io.watch(receiver, reader::read);
    }

    /** Begins; takes some ten milliseconds of the thread, in small pieces between its real work. */
    static void playOn(IoThread io, TableFormat format) {
        Rehearsal rehearsal = new Rehearsal(io, format);
        io.schedule(Duration.ZERO, rehearsal::send);
    }

    private void send() {
        Libc.send(sender.fd(), message, 0);
    }

    private void answer(Upcall upcall) {
        SocketOption option = MrouteOption.ADD_MFC.of(format.family());
        try (Arena arena = Arena.ofConfined()) {
            MfcEntry entry = new MfcEntry(upcall.source(), upcall.group(), upcall.vif(), 0b110);
            Libc.setsockopt(NO_DESCRIPTOR, option.level(), option.number(), format.entry(arena, entry));
        }
        left--;
        io.schedule(Duration.ZERO, left > 0 ? this::send : this::end);
    }

    private void end() {
        watch.close();
        sender.close();
        receiver.close();
    }
}
