package io.mgmrouter.linux;

import io.mgmrouter.link.LinkService;
import io.mgmrouter.linux.custody.TableCustody;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.linux.netlink.KernelEvents;
import io.mgmrouter.linux.netlink.KernelRoutes;
import io.mgmrouter.linux.netlink.LinkTable;
import io.mgmrouter.linux.netlink.NetlinkSocket;
import io.mgmrouter.linux.rawip.Rehearsal;
import io.mgmrouter.route.RouteLookup;
import java.util.List;

/**
 * Everything the kernel gives, for the network namespace of the thread that makes it. Channels and multicast tables are
 * opened in the namespace of the thread that asks for them, which should be the same.
 */
public final class LinuxPlatform implements AutoCloseable {

    private final IoThread io = new IoThread("linux-io");
    /** Up-calls are worked off where they are read: between a new flow and its entry there is no change of threads. */
    private final IoThread upcalls = new IoThread("linux-upcalls");

    private final NetlinkSocket lookups = NetlinkSocket.forRequests();
    private final NetlinkSocket dumps = NetlinkSocket.forRequests();
    private final LinkTable links = new LinkTable(dumps);
    private final KernelRoutes routes = new KernelRoutes(io, lookups, dumps);
    private final KernelEvents events = new KernelEvents(io, List.of(links, routes));
    private final TableCustody tables = new TableCustody(upcalls, dumps);
    private final LinuxLinks linkService = new LinuxLinks(io, links);

    /** Gets the ways of packets and up-calls compiled, on their threads between real work; returns at once. */
    public void rehearse() {
        Rehearsal.playOn(io);
        tables.rehearse();
    }

    public LinkService links() {
        return linkService;
    }

    public RouteLookup routes() {
        return routes;
    }

    public KernelMulticastTables multicastTables() {
        return tables;
    }

    /** Closes what is still open, channels and tables included; forwarding ends. */
    @Override
    public void close() {
        linkService.close();
        tables.close();
        events.close();
        upcalls.close();
        io.close();
        dumps.close();
        lookups.close();
    }
}
