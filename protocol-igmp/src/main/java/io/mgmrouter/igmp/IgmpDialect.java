package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.IgmpCodec;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RouterDiscovery;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.event.Level;

/** IGMPv1 to v3 (RFC 1112, appendix I; RFC 2236; RFC 3376). */
final class IgmpDialect implements Dialect {

    static final Destinations DESTINATIONS = new Destinations(
            new Ipv4Address(0xe0000001),
            new Ipv4Address(0xe0000002),
            new Ipv4Address(0xe0000016),
            new Ipv4Address(0xe000006a));

    private static final int IP_PROTOCOL = 2;
    private static final int LONGEST_CODE = 31_744;
    private static final int LONGEST_V2_CODE = 255;
    private static final int TENTH = 100;

    /** IP header with Router Alert, and an IGMPv3 query up to its sources. */
    private static final int QUERY_OVERHEAD = 24 + 12;

    @Override
    public String name() {
        return "igmp";
    }

    @Override
    public Family family() {
        return Family.IPV4;
    }

    @Override
    public int newestVersion() {
        return 3;
    }

    @Override
    public HostVersion hostVersion(int version) {
        return switch (version) {
            case 1 -> HostVersion.V1;
            case 2 -> HostVersion.V2;
            default -> HostVersion.V3;
        };
    }

    @Override
    public int version(HostVersion mode) {
        return mode.number();
    }

    @Override
    public Level idleLevel() {
        return Level.WARN;
    }

    @Override
    public int longestResponse(int version) {
        return (version == 3 ? LONGEST_CODE : LONGEST_V2_CODE) * TENTH;
    }

    @Override
    public String requiredAddress() {
        return "IPv4 address";
    }

    @Override
    public Destinations destinations() {
        return DESTINATIONS;
    }

    @Override
    public MembershipMessage read(ByteBuffer payload) throws MalformedPacketException {
        return IgmpCodec.decode(payload);
    }

    @Override
    public ByteBuffer write(MembershipMessage message) {
        return IgmpCodec.encode(message);
    }

    @Override
    public ChannelRequest<MembershipMessage> request(int interfaceIndex) {
        return new ChannelRequest<>(
                Family.IPV4, IP_PROTOCOL, interfaceIndex, DESTINATIONS.all(), true, new MessageDecoder(this));
    }

    /** IGMPv1 knows no Router Alert (RFC 1112); later versions always send it (RFC 2236, section 2; RFC 3376, 4). */
    @Override
    public boolean comesWithRouterAlert(MembershipMessage message) {
        return switch (message) {
            case OlderReport(int version, _) -> version > 1;
            case MembershipQuery query -> query.version() > 1;
            case MembershipReport _, LeaveGroup _, RouterDiscovery _ -> true;
        };
    }

    /** A host that has no address yet may report (RFC 3376, section 4.2.13); a querier needs one to be elected. */
    @Override
    public Optional<String> objectionToSource(MembershipMessage message, IpAddress source, Link link) {
        if (source.isUnspecified()) {
            return message instanceof MembershipQuery ? Optional.of(Drops.QUERY_FROM_UNSPECIFIED) : Optional.empty();
        }
        return link.pointToPoint() || link.reaches(source) ? Optional.empty() : Optional.of(Drops.SOURCE_NOT_ON_LINK);
    }

    @Override
    public int queryOverhead() {
        return QUERY_OVERHEAD;
    }

    @Override
    public int addressOctets() {
        return Integer.BYTES;
    }

    @Override
    public String kind(MembershipMessage message) {
        return switch (message) {
            case MembershipQuery _ -> "query";
            case OlderReport(int version, _) -> version == 1 ? "report-v1" : "report-v2";
            case MembershipReport _ -> "report-v3";
            case LeaveGroup _ -> "leave";
            case RouterDiscovery _ -> "discovery";
        };
    }
}
