package io.mgmrouter.linux;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.link.PacketReceiver;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.netlink.LinkTable;
import io.mgmrouter.linux.rawip.HostMembership;
import io.mgmrouter.linux.rawip.RawIpChannels;
import java.util.Collection;
import java.util.Optional;

/** The link service: the kernel's interfaces, and raw channels on them. */
final class LinuxLinks implements LinkService, AutoCloseable {

    private final LinkTable table;
    private final RawIpChannels channels;

    LinuxLinks(IoThread io, LinkTable table) {
        this.table = table;
        this.channels = new RawIpChannels(io, table::link);
    }

    @Override
    public Collection<Link> links() {
        return table.links();
    }

    @Override
    public Optional<Link> link(int index) {
        return table.link(index);
    }

    @Override
    public Optional<Link> link(String name) {
        return table.link(name);
    }

    @Override
    public Subscription subscribe(LinkListener listener) {
        return table.subscribe(listener);
    }

    @Override
    public <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        return channels.open(request, receiver);
    }

    @Override
    public GroupJoin join(int interfaceIndex, IpAddress group, Optional<IpAddress> source) {
        Link link = table.link(interfaceIndex)
                .orElseThrow(() -> new LinkException(
                        "interface " + interfaceIndex + " is gone; " + group + " cannot be joined there"));
        return HostMembership.join(link, group, source);
    }

    @Override
    public void close() {
        channels.close();
    }
}
