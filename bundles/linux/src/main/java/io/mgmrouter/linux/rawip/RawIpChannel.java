package io.mgmrouter.linux.rawip;

import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.sys.MessageHeader;
import io.netty.channel.AbstractChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelMetadata;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Predicate;

/**
 * Raw IP packets of one interface as a Netty channel. Reads {@link RawPacket}s; writes whatever its sender takes.
 * Netty's own datagram channels lose the control data of raw sockets, hence a channel of our own.
 */
final class RawIpChannel extends AbstractChannel {

    /** Longer than any packet of a control protocol; what does not fit is dropped and counted. */
    private static final int LONGEST_PACKET = 65_535;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final RawIpSockets sockets;
    private final Predicate<Object> sender;
    private final MessageHeader message;
    private IoRegistration registration;
    private boolean reading;
    private volatile boolean open = true;

    /**
     * @param controlData read the sender's address and control data with each packet
     * @param sender sends one message, on the I/O thread; false if it could not
     */
    RawIpChannel(RawIpSockets sockets, boolean controlData, Predicate<Object> sender) {
        super(null);
        this.message = new MessageHeader(
                Arena.ofAuto(),
                controlData ? Ipv6ControlData.SENDER_OCTETS : 0,
                LONGEST_PACKET,
                controlData ? Ipv6ControlData.MOST_OCTETS : 0);
        this.sockets = sockets;
        this.sender = sender;
    }

    private void readAvailable() {
        for (int i = 0; open && i < IoThread.PACKETS_PER_TURN; i++) {
            int length = (int) message.receive(sockets.receiver());
            if (length < 0) {
                // Nothing more for now, or the interface went down: either way epoll tells when to go on.
                break;
            }
            pipeline()
                    .fireChannelRead(new RawPacket(
                            copy(message.name(), (int) message.name().byteSize()),
                            copy(message.data(), length),
                            copy(message.control(), message.controlOctets()).order(ByteOrder.nativeOrder()),
                            message.truncated()));
        }
        pipeline().fireChannelReadComplete();
    }

    /** On the heap, since reading octet by octet from native memory is slow until it is compiled well. */
    private static ByteBuffer copy(MemorySegment received, int length) {
        if (length == 0) {
            return NOTHING;
        }
        byte[] octets = new byte[length];
        MemorySegment.copy(received, ValueLayout.JAVA_BYTE, 0, octets, 0, length);
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        ((IoEventLoop) eventLoop()).register(new Handle()).addListener(future -> {
            if (future.isSuccess()) {
                registration = (IoRegistration) future.getNow();
                promise.setSuccess();
            } else {
                promise.setFailure(future.cause());
            }
        });
    }

    @Override
    protected void doBeginRead() {
        if (!reading) {
            reading = true;
            registration.submit(EpollIoOps.EPOLLIN);
        }
    }

    /** A packet that the system refuses is counted by the sender and gone: control protocols repeat themselves. */
    @Override
    protected void doWrite(ChannelOutboundBuffer out) {
        for (Object packet = out.current(); packet != null; packet = out.current()) {
            sender.test(packet);
            out.remove();
        }
    }

    @Override
    protected void doDeregister() {
        if (registration != null) {
            registration.cancel();
        }
    }

    @Override
    protected void doClose() {
        open = false;
        doDeregister();
        sockets.close();
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new Unconnected();
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop instanceof IoEventLoop io && io.isCompatible(Handle.class);
    }

    @Override
    protected SocketAddress localAddress0() {
        return null;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return null;
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException("bound to its interface already");
    }

    @Override
    protected void doDisconnect() {
        throw new UnsupportedOperationException("never connected");
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }

    private final class Unconnected extends AbstractUnsafe {
        @Override
        public void connect(SocketAddress remote, SocketAddress local, ChannelPromise promise) {
            promise.setFailure(new UnsupportedOperationException("raw IP has no connections"));
        }
    }

    private final class Handle implements EpollIoHandle {
        private final FileDescriptor fd = new FileDescriptor(sockets.receiver().fd());

        @Override
        public FileDescriptor fd() {
            return fd;
        }

        @Override
        public void handle(IoRegistration source, IoEvent event) {
            readAvailable();
        }

        @Override
        public void close() {
            unsafe().close(newPromise());
        }
    }
}
