package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.MldCodec;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RouterDiscovery;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.event.Level;

/** MLDv1 and v2 (RFC 2710, RFC 3810): IGMPv2 and v3 under other names and numbers. */
final class MldDialect implements Dialect {

    static final Destinations DESTINATIONS =
            new Destinations(linkScope(0x01), linkScope(0x02), linkScope(0x16), linkScope(0x6a));

    private static final int ICMPV6 = 58;
    private static final int LONGEST_CODE = 8_387_584;
    private static final int LONGEST_V1_CODE = 65_535;

    /** IPv6 header, hop-by-hop options with Router Alert, and an MLDv2 query up to its sources. */
    private static final int QUERY_OVERHEAD = 40 + 8 + 28;

    private static Ipv6Address linkScope(int group) {
        return new Ipv6Address(0xff02L << 48, group);
    }

    @Override
    public String name() {
        return "mld";
    }

    @Override
    public Family family() {
        return Family.IPV6;
    }

    @Override
    public int newestVersion() {
        return 2;
    }

    @Override
    public HostVersion hostVersion(int version) {
        return version == 1 ? HostVersion.V2 : HostVersion.V3;
    }

    @Override
    public int version(HostVersion mode) {
        return mode == HostVersion.V3 ? 2 : 1;
    }

    @Override
    public Level idleLevel() {
        return Level.DEBUG;
    }

    @Override
    public int longestResponse(int version) {
        return version == 2 ? LONGEST_CODE : LONGEST_V1_CODE;
    }

    @Override
    public String requiredAddress() {
        return "link-local IPv6 address";
    }

    @Override
    public Destinations destinations() {
        return DESTINATIONS;
    }

    @Override
    public MembershipMessage read(ByteBuffer payload) throws MalformedPacketException {
        return MldCodec.decode(payload);
    }

    @Override
    public ByteBuffer write(MembershipMessage message) {
        return MldCodec.encode(message);
    }

    @Override
    public ChannelRequest<MembershipMessage> request(int interfaceIndex) {
        return new ChannelRequest<>(
                Family.IPV6,
                ICMPV6,
                interfaceIndex,
                DESTINATIONS.all(),
                true,
                MldCodec.TYPES,
                new MessageDecoder(this));
    }

    /** All of them do (RFC 2710, section 3; RFC 3810, section 5). */
    @Override
    public boolean comesWithRouterAlert(MembershipMessage message) {
        return true;
    }

    /**
     * Everybody sends from a link-local address (RFC 3810, sections 6.2 and 7.4). A host that has none yet reports from
     * the unspecified one, for switches to hear; routers discard that (RFC 3810, section 5.2.13; RFC 3590, section 4).
     */
    @Override
    public Optional<String> objectionToSource(MembershipMessage message, IpAddress source, Link link) {
        return source.isLinkLocal() ? Optional.empty() : Optional.of(Drops.SOURCE_NOT_LINK_LOCAL);
    }

    @Override
    public int queryOverhead() {
        return QUERY_OVERHEAD;
    }

    @Override
    public int addressOctets() {
        return 2 * Long.BYTES;
    }

    @Override
    public String kind(MembershipMessage message) {
        return switch (message) {
            case MembershipQuery _ -> "query";
            case OlderReport _ -> "report-v1";
            case MembershipReport _ -> "report-v2";
            case LeaveGroup _ -> "done";
            case RouterDiscovery _ -> "discovery";
        };
    }
}
