package io.mgmrouter.linux.rawip;

import io.mgmrouter.ip.Family;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.packet.InternetChecksum;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Sends packets through a channel between two sockets of this process, one per turn of the I/O thread. The way of a
 * packet is then compiled when the first real one arrives: that one would otherwise take ten times as long.
 */
public final class Rehearsal {

    /** Enough for the first compiler of the virtual machine, which looks at a method later the more it has to do. */
    private static final int PACKETS = 6_000;

    private static final int NO_INTERFACE = Integer.MAX_VALUE;
    private static final int IGMP = 2;
    private static final byte[] REPORT = {
        0x46,
        (byte) 0xc0,
        0,
        32,
        0,
        0,
        0x40,
        0,
        1,
        IGMP,
        0,
        0,
        10,
        0,
        0,
        2,
        (byte) 224,
        0,
        0,
        22,
        (byte) 0x94,
        4,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0
    };
    private static final int HEADER_OCTETS = 24;
    private static final int CHECKSUM = 10;

    private final IoThread io;
    private final NativeSocket sender;
    private final ChannelRequest<Integer> request;
    private final OpenChannel channel;
    private final MemorySegment packet;
    private int left = PACKETS;

    private Rehearsal(IoThread io) {
        this.io = io;
        NativeSocket[] pair = NativeSocket.pair();
        this.sender = pair[0];
        RawIpSockets sockets = new RawIpSockets(pair[0], pair[1]);
        this.request = new ChannelRequest<>(
                Family.IPV4,
                IGMP,
                NO_INTERFACE,
                Set.of(),
                false,
                received -> received.payload().remaining());
        this.channel = new OpenChannel(io, sockets, request, Optional::empty, _ -> {});
        ByteBuffer header = ByteBuffer.wrap(REPORT.clone());
        int checksum = InternetChecksum.of(header.slice(0, HEADER_OCTETS));
        header.putShort(CHECKSUM, (short) checksum);
        this.packet = Arena.ofAuto().allocate(REPORT.length).copyFrom(MemorySegment.ofBuffer(header));
    }

    /** Begins; takes some hundred milliseconds of the I/O thread, in small pieces between its real work. */
    public static void playOn(IoThread io) {
        new Rehearsal(io).begin();
    }

    private void begin() {
        channel.start(counters -> new PacketReader<>(request, this::received, counters));
        io.schedule(Duration.ZERO, this::send);
    }

    private void send() {
        Libc.send(sender.fd(), packet, 0);
    }

    /** Sending in a turn of its own, so that the turn is rehearsed too. */
    private boolean received(Integer octets, InboundPacket.Header header) {
        left--;
        io.schedule(Duration.ZERO, left > 0 ? this::send : channel::close);
        return true;
    }
}
