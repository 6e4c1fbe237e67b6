package io.mgmrouter.linux.netlink;

import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.LinuxException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the kernel's events on the I/O thread and hands them to the views, in the order of the list. */
public final class KernelEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KernelEvents.class);
    private static final int[] GROUPS = {
        Rtnetlink.GROUP_LINK,
        Rtnetlink.GROUP_IPV4_ADDRESS,
        Rtnetlink.GROUP_IPV6_ADDRESS,
        Rtnetlink.GROUP_IPV4_ROUTE,
        Rtnetlink.GROUP_IPV6_ROUTE,
        Rtnetlink.GROUP_IPV4_RULE,
        Rtnetlink.GROUP_IPV6_RULE,
    };

    private final NetlinkSocket events = NetlinkSocket.forEvents(GROUPS);
    private final List<View> views;
    private final IoThread.Watch watch;

    /**
     * Starts listening, then fills the views: nothing that happens in between is missed.
     *
     * @throws LinuxException if the system refuses the socket
     */
    public KernelEvents(IoThread io, List<View> views) {
        this.views = List.copyOf(views);
        io.runAndWait(() -> this.views.forEach(View::resync));
        this.watch = io.watch(events.socket(), this::read);
    }

    private void read() {
        try {
            List<NetlinkMessage> messages = events.receive();
            views.forEach(view -> view.changed(messages));
        } catch (LinuxException e) {
            if (!e.is(Errno.ENOBUFS)) {
                throw e;
            }
            LOG.warn("netlink.events lost=true action=resync");
            views.forEach(View::resync);
        }
    }

    @Override
    public void close() {
        watch.close();
        events.close();
    }

    /** Something kept in step with the kernel; called on the I/O thread. */
    public interface View {

        /** Messages that arrived together, in order; those of other kinds are skipped. */
        void changed(List<NetlinkMessage> messages);

        /** Asks the kernel for everything: at the start, and when events were lost. */
        void resync();
    }
}
